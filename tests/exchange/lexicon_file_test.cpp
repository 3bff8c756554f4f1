#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/finished_lexicon_file.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>

#include "exchange/mer_files.hpp"
#include "exchange/sample_tables.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::check_same;
using support::contains;
using support::error_of;
using support::message_of;
using support::random_tables;
using support::small;
using support::TemporaryFolder;
using support::write_bytes;

namespace {

using Lists = std::map<std::string, std::vector<std::string>>;
using Clusters = std::map<std::string, std::string>;

/// small() as JSON, edited by an action.
template <class Action>
std::string edited(const Action& action) {
  nlohmann::json document = nlohmann::json::parse(to_json_text(small()));
  action(document);
  return document.dump();
}

template <class Action>
void check_edit(const std::string& pointer, const std::string& message, const Action& action) {
  const std::string text = edited(action);
  const auto error = error_of([&] { (void)lexicon_from_json(text, "l.json"); });
  REQUIRE(error.has_value());
  CAPTURE(std::string(error->what()));
  CHECK(error->place().file == "l.json");
  CHECK(error->place().column == pointer);
  CHECK(contains(error->what(), message));
}

}  // namespace

TEST_CASE("lexicon file: tables come back from JSON, and the JSON from them, byte for byte") {
  std::mt19937_64 engine(5);
  for (int round = 0; round < 200; ++round) {
    const LexiconTables tables = random_tables(engine);
    const std::string text = to_json_text(tables);
    const LexiconTables back = lexicon_from_json(text);
    check_same(back, tables);
    CHECK(to_json_text(back) == text);
    const auto document = nlohmann::json::parse(text);
    CHECK(document["sha256"] == sha256(content_text(tables)));
    CHECK(document["forms"].get<Lists>() == tables.bases_of);
    CHECK(document["synonyms"].get<Lists>() == tables.synonyms_of);
  }
}

TEST_CASE("lexicon file: the MER tables come back from JSON") {
  const auto npz = support::shared_file("data/mer/wheel_mapping.npz");
  if (!npz) {
    return;
  }
  const TemporaryFolder folder;
  const LexiconTables tables = read_lexicon_tables(*npz);
  write_bytes(folder / "lexicon.json", to_json_text(tables));
  const LexiconTables back = read_lexicon_tables(folder / "lexicon.json");
  check_same(back, tables);
  CHECK(back.name == "MER2026");
}

TEST_CASE("lexicon file: edits of the JSON are Errors with their pointer") {
  using Json = nlohmann::json;
  check_edit("/sha256", "it was edited or damaged",
             [](Json& document) { document["forms"]["joy"] = {"joy"}; });
  check_edit("/sha256", "found \"0\"", [](Json& document) { document["sha256"] = "0"; });
  check_edit("", "found no member \"wheels\"", [](Json& document) { document.erase("wheels"); });
  check_edit("/more", "not known here", [](Json& document) { document["more"] = 1; });
  check_edit("/tonewheel_lexicon", "expected 1",
             [](Json& document) { document["tonewheel_lexicon"] = 2; });
  check_edit("/folding", R"(expected "official" or "unicode")",
             [](Json& document) { document["folding"] = "none"; });
  check_edit("/own_word_first", "expected true or false",
             [](Json& document) { document["own_word_first"] = 1; });
  check_edit("/forms", "found array, expected an object",
             [](Json& document) { document["forms"] = Json::array(); });
  check_edit("/forms/glad", "found string, expected an array",
             [](Json& document) { document["forms"]["glad"] = "glad"; });
  check_edit("/forms/glad/0", "found number, expected a text",
             [](Json& document) { document["forms"]["glad"] = {1}; });
  check_edit("/forms/Glad", "expected a folded word: \"glad\"",
             [](Json& document) { document["forms"]["Glad"] = {"glad"}; });
  check_edit("/synonyms/joy", "found \"Joy\"",
             [](Json& document) { document["synonyms"]["joy"] = {"Joy"}; });
  check_edit("", "expected them sorted",
             [](Json& document) { document["synonyms"]["joy"] = {"joy", "glad"}; });
  check_edit("", "found no base words for \"glad\"",
             [](Json& document) { document["forms"]["glad"] = Json::array(); });
  check_edit("/wheels/0/level", "expected an integer",
             [](Json& document) { document["wheels"][0]["level"] = 1.5; });
  check_edit("", "twice", [](Json& document) { document["wheels"][0]["level"] = 1; });
  check_edit("/wheels/0/clusters/a~1b", "found null, expected a text",
             [](Json& document) { document["wheels"][0]["clusters"]["a/b"] = nullptr; });
  check_edit("/wheel_rows/w/1", "expected three levels",
             [](Json& document) { document["wheel_rows"]["w"][1] = {"joy"}; });
  const std::string changed = edited([](Json& document) { document["forms"]["joy"] = {"joy"}; });
  CHECK(lexicon_from_json(changed, "l.json", {.ignore_checksum = true}).bases_of.contains("joy"));
}

