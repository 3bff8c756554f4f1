#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/mer_tables.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

#include "exchange/mer_files.hpp"
#include "exchange/pickle_writer.hpp"
#include "exchange/zip_writer.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::array_of;
using support::contains;
using support::error_of;
using support::message_of;
using support::npy_file;
using support::pickled;
using support::SheetRows;
using support::TemporaryFolder;
using support::write_bytes;
using support::write_xlsx;
using support::write_zip;

namespace {

// Labels as the official scorers map them (MERTools at 89120b78): M1, M2, M3 at level 1 and at
// level 2 of wheels 1 to 5; "-" for none.
constexpr std::string_view mer2025_vectors = R"(
fear|fear|fear|scared,happy,joyful,genius,joyful|fearful,powerful,excited,embodied,excited
fears|fear|fear|scared,happy,joyful,genius,joyful|fearful,powerful,excited,embodied,excited
power|powerful|powerful|sad,fearful,scared,-,scared|in my feelings,scared,helpless,-,helpless
rest|restful|peaceful|scared,bad,sad,sad,sad|nervous,bored,bored,bored,bored
use|useful|valuable|scared,fearful,powerful,-,powerful|weak,weak,appreciated,-,appreciated
meaningful|meaningful|worthwhile|scared,fearful,powerful,-,powerful|weak,weak,respected,-,hopeful
emotional|emotional|in my feelings|sad,angry,-,sad,peaceful|in my feelings,distant,-,bored,trusting
)";
constexpr std::string_view mer2026_vectors = R"(
neutral|-|-|-,-,-,-,-|-,-,-,-,-
happy|happiness|joy|happy,happy,joyful,joy,powerful|joyful,content,cheerful,acceptance,proud
joy|joy|joy|happy,happy,joyful,joy,powerful|accepted,accepted,cheerful,acceptance,proud
happiness|happiness|joy|happy,happy,joyful,joy,powerful|joyful,content,cheerful,acceptance,proud
sad|sad|depressed|sad,sad,sad,sad,sad|depressed,depressed,depressed,disappointed,depressed
sadness|sad|depressed|sad,sad,sad,sad,sad|depressed,depressed,depressed,disappointed,depressed
angry|anger|anger|mad,angry,mad,anger,mad|anger,aggressive,angry,aggressive,angry
anger|anger|anger|mad,angry,mad,anger,mad|anger,aggressive,angry,aggressive,angry
surprise|surprised|amazed|surprised,surprised,powerful,fear,-|amazed,amazed,aware,surprised,-
surprised|surprised|amazed|surprised,surprised,powerful,fear,-|amazed,amazed,aware,surprised,-
fear|fear|fear|scared,fearful,scared,fear,scared|fearful,anxious,anxious,busy,anxious
fearful|fear|fear|scared,fearful,scared,fear,scared|fearful,anxious,anxious,busy,anxious
disgust|disgust|disgust|disgusted,disgusted,-,disgust,-|avoiding,awful,-,avoidance,-
worried|worried|anxious|scared,fearful,scared,fear,scared|anxious,anxious,anxious,worried,anxious
contempt|contemptuous|dismissive|-,angry,-,-,-|-,critical,-,-,-
excited|excitable|manic|surprised,happy,joyful,genius,joyful|excited,playful,excited,creative,excited
frustrated|frustrated|disappointed|sad,sad,mad,sad,mad|hurt,hurt,angry,disappointed,angry
love|love|love|happy,happy,peaceful,joy,joyful|peaceful,peaceful,loving,care,aware
trust|trusting|trusting|happy,happy,powerful,-,powerful|trusting,trusting,faithful,-,faithful
calm|calm|calm|happy,happy,peaceful,joy,peaceful|peaceful,peaceful,content,calm,content
anxious|anxiety|fear|scared,fearful,scared,fear,scared|anxious,anxious,anxious,worried,anxious
embarrassed|embarrassed|ashamed|sad,sad,sad,disgust,sad|guilty,guilty,ashamed,not good enough,ashamed
optimistic|optimistic|cheerful|happy,happy,joyful,-,powerful|optimistic,optimistic,cheerful,-,proud
meaningful|meaningful|worthwhile|-,-,powerful,-,powerful|-,-,respected,-,hopeful
)";

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) {
    parts.push_back(part);
  }
  return parts;
}

