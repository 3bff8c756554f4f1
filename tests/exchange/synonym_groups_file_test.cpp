#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/synonym_groups_file.hpp>

#include "exchange/pickle_writer.hpp"
#include "exchange/zip_writer.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::TemporaryFolder;
using support::write_bytes;

namespace {

/// A .npy file of ASCII text as NumPy writes it.
std::string text_file(const std::string& text) {
  std::string data;
  for (const char c : text) {
    data += support::little_endian(static_cast<unsigned char>(c), 4);
  }
  return support::npy_file("<U" + std::to_string(text.size()), data);
}

std::string fault_of(const std::string& text) {
  return message_of([&] { (void)parse_groups(text, {"f", 0, {}}); });
}

}  // namespace

TEST_CASE("synonym groups: lists of lists, with and without the outer brackets") {
  const SynonymGroups two{{"joyful", "happy"}, {"a"}};
  CHECK(parse_groups("[['joyful', 'happy'], ['a']]") == two);
  CHECK(parse_groups("['joyful', 'happy'], ['a']") == two);
  CHECK(parse_groups(" [ [\"joyful\" ,\n'happy'],['a'] ] ") == two);
  CHECK(parse_groups("['a']") == SynonymGroups{{"a"}});
  CHECK(parse_groups("").empty());
  CHECK(parse_groups("[]").empty());
  CHECK(parse_groups("[ ]").empty());
  CHECK(parse_groups("[[]]") == SynonymGroups{{}});
  CHECK(parse_groups("[['a'], []]") == SynonymGroups{{"a"}, {}});
}