TEST_CASE("lexicon file: what is not JSON, doubled or too deep is an Error") {
  const auto error = error_of([] { (void)lexicon_from_json("{\n\n\"a\": }", "l.json"); });
  REQUIRE(error.has_value());
  CHECK(error->place().row == 3);
  const auto fault = [](const std::string& text) {
    return message_of([&] { (void)lexicon_from_json(text, "l.json"); });
  };
  CHECK(contains(fault(""), "not JSON"));
  CHECK(contains(fault("{\"a\": \"\xff\"}"), "not JSON"));
  CHECK(contains(fault("1"), "expected an object"));
  CHECK(contains(fault(R"({"forms": {"a": ["a"], "a": ["b"]}})"), "found the member \"a\" twice"));
  CHECK(contains(fault(std::string(1000000, '[')), "deep in each other"));
  LexiconTables bad = small();
  bad.name = "\xff";
  CHECK(contains(message_of([&] { (void)to_json_text(bad); }), "lexicon name"));
  bad = small();
  bad.bases_of["joys"] = {};
  CHECK(contains(message_of([&] { (void)to_json_text(bad); }), "no base words"));
}

TEST_CASE("lexicon file: a user's own table, as CSV and as JSON") {
  const TemporaryFolder folder;
  write_bytes(folder / "words.csv",
              "word,Forms,synonyms,mood:2,mood,tone\n"
              "Happy,\"happier; happily;;\",glad|Cheerful,bright,good,up\n"
              "sad,sadder | SADLY,,dark,bad,\n"
              "glum,,sad;blue,,,\n"
              "bad,,,,,down\n");
  const LexiconTables tables = read_lexicon_tables(folder / "words.csv");
  CHECK(tables.name == "words");
  CHECK(tables.folding == Folding::unicode);
  CHECK(tables.own_word_first);
  CHECK(tables.wheel_rows.empty());
  CHECK(tables.bases_of == Lists{{"bad", {"bad"}},
                                 {"blue", {"blue"}},
                                 {"bright", {"bright"}},
                                 {"cheerful", {"cheerful"}},
                                 {"dark", {"dark"}},
                                 {"down", {"down"}},
                                 {"glad", {"glad"}},
                                 {"glum", {"glum"}},
                                 {"good", {"good"}},
                                 {"happier", {"happy"}},
                                 {"happily", {"happy"}},
                                 {"happy", {"happy"}},
                                 {"sad", {"sad"}},
                                 {"sadder", {"sad"}},
                                 {"sadly", {"sad"}},
                                 {"up", {"up"}}});
  // glum is on no wheel: it leads to sad, and blue leads nowhere.
  CHECK(tables.synonyms_of == Lists{{"bad", {"bad"}},
                                    {"bright", {"bright"}},
                                    {"cheerful", {"happy"}},
                                    {"dark", {"dark"}},
                                    {"down", {"down"}},
                                    {"glad", {"happy"}},
                                    {"glum", {"sad"}},
                                    {"good", {"good"}},
                                    {"happy", {"happy"}},
                                    {"sad", {"sad"}},
                                    {"up", {"up"}}});
  // bad has a row of its own, which is silent about mood.
  const std::vector<Clustering> clusterings{
      {"mood", 1, {{"good", "good"}, {"happy", "good"}, {"sad", "bad"}}},
      {"mood", 2, {{"bright", "bright"}, {"dark", "dark"}, {"happy", "bright"}, {"sad", "dark"}}},
      {"tone", 1, {{"bad", "down"}, {"down", "down"}, {"happy", "up"}, {"up", "up"}}}};
  CHECK(tables.clusterings == clusterings);
  check_same(lexicon_from_json(to_json_text(tables)), tables);

  write_bytes(folder / "words.json", R"([
    {"word": "Happy", "forms": ["happier", "happily"], "synonyms": "glad|Cheerful",
     "mood:2": "bright", "mood": "good", "tone": "up"},
    {"word": "sad", "forms": "sadder;SADLY", "mood:2": "dark", "mood": "bad", "tone": null},
    {"word": "glum", "synonyms": ["sad", "blue"]},
    {"word": "bad", "tone": "down"}])");
  check_same(read_lexicon_tables(folder / "words.json"), tables);
}