/// M1, M2, then wheel1 level 1, wheel1 level 2, wheel2 level 1, ...; "-" for none.
std::vector<std::string> groups_of(const Lexicon& lexicon, const std::string& label) {
  std::vector<std::string> groups;
  const auto surface = lexicon.find(label);
  for (const Grouping& grouping : lexicon.groupings()) {
    const GroupId id = surface ? grouping.group_of.at(surface->index()) : no_group;
    groups.push_back(id == no_group ? "-" : grouping.groups.at(id.index()));
  }
  return groups;
}

void check_vectors(const LexiconTables& tables, std::string_view vectors) {
  const Lexicon lexicon(tables);
  std::size_t rows = 0;
  for (const std::string& line : split(std::string(vectors), '\n')) {
    if (line.empty()) {
      continue;
    }
    CAPTURE(line);
    const std::vector<std::string> cells = split(line, '|');
    REQUIRE(cells.size() == 5);
    const std::vector<std::string> level1 = split(cells[3], ',');
    const std::vector<std::string> level2 = split(cells[4], ',');
    std::vector<std::string> expected{cells[1], cells[2]};
    for (std::size_t wheel = 0; wheel < 5; ++wheel) {
      expected.push_back(level1.at(wheel));
      expected.push_back(level2.at(wheel));
    }
    CHECK(groups_of(lexicon, cells[0]) == expected);
    ++rows;
  }
  CHECK(rows > 6);
}

struct Published {
  LexiconTables frozen;  ///< MER2026, the .npz
  std::optional<LexiconTables> mer2026;
  std::optional<LexiconTables> mer2025;
};

std::optional<Published> published() {
  const auto folder = support::shared_file("data/mer");
  if (!folder) {
    return std::nullopt;
  }
  const std::filesystem::path format_2025 = *folder / "emotion_wheel_2025" / "format.csv";
  Published tables{read_mer_tables(*folder / "wheel_mapping.npz"), {}, {}};
  if (reads_xlsx()) {
    tables.mer2026 = read_mer_tables(*folder / "emotion_wheel");
    tables.mer2025 = read_mer_tables(*folder / "emotion_wheel", {.format_csv = format_2025});
    const LexiconTables mixed =
        read_mer_tables(*folder / "wheel_mapping.npz", {.format_csv = format_2025});
    CHECK(content_text(mixed) == content_text(*tables.mer2025));
  }
  return tables;
}

}  // namespace

TEST_CASE("mer tables: the frozen file and the folder hold the same MER2026") {
  const auto tables = published();
  if (!tables) {
    return;
  }
  CHECK(tables->frozen.name == "MER2026");
  CHECK(tables->frozen.folding == Folding::official);
  CHECK(tables->frozen.bases_of.size() == 7356);
  CHECK(tables->frozen.synonyms_of.size() == 1255);
  CHECK(tables->frozen.wheel_rows.empty());
  CHECK(known_lexicon(sha256(content_text(tables->frozen))) == "MER2026");
  CHECK_FALSE(known_lexicon("").has_value());
  REQUIRE(tables->frozen.clusterings.size() == 10);
  for (std::size_t i = 0; i < 10; ++i) {
    CHECK(tables->frozen.clusterings[i].wheel == "wheel" + std::to_string(i / 2 + 1));
    CHECK(tables->frozen.clusterings[i].level == static_cast<int>(i % 2) + 1);
  }
  if (!tables->mer2026) {
    MESSAGE("this build reads no .xlsx: the folder is not compared");
    return;
  }
  CHECK(tables->mer2026->name == "MER2026");
  CHECK(tables->mer2026->bases_of == tables->frozen.bases_of);
  CHECK(tables->mer2026->synonyms_of == tables->frozen.synonyms_of);
  CHECK(tables->mer2026->clusterings == tables->frozen.clusterings);
  CHECK(content_text(*tables->mer2026) == content_text(tables->frozen));
  CHECK(tables->mer2025->name == "MER2025");
  CHECK(tables->mer2025->bases_of.size() == 7386);

  // Distinct words, level-1 words and rows of each wheel, as published.
  const std::vector<std::vector<std::size_t>> sizes{
      {114, 6, 72}, {126, 7, 82}, {78, 6, 36}, {102, 6, 48}, {77, 6, 36}};
  for (std::size_t wheel = 0; wheel < sizes.size(); ++wheel) {
    const auto& rows = tables->mer2026->wheel_rows.at("wheel" + std::to_string(wheel + 1));
    std::set<std::string> core;
    for (const WheelRow& row : rows) {
      core.insert(row.level1);
      CHECK_FALSE(row.level3.empty());
    }
    CHECK(tables->frozen.clusterings[2 * wheel].cluster_of.size() == sizes[wheel][0]);
    CHECK(core.size() == sizes[wheel][1]);
    CHECK(rows.size() == sizes[wheel][2]);
  }
  CHECK(tables->mer2026->wheel_rows.at("wheel1").front() ==
        WheelRow{"mad", "offended", "skeptical"});
  // On wheel 2 twice: the last occurrence counts.
  const auto& wheel2 = tables->frozen.clusterings[2].cluster_of;
  CHECK(wheel2.at("embarrassed") == "sad");
  CHECK(wheel2.at("inferior") == "sad");
  CHECK(wheel2.at("overwhelmed") == "bad");
}