TEST_CASE("synonym groups: quotes, apostrophes, escapes, commas and brackets in words") {
  const auto word = [](const std::string& text) { return parse_groups("[[" + text + "]]").at(0); };
  using Words = std::vector<std::string>;
  CHECK(word("'don't care', 'x'") == Words{"don't care", "x"});
  CHECK(word("\"don't care\"") == Words{"don't care"});
  CHECK(word("'say \"no\"'") == Words{"say \"no\""});
  CHECK(word("\"say \"no\" now\"") == Words{"say \"no\" now"});
  CHECK(word(R"('don\'t', "a\"b", 'c\\d')") == Words{"don't", "a\"b", "c\\d"});
  CHECK(word("'a, b [c] d'") == Words{"a, b [c] d"});
  CHECK(word("'don\xe2\x80\x99t care'") == Words{"don\xe2\x80\x99t care"});
}

TEST_CASE("synonym groups: lists that Python would print come back") {
  std::mt19937_64 engine(3);
  const std::string letters = "abc -/";
  for (int round = 0; round < 500; ++round) {
    SynonymGroups groups(1 + engine() % 4);
    std::string text;
    for (auto& group : groups) {
      text += text.empty() ? "[" : ", ";
      for (std::uint64_t i = 0; i < 1 + engine() % 4; ++i) {
        std::string word = "w";
        for (std::uint64_t letter = 0; letter < engine() % 6; ++letter) {
          word += letters[engine() % letters.size()];
        }
        text += (group.empty() ? "['" : ", '") + word + "'";
        group.push_back(word);
      }
      text += "]";
    }
    CHECK(parse_groups(text + "]") == groups);
    CHECK(parse_groups(text.substr(1)) == groups);
  }
}

TEST_CASE("synonym groups: anything else is an Error with its position") {
  CHECK(fault_of("joy") == "f: found \"joy\" at position 0, expected an opening bracket");
  CHECK(contains(fault_of("[joy]"), "at position 1, expected a word in quotes"));
  CHECK(contains(fault_of("[[joy]]"), "at position 2, expected a word in quotes"));
  CHECK(contains(fault_of("[['a']"), "found the end at position 6, expected a comma or a closing"));
  CHECK(contains(fault_of("[['a'"), "position 5, expected a comma or a closing bracket"));
  CHECK(contains(fault_of("[['a]]"), "position 2, expected a word whose quote is closed"));
  CHECK(contains(fault_of("[['a',]]"), "position 6, expected a word in quotes"));
  CHECK(contains(fault_of("[['a'],]"), "position 7, expected an opening bracket"));
  CHECK(contains(fault_of("[['a']]]"), "position 7, expected the end of the list"));
  CHECK(contains(fault_of("[['a'] ['b']]"), "position 7, expected a comma or a closing bracket"));
  CHECK(contains(fault_of("[[['a']]]"), "expected a word in quotes"));
  CHECK(contains(fault_of("[['']]"), "position 2, expected a word that is not empty"));
  CHECK(contains(fault_of("[['  ']]"), "position 2, expected a word that is not empty"));
  CHECK(contains(fault_of("[['a\\n']]"), "position 4, expected one of"));
  CHECK(contains(fault_of("[['a\\"), "expected one of"));
  CHECK(contains(fault_of("[['a\xff']]"), "not UTF-8 at position 4"));
  CHECK(contains(fault_of(std::string(2000000, '[')), "found a text of 2000000 bytes"));
  CHECK(contains(fault_of(std::string(1000000, '[')), "expected a word in quotes"));
  CHECK(contains(fault_of("['" + std::string(1000000, '\'')), "expected a comma or a closing"));
  const std::string good = "[['joy', 'glad'], ['a']]";
  for (std::size_t size = 1; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS((void)parse_groups(good.substr(0, size)), Error);
  }
}

TEST_CASE("synonym groups: the same from a folder, an archive and JSON") {
  const TemporaryFolder folder;
  const std::map<std::string, SynonymGroups> expected{
      {"s1", {{"joy", "glad"}, {"a"}}}, {"s2", {}}, {"s.3", {{"b"}}}};
  const std::map<std::string, std::string> texts{
      {"s1", "[['joy', 'glad'], ['a']]"}, {"s2", "[]"}, {"s.3", "['b']"}};
  std::filesystem::create_directory(folder / "groups");
  std::vector<std::pair<std::string, std::string>> members{{"dir/", ""}, {"dir/.hidden", "x"}};
  for (const auto& [name, text] : texts) {
    write_bytes(folder / ("groups/" + name + ".npy"), text_file(text));
    members.emplace_back("dir/" + name + ".npy", text_file(text));
  }
  write_bytes(folder / "groups/.hidden", "x");
  support::write_zip(folder / "groups.zip", members);
  write_bytes(folder / "groups.json",
              R"({"s1": [["joy", "glad"], ["a"]], "s2": [], "s.3": "['b']"})");
  CHECK(read_synonym_groups(folder / "groups") == expected);
  CHECK(read_synonym_groups(folder / "groups.zip") == expected);
  CHECK(read_synonym_groups(folder / "groups.json") == expected);
}

TEST_CASE("synonym groups: files that are wrong are an Error with their name") {
  const TemporaryFolder folder;
  const auto fault = [&](const std::string& name) {
    return message_of([&] { (void)read_synonym_groups(folder / name); });
  };
  CHECK(contains(fault("none"), "none: cannot be read"));
  std::filesystem::create_directory(folder / "a");
  write_bytes(folder / "a/s.npy", text_file("[['a'"));
  CHECK(contains(fault("a"), "a/s.npy: found the end at position 5"));
  write_bytes(folder / "a/s.npy", text_file("[]").substr(0, 100));
  CHECK(contains(fault("a"), "a/s.npy: "));
  std::filesystem::remove(folder / "a/s.npy");
  write_bytes(folder / "a/s.txt", "[]");
  CHECK(contains(fault("a"), "found \"s.txt\", expected NAME.npy"));
  support::write_zip(folder / "b.zip",
                     {{"x/s.npy", text_file("[]")}, {"y/s.npy", text_file("[]")}});
  CHECK(contains(fault("b.zip"), "b.zip, member y/s.npy: found sample \"s\" twice"));
  support::write_zip(folder / "b.zip", {{"s.npy", text_file("[['a'] 'b']")}});
  CHECK(contains(fault("b.zip"), "b.zip, member s.npy: found \"'b']\" at position 7"));
  const auto json = [&](const std::string& text) {
    write_bytes(folder / "c.json", text);
    return fault("c.json");
  };
  CHECK(contains(json("[]"), "expected an object of samples"));
  CHECK(contains(json(R"({"s": 1})"), "column /s: found number, expected an array of groups"));
  CHECK(contains(json(R"({"s": ["a"]})"), "column /s: found string, expected a group"));
  CHECK(contains(json(R"({"s": [[1]]})"), "column /s: found number, expected a word"));
  CHECK(contains(json(R"({"s": [[""]]})"), "column /s: found an empty word"));
  CHECK(contains(json(R"({"s": "x"})"), "column /s: found \"x\" at position 0"));
  CHECK(contains(json(R"({"s": [], "s": []})"), "found the member \"s\" twice"));
  CHECK(contains(json("{"), "not JSON"));
}

TEST_CASE("synonym groups: every sample of MER2024 is read whole") {
  const auto archive = support::shared_file("data/mer/openset-synonym.zip");
  if (!archive) {
    return;
  }
  const auto samples = read_synonym_groups(*archive);
  CHECK(samples.size() == 332);
  // Counted in the published texts: pairs of quotes, and brackets without the outer ones.
  std::size_t groups = 0;
  std::size_t words = 0;
  for (const auto& [name, sample] : samples) {
    CHECK(name.starts_with("sample_"));
    groups += sample.size();
    for (const auto& group : sample) {
      CHECK_FALSE(group.empty());
      words += group.size();
    }
  }
  CHECK(groups == 1245 - 332);
  CHECK(words == 3434 / 2);
  CHECK(samples.at("sample_00000021") ==
        SynonymGroups{{"suspect", "doubt", "question"}, {"positive", "satisfied"}});
  CHECK(samples.at("sample_00000000").at(2) ==
        std::vector<std::string>{"self-deprecating", "humorous"});
}