TEST_CASE("lexicon file: a table without wheels leads from the synonyms to the word") {
  const TemporaryFolder folder;
  write_bytes(folder / "w.csv", "word,synonyms\nhappy,glad\n\xc3\x84rger,Wut\n");
  const LexiconTables tables = read_lexicon_tables(folder / "w.csv");
  CHECK(tables.synonyms_of == Lists{{"glad", {"happy"}},
                                    {"happy", {"happy"}},
                                    {"wut", {"\xc3\xa4rger"}},
                                    {"\xc3\xa4rger", {"\xc3\xa4rger"}}});
  CHECK(tables.clusterings.empty());
  const LexiconTables official =
      read_lexicon_tables(folder / "w.csv", {.folding = Folding::official});
  CHECK(official.folding == Folding::official);
}

TEST_CASE("lexicon file: a user's own table that is wrong is an Error with row and column") {
  const TemporaryFolder folder;
  const auto check = [&](const std::string& text, std::uint64_t row, const std::string& column,
                         const std::string& message) {
    write_bytes(folder / "w.csv", text);
    const auto error = error_of([&] { (void)read_lexicon_tables(folder / "w.csv"); });
    REQUIRE(error.has_value());
    CAPTURE(std::string(error->what()));
    CHECK(contains(error->place().file, "w.csv"));
    CHECK(error->place().row == row);
    CHECK(error->place().column == column);
    CHECK(contains(error->what(), message));
  };
  check("name,format\na,b\n", 0, "word", "the header has: name, format");
  check("word,form\na,b\n", 0, "form", "expected word, forms, synonyms, or a wheel");
  check("word,Synonym\na,b\n", 0, "Synonym", "expected word, forms, synonyms, or a wheel");
  check("word,:1\na,b\n", 0, ":1", "expected word, forms, synonyms, or a wheel");
  check("word,w:0\na,b\n", 0, "w:0", "expected a level from 1");
  check("word,w:x\na,b\n", 0, "w:x", "expected a level from 1");
  check("word,w:99999999999\na,b\n", 0, "w:99999999999", "expected a level from 1");
  check("word,w:1,w\na,b,c\n", 0, "w", "expected each level of a wheel once");
  check("word,w\n", 0, "", "found no rows");
  check("word,w\na,b\n , c\n", 2, "word", "found no word");
  check("word,w\nJoy,b\nfear,c\njoy,d\n", 3, "word", "which has a row already");
  check("word,w\na,\xff\n", 1, "w", "UTF-8");
  check("word,forms\na,b;\xff\n", 1, "forms", "UTF-8");
  check("word,w\na,b,c\n", 1, "", "3 fields, expected 2");

  const auto fault = [](const std::string& text) {
    return message_of([&] { (void)lexicon_from_json(text, "w.json"); });
  };
  CHECK(contains(fault("[]"), "w.json: found no rows"));
  CHECK(contains(fault("[1]"), "column /0: found number, expected an object"));
  CHECK(contains(fault(R"([{"w": "a"}])"), "column /0: found no member \"word\""));
  CHECK(contains(fault(R"([{"word": "a"}, {"word": "A"}])"), "column /1/word: found \"a\""));
  CHECK(contains(fault(R"([{"word": "a", "w": 1}])"), "column /0/w: found number"));
  CHECK(contains(fault(R"([{"word": "a", "forms": [1]}])"), "column /0/forms/0: found number"));
}

TEST_CASE("lexicon file: the reader is chosen by extension, else by the first bytes") {
  const TemporaryFolder folder;
  support::write_zip(folder / "a.npz", support::frozen_members());
  const LexiconTables frozen = read_lexicon_tables(folder / "a.npz");
  std::filesystem::copy(folder / "a.npz", folder / "frozen");
  check_same(read_lexicon_tables(folder / "frozen"), frozen);
  write_bytes(folder / "a.JSON", to_json_text(small()));
  check_same(read_lexicon_tables(folder / "a.JSON"), small());
  std::filesystem::copy(folder / "a.JSON", folder / "json");
  check_same(read_lexicon_tables(folder / "json"), small());
  write_bytes(folder / "finished", to_finished_bytes(Lexicon(small())));
  check_same(read_lexicon_tables(folder / "finished"), small());
  if (reads_xlsx()) {
    std::filesystem::create_directory(folder / "mer");
    const TemporaryFolder mer;
    support::write_mer_folder(mer);
    CHECK(read_lexicon_tables(mer.path()).wheel_rows.size() == 5);
  }
  const auto fault = [&](const std::string& name, const LexiconFileOptions& options = {}) {
    return message_of([&] { (void)read_lexicon_tables(folder / name, options); });
  };
  write_bytes(folder / "text", "word,w\na,b\n");
  CHECK(contains(fault("text"), "expected .npz, .json, .csv, .tonelex or a folder"));
  CHECK(contains(fault("none.csv"), "cannot be read"));
  CHECK(contains(fault("a.JSON", {.mer = {.format_csv = folder / "text"}}),
                 "expected MER tables: an .npz or a folder"));
}