TEST_CASE("mer tables: labels are mapped as the official scorers map them") {
  if (const auto tables = published()) {
    check_vectors(tables->frozen, mer2026_vectors);
    if (tables->mer2026) {
      check_vectors(*tables->mer2026, mer2026_vectors);
      check_vectors(*tables->mer2025, mer2025_vectors);
    }
  }
}

TEST_CASE("mer tables: MER2025 and MER2026 differ as the reference says, and nowhere else") {
  const auto tables = published();
  const auto golden = support::shared_file("golden/ov_mer2024.json");
  if (!tables || !tables->mer2025 || !golden) {
    return;
  }
  const auto reference = nlohmann::json::parse(std::ifstream(*golden)).at("mapping_difference");
  CHECK(tables->frozen.bases_of.size() == reference["format_keys"]["MER2026"]);
  CHECK(tables->mer2025->bases_of.size() == reference["format_keys"]["MER2025"]);
  CHECK(tables->mer2025->synonyms_of == tables->frozen.synonyms_of);
  CHECK(tables->mer2025->clusterings == tables->frozen.clusterings);
  std::vector<std::string> only_2025;
  std::map<std::string, std::vector<std::vector<std::string>>> differ;
  const Lexicon lexicon_2025(*tables->mer2025);
  const Lexicon lexicon_2026(tables->frozen);
  for (const auto& [surface, bases] : tables->mer2025->bases_of) {
    if (!tables->frozen.bases_of.contains(surface)) {
      only_2025.push_back(surface);
      continue;
    }
    std::vector<std::vector<std::string>> both;
    for (const Lexicon* each : {&lexicon_2026, &lexicon_2025}) {
      std::vector<std::string> groups = groups_of(*each, surface);
      groups.erase(groups.begin(), groups.begin() + 2);
      for (std::string& group : groups) {
        group = group == "-" ? "" : group;
      }
      both.push_back(groups);
    }
    if (both[0] != both[1]) {
      differ[surface] = both;
    }
  }
  for (const auto& [surface, bases] : tables->frozen.bases_of) {
    CHECK(tables->mer2025->bases_of.contains(surface));
  }
  CHECK(only_2025 == reference["keys_only_2025"].get<std::vector<std::string>>());
  CHECK(differ.size() == 30);
  CHECK(nlohmann::json(differ) == reference["words_with_different_clusters"]);
}

TEST_CASE("mer tables: a frozen file made by hand") {
  const TemporaryFolder folder;
  write_zip(folder / "a.npz", support::frozen_members());
  const LexiconTables tables = read_mer_tables(folder / "a.npz");
  CHECK(tables.name == "MER tables");
  CHECK(tables.bases_of.at("joys") == std::vector<std::string>{"joy"});
  CHECK(tables.bases_of.at("joy") == std::vector<std::string>{"joy"});
  CHECK(tables.synonyms_of.at("joy") == std::vector<std::string>{"glad", "joy"});
  CHECK(tables.clusterings.at(9).cluster_of.at("glad") == "merry");
  write_bytes(folder / "f.csv", "name,format\nJoy,\" Joyful , joyous\"\nglad,\n");
  const LexiconTables other = read_mer_tables(folder / "a.npz", {.format_csv = folder / "f.csv"});
  CHECK(other.bases_of ==
        std::map<std::string, std::vector<std::string>>{
            {"glad", {"glad"}}, {"joy", {"joy"}}, {"joyful", {"joy"}}, {"joyous", {"joy"}}});
  CHECK(other.synonyms_of == tables.synonyms_of);
}

TEST_CASE("mer tables: a frozen file that is wrong is an Error with its member") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "a.npz";
  const auto fault = [&](const std::string& member, const std::optional<std::string>& bytes) {
    auto members = support::frozen_members();
    std::erase_if(members, [&](const auto& each) { return each.first == member; });
    if (bytes) {
      members.emplace_back(member, *bytes);
    }
    write_zip(path, members);
    const std::string message = message_of([&] { (void)read_mer_tables(path); });
    CHECK(contains(message, "a.npz"));
    return message;
  };
  const auto object = [](const std::string& body) { return npy_file("|O", array_of(body)); };
  using Lists = std::map<std::string, std::vector<std::string>>;

  CHECK(contains(fault("raw_mapping.npy", {}), "found no member \"raw_mapping.npy\""));
  CHECK(contains(fault("raw_mapping.npy", "x"), "member raw_mapping.npy: found \"x\""));
  CHECK(contains(fault("format_mapping.npy", object("N")), "found None at byte"));
  CHECK(contains(fault("format_mapping.npy", object("}" + pickled("joy") + "Ns")),
                 "member format_mapping.npy, column joy: found None"));
  CHECK(contains(fault("format_mapping.npy", object("}" + pickled("joy") + "](Nes")),
                 "column joy: found None at byte"));
  CHECK(contains(fault("format_mapping.npy", object(pickled(Lists{{"Joy", {"joy"}}}))),
                 "found \"Joy\", expected a word in lower case"));
  CHECK(contains(fault("format_mapping.npy", object(pickled(Lists{{"joy", {" joy"}}}))),
                 "found \" joy\""));
  CHECK(contains(fault("format_mapping.npy", object(pickled(Lists{{"joy", {}}}))),
                 "found no base words for \"joy\""));
  CHECK(contains(fault("wheel_map_whole.npy", object("}")), "found 0 wheels, expected 5"));
  auto wheels = support::frozen_wheels();
  wheels["wheel9"] = wheels["wheel5"];
  wheels.erase("wheel5");
  CHECK(contains(fault("wheel_map_whole.npy", object(pickled(wheels))), "column wheel5"));
  wheels = support::frozen_wheels();
  wheels["wheel3"].erase("level2");
  CHECK(contains(fault("wheel_map_whole.npy", object(pickled(wheels))),
                 "column wheel3 level1: found 1 levels"));
  wheels = support::frozen_wheels();
  wheels["wheel3"]["level2"]["glad"] = "";
  CHECK(contains(fault("wheel_map_whole.npy", object(pickled(wheels))), "wheel3 level2"));
  // Never run.
  const std::string hostile =
      "\x80\3"
      "cposix\nsystem\n" +
      pickled("touch '" + (folder / "was-here").string() + "'") + "\x85R.";
  CHECK(contains(fault("raw_mapping.npy", npy_file("|O", hostile)),
                 "found the name \"posix system\""));
  CHECK_FALSE(std::filesystem::exists(folder / "was-here"));
}

TEST_CASE("mer tables: a list named a million times is an Error, not a full memory") {
  const TemporaryFolder folder;
  const std::string long_word(100000, 'a');
  std::string bytes = "}](" + pickled(long_word) + "q\1";
  for (int i = 0; i < 500; ++i) {
    bytes += "h\1";
  }
  bytes = "}(" + pickled("k") + bytes.substr(1) + "eq\2";
  for (int i = 0; i < 100000; ++i) {
    bytes += pickled("k" + std::to_string(i)) + "h\2";
  }
  auto members = support::frozen_members();
  members[0].second = npy_file("|O", array_of(bytes + "u"));
  write_zip(folder / "a.npz", members);
  CHECK(contains(message_of([&] { (void)read_mer_tables(folder / "a.npz"); }),
                 "found too many words"));
}

TEST_CASE("mer tables: archives that are cut short, damaged, doubled or bombs are an Error") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "a.npz";
  write_zip(path, support::frozen_members());
  const std::string good = support::read_bytes(path);
  const auto fault = [&](const std::string& bytes) {
    write_bytes(path, bytes);
    return message_of([&] { (void)read_mer_tables(path); });
  };
  CHECK(contains(fault(""), "expected a whole one"));
  CHECK(contains(fault("PK\3\4"), "expected a whole one"));
  for (std::size_t size = 0; size < good.size(); size += 7) {
    CAPTURE(size);
    CHECK(contains(fault(good.substr(0, size)), "a.npz"));
  }
  // Packed bytes of the first member; its local header takes 48, that of the next 30.
  for (std::size_t at = 50; at + 32 < good.find("raw_mapping.npy"); ++at) {
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    CAPTURE(at);
    CHECK(contains(fault(damaged), "a.npz, member "));
  }
  auto members = support::frozen_members();
  members.push_back(members.front());
  write_zip(path, members);
  CHECK(contains(message_of([&] { (void)read_mer_tables(path); }), "twice"));

  members = support::frozen_members();
  members[1].second = std::string((std::size_t{64} << 20U) + 1, '\0');
  write_zip(path, members);
  CHECK(std::filesystem::file_size(path) < 100000);
  CHECK(
      contains(message_of([&] { (void)read_mer_tables(path); }), "found more than 67108864 bytes"));
  // The same, and the list of members says that it is small.
  std::string lying = support::read_bytes(path);
  const std::size_t entry = lying.rfind("raw_mapping.npy") - 46;
  lying.replace(entry + 24, 4, support::little_endian(1000, 4));
  CHECK(contains(fault(lying), "member raw_mapping.npy"));
  CHECK(contains(message_of([&] { (void)read_mer_tables(folder / "none.npz"); }), "no such file"));
}

TEST_CASE("mer tables: a folder made by hand") {
  const TemporaryFolder folder;
  support::write_mer_folder(folder);
  if (!reads_xlsx()) {
    CHECK(contains(message_of([&] { (void)read_mer_tables(folder.path()); }),
                   "synonym.xlsx: found a spreadsheet, which this build cannot read"));
    return;
  }
  const LexiconTables tables = read_mer_tables(folder.path());
  CHECK(tables.name == "MER tables");
  using Lists = std::map<std::string, std::vector<std::string>>;
  CHECK(tables.bases_of == Lists{{"glad", {"glad"}},
                                 {"joy", {"joy"}},
                                 {"joyful", {"joy", "joyous"}},
                                 {"joyous", {"joyous"}}});
  CHECK(tables.synonyms_of.at("glad") == std::vector<std::string>{"calm", "glad"});
  CHECK(tables.synonyms_of.at("joy") == std::vector<std::string>{"joy", "merry"});
  CHECK(tables.synonyms_of.at("delight") == std::vector<std::string>{"joy"});
  const std::vector<WheelRow> rows{{"joy", "merry", "glad"},
                                   {"joy", "merry", "gay"},
                                   {"joy", "bright", "gay"},
                                   {"fear", "awe", ""},
                                   {"joy", "merry", "bright"}};
  CHECK(tables.wheel_rows.at("wheel1") == rows);
  // Last occurrence, in the order of level 1 and level 2 as first met.
  CHECK(tables.clusterings.at(0).cluster_of ==
        std::map<std::string, std::string>{{"awe", "fear"},
                                           {"bright", "joy"},
                                           {"fear", "fear"},
                                           {"gay", "joy"},
                                           {"glad", "joy"},
                                           {"joy", "joy"},
                                           {"merry", "joy"}});
  CHECK(tables.clusterings.at(1).cluster_of ==
        std::map<std::string, std::string>{{"awe", "awe"},
                                           {"bright", "bright"},
                                           {"fear", "awe"},
                                           {"gay", "bright"},
                                           {"glad", "merry"},
                                           {"joy", "bright"},
                                           {"merry", "merry"}});
}

TEST_CASE("mer tables: a folder that is wrong is an Error with file, row and column") {
  if (!reads_xlsx()) {
    MESSAGE("skipped: this build reads no .xlsx");
    return;
  }
  const TemporaryFolder folder;
  const auto fault = [&](const std::string& name, const std::string& place,
                         const std::string& message) {
    const auto error = error_of([&] { (void)read_mer_tables(folder.path()); });
    REQUIRE(error.has_value());
    CAPTURE(std::string(error->what()));
    CHECK(contains(error->place().file, name));
    CHECK(contains(error->what(), place + ": "));
    CHECK(contains(error->what(), message));
    support::write_mer_folder(folder);
  };
  support::write_mer_folder(folder);
  for (const std::string name :
       {"format.csv", "synonym.xlsx", "wheel1.xlsx", "wheel3.xlsx", "wheel5.xlsx"}) {
    std::filesystem::remove(folder / name);
    fault(name, name, "cannot be read");
  }
  write_bytes(folder / "format.csv", "word,format\na,b\n");
  fault("format.csv", "column name", "the header has: word, format");
  write_bytes(folder / "format.csv", "name,format\na,b\n,c\n");
  fault("format.csv", "row 2, column name", "found no word");
  write_bytes(folder / "format.csv", "name,format\na,\"b,\xff\"\n");
  fault("format.csv", "row 1, column format", "UTF-8");

  SheetRows synonyms = support::synonym_rows();
  synonyms[0][15] = "other";
  write_xlsx(folder / "synonym.xlsx", synonyms);
  fault("synonym.xlsx", "column synonym_run8", "no such column");
  synonyms = support::synonym_rows();
  synonyms[1][6] = "";
  write_xlsx(folder / "synonym.xlsx", synonyms);
  fault("synonym.xlsx", "row 1, column word_run4", "found no word beside synonyms");

  write_xlsx(folder / "wheel2.xlsx", {{"level1", "level2"}, {"a", "b"}});
  fault("wheel2.xlsx", "column level3", "no such column");
  write_xlsx(folder / "wheel2.xlsx", {{"level1", "level2", "level3"}});
  fault("wheel2.xlsx", "wheel2.xlsx", "found no rows");
  write_xlsx(folder / "wheel2.xlsx", {{"level1", "level2", "level3"}, {"", "b", "c"}});
  fault("wheel2.xlsx", "row 1, column level1", "found no word");
  write_xlsx(folder / "wheel2.xlsx",
             {{"level1", "level2", "level3"}, {"a", "b", "c"}, {"d", "", "e"}});
  fault("wheel2.xlsx", "row 2, column level2", "found no word beside the new level-1 word \"d\"");
}

TEST_CASE("mer tables: workbooks that are wrong are an Error") {
  if (!reads_xlsx()) {
    MESSAGE("skipped: this build reads no .xlsx");
    return;
  }
  const TemporaryFolder folder;
  support::write_mer_folder(folder);
  const auto good = support::workbook_members({{"level1", "level2", "level3"}, {"a", "b", "c"}});
  const auto fault = [&](const std::string& member, const std::optional<std::string>& bytes) {
    auto members = good;
    std::erase_if(members, [&](const auto& each) { return each.first == member; });
    if (bytes) {
      members.emplace_back(member, *bytes);
    }
    write_zip(folder / "wheel4.xlsx", members);
    return message_of([&] { (void)read_mer_tables(folder.path()); });
  };
  CHECK(fault("none", {}) == "no Error");
  CHECK(contains(fault("xl/workbook.xml", {}), "found no member \"xl/workbook.xml\""));
  CHECK(contains(fault("xl/workbook.xml", "<workbook><sheets/></workbook>"), "found no sheet"));
  CHECK(contains(fault("xl/workbook.xml", "<workbook"), "is not XML"));
  CHECK(contains(fault("xl/workbook.xml", ""), "is not XML"));
  CHECK(contains(fault("xl/workbook.xml", "<a/>"), "found no element \"workbook\""));
  CHECK(contains(fault("xl/_rels/workbook.xml.rels", "<Relationships/>"),
                 "found no member for sheet"));
  CHECK(contains(fault("xl/worksheets/sheet1.xml", {}), "found no member for sheet"));
  CHECK(contains(fault("xl/worksheets/sheet1.xml", "<worksheet/>"), "found no sheetData"));
  const auto sheet = [&](const std::string& rows) {
    return fault("xl/worksheets/sheet1.xml",
                 "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  };
  const std::string header =
      "<row r='1'><c t='str'><v>level1</v></c><c t='str'><v>level2</v></c><c t='str'>"
      "<v>level3</v></c></row>";
  CHECK(contains(sheet(""), "expected a header"));
  CHECK(contains(sheet(header), "found no rows"));
  CHECK(sheet(header + "<row><c><v>1</v></c><c><v>2</v></c></row>") == "no Error");
  CHECK(contains(sheet(header + header), "found row \"1\" after row 1"));
  CHECK(
      contains(sheet(header + "<row r='2'><c r='A3'><v>1</v></c></row>"), "found the cell \"A3\""));
  CHECK(
      contains(sheet(header + "<row r='2'><c r='ZZZZZZZZ2'><v>1</v></c></row>"), "found the cell"));
  CHECK(
      contains(sheet(header + "<row r='2'><c r='XFD2'><v>1</v></c></row>"), "found column 16384"));
  CHECK(contains(sheet(header + "<row r='2'><c r='A2'><v>1</v></c><c r='A2'><v>1</v></c></row>"),
                 "twice"));
  CHECK(contains(sheet(header + "<row r='2'><c r='A2' t='s'><v>0</v></c></row>"),
                 "one of 0 shared texts"));
  CHECK(contains(sheet(header + "<row r='2'><c r='A2' t='e'><v>#N/A</v></c></row>"),
                 "not a spreadsheet error"));
  CHECK(contains(sheet("<row><c><v>a</v></c><c><v>A</v></c></row>"), "stands twice in the header"));
  CHECK(contains(sheet(header + "<row r='99999999999999999999'/>"), "expected rows in order"));
  // Entities are not expanded.
  CHECK(contains(fault("xl/worksheets/sheet1.xml",
                       "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><worksheet>"
                       "<sheetData><row><c><v>&e;</v></c></row></sheetData></worksheet>"),
                 "the header has: \"&e;\""));
  // One long text, shared by many cells.
  std::string cells;
  for (int i = 2; i < 300; ++i) {
    cells += "<row><c t='s'><v>0</v></c></row>";
  }
  auto members = good;
  members.back().second = "<worksheet><sheetData>" + header + cells + "</sheetData></worksheet>";
  members.emplace_back("xl/sharedStrings.xml",
                       "<sst><si><t>" + std::string(100000, 'a') + "</t></si></sst>");
  write_zip(folder / "wheel4.xlsx", members);
  CHECK(contains(message_of([&] { (void)read_mer_tables(folder.path()); }), "bytes of text"));
}

TEST_CASE("mer tables: workbooks changed at random are read or refused, never worse") {
  if (!reads_xlsx()) {
    MESSAGE("skipped: this build reads no .xlsx");
    return;
  }
  const TemporaryFolder folder;
  support::write_mer_folder(folder);
  const auto good = support::workbook_members({{"level1", "level2", "level3"}, {"a", "b", "c"}});
  std::mt19937_64 engine(17);
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    auto members = good;
    std::string& bytes = members[engine() % 3].second;
    bytes[engine() % bytes.size()] = "<>/'\"& x9A\0\xff"[engine() % 12];
    write_zip(folder / "wheel1.xlsx", members);
    refused += support::error_of([&] { (void)read_mer_tables(folder.path()); }) ? 1 : 0;
  }
  CHECK(refused > 500);
  CHECK(refused < 1000);
}
