#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/finished_lexicon_file.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>

#include "exchange/sample_tables.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::check_same;
using support::contains;
using support::message_of;
using support::random_tables;
using support::small;
using support::TemporaryFolder;
using support::write_bytes;

namespace {

constexpr std::size_t header_bytes = 84;

std::string little_endian(std::size_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i, value /= 256) {
    bytes += static_cast<char>(value % 256);
  }
  return bytes;
}

/// A file of these two parts, its checksum right.
std::string file_of(const std::string& finished, const std::string& document) {
  return "\x89tonelex" + little_endian(1) + little_endian(finished.size()) +
         little_endian(document.size()) + sha256(finished) + finished + document;
}

/// The finished part of small(), written by hand from the description of the format.
std::string finished_small(const std::string& document = to_json_text(small())) {
  const auto text = [](std::string_view word) {
    return static_cast<char>(word.size()) + std::string(word);
  };
  const auto byte = [](int value) { return std::string(1, static_cast<char>(value)); };
  return text("small") + byte(0) + sha256(content_text(small())) + sha256(document) +  //
         byte(2) + text("glad") + text("joys") +                                       //
         byte(4) +                                                                     //
         text("m1") + byte(0) + byte(2) + text("glad") + text("joy") + byte(1) + byte(1) +
         text("m2") + byte(0) + byte(1) + text("glad") + byte(0) + byte(0) +  //
         text("w") + byte(2) + byte(1) + text("merry") + byte(0) + byte(1) + text("w") + byte(1) +
         byte(1) + text("joy") + byte(0) + byte(1);
}

Lexicon read(const std::filesystem::path& path) {
  return Lexicon(read_finished_lexicon(path));
}

void check_equal(const Lexicon& found, const Lexicon& expected) {
  CHECK(found.name() == expected.name());
  CHECK(found.folding() == expected.folding());
  REQUIRE(found.size() == expected.size());
  CHECK(std::vector<Grouping>(found.groupings().begin(), found.groupings().end()) ==
        std::vector<Grouping>(expected.groupings().begin(), expected.groupings().end()));
  bool same = true;
  for (std::uint32_t i = 0; i < expected.size(); ++i) {
    same = same && found.find_folded(expected.surface({i})) == SurfaceId{i} &&
           found.surface({i}) == expected.surface({i});
  }
  CHECK(same);
  CHECK_FALSE(found.find("no such word"));
  check_same(found.tables(), expected.tables());
  CHECK(found.content_sha256() == sha256(content_text(expected.tables())));
}

/// Takes all that a lexicon holds in hand; what a sanitizer would find, it finds here.
std::size_t use(const Lexicon& lexicon) {
  std::size_t groups = lexicon.find("glad") ? 1 : 0;
  for (const Grouping& each : lexicon.groupings()) {
    for (const GroupId group : each.group_of) {
      groups += group == no_group ? 0 : each.groups.at(group.index()).size();
    }
  }
  return groups;
}

/// What a file of these bytes comes to: its Error's message, or "no Error".
std::string outcome(const TemporaryFolder& folder, const std::string& bytes, bool tables = true) {
  write_bytes(folder / "l", bytes);
  return message_of([&] {
    const Lexicon lexicon = read(folder / "l");
    (void)use(lexicon);
    if (tables) {
      (void)lexicon.surface({0});
    }
  });
}

}  // namespace

TEST_CASE("finished lexicon: the bytes are those of the description") {
  const std::string bytes = to_finished_bytes(Lexicon(small()));
  CHECK(bytes == file_of(finished_small(), to_json_text(small())));
  const TemporaryFolder folder;
  write_bytes(folder / "l", bytes);
  CHECK(is_finished_lexicon(folder / "l"));
  CHECK_FALSE(is_finished_lexicon(folder / "none"));
  CHECK_FALSE(is_finished_lexicon(folder.path()));
  write_bytes(folder / "json", to_json_text(small()));
  CHECK_FALSE(is_finished_lexicon(folder / "json"));
  CHECK(read(folder / "l").find("JOYS ") == SurfaceId{1});
}

TEST_CASE("finished lexicon: loads as the lexicon of its tables, and writes the same bytes") {
  const TemporaryFolder folder;
  std::mt19937_64 engine(7);
  for (int round = 0; round < 50; ++round) {
    const Lexicon made(random_tables(engine));
    const std::string bytes = to_finished_bytes(made);
    write_bytes(folder / "l", bytes);
    const Lexicon loaded = read(folder / "l");
    const Lexicon copy = loaded;  // fetches the tables for both
    check_equal(copy, made);
    CHECK(to_finished_bytes(loaded) == bytes);
  }
}

TEST_CASE("finished lexicon: groups of 1, 2 and 4 bytes, long words") {
  const TemporaryFolder folder;
  for (const std::size_t groups : {1U, 255U, 256U, 65535U, 65536U}) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < groups; ++i) {
      names.push_back("group " + std::to_string(100000 + i));
    }
    LexiconTables tables{.name = "many"};
    tables.bases_of = {{"a", names}, {"b", {names[groups / 2]}}, {"c", {names.back()}}};
    tables.bases_of[std::string(groups, 'd')] = {names[groups / 3]};
    tables.synonyms_of["none"];  // a base word without synonyms
    const Lexicon made(std::move(tables));
    write_bytes(folder / "l", to_finished_bytes(made));
    const Lexicon loaded = read(folder / "l");
    REQUIRE(loaded.size() == 4);
    CHECK(loaded.groupings()[0] == made.groupings()[0]);
    CHECK(loaded.groupings()[0].group_of[2] == GroupId{static_cast<std::uint32_t>(groups - 1)});
    CHECK(loaded.groupings()[1] == made.groupings()[1]);
    CHECK(loaded.find(std::string(groups, 'd')) == SurfaceId{3});
  }
}

TEST_CASE("finished lexicon: the MER tables") {
  const auto npz = support::shared_file("data/mer/wheel_mapping.npz");
  if (!npz) {
    return;
  }
  const TemporaryFolder folder;
  const Lexicon made(read_lexicon_tables(*npz));
  write_bytes(folder / "l", to_finished_bytes(made));
  check_equal(read_lexicon(folder / "l"), made);
}

TEST_CASE("finished lexicon: every cut and every changed byte is an Error") {
  const TemporaryFolder folder;
  const std::string bytes = to_finished_bytes(Lexicon(small()));
  CHECK(outcome(folder, bytes) == "no Error");
  CHECK(contains(outcome(folder, bytes + "x"), "l: found a header of parts of "));
  CHECK(contains(outcome(folder, ""), "l: found \"\" at the start, expected a finished lexicon"));
  // All of the header and of the finished part, some of the JSON.
  const std::size_t document = header_bytes + finished_small().size();
  const auto step = [&](std::size_t at) { return at < document ? 1U : 23U; };
  for (std::size_t size = 0; size < bytes.size(); size += step(size)) {
    CHECK_MESSAGE(contains(outcome(folder, bytes.substr(0, size)), "l: found "), size);
  }
  for (std::size_t i = 0; i < bytes.size(); i += step(i)) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ (i % 2 == 0 ? 0x01 : 0x80));
    if (i < document) {
      CHECK_MESSAGE(contains(outcome(folder, changed, false), "expected "), i);
    } else {  // in the tables, which scoring does not read
      CHECK(outcome(folder, changed, false) == "no Error");
      CHECK_MESSAGE(contains(outcome(folder, changed), "l: found the checksum "), i);
    }
  }
}

TEST_CASE("finished lexicon: a file made to harm is an Error or a lexicon, its checksum right") {
  const TemporaryFolder folder;
  const std::string document = to_json_text(small());
  const std::string finished = finished_small();
  std::mt19937_64 engine(11);
  int loaded = 0;
  for (int round = 0; round < 500; ++round) {
    std::string changed = finished;
    for (std::uint64_t edits = 1 + engine() % 3; edits > 0; --edits) {
      const std::size_t at = engine() % changed.size();
      switch (engine() % 4) {
        case 0:
          changed.erase(at, 1 + engine() % 4);
          break;
        case 1:
          changed.insert(at, 1, static_cast<char>(engine()));
          break;
        default:
          changed[at] = static_cast<char>(engine() % 2 == 0 ? engine() : 0xff);
      }
    }
    const std::string bytes = file_of(changed, document);
    const bool scores = outcome(folder, bytes, false) == "no Error";
    loaded += scores ? 1 : 0;
    // Whatever it would score, its tables tell: only an edit that edits nothing passes.
    CHECK((outcome(folder, bytes) == "no Error") == (changed == finished));
  }
  CHECK(loaded > 0);
  CHECK(loaded < 250);
}

TEST_CASE("finished lexicon: what is wrong is said, with the file and the byte") {
  const TemporaryFolder folder;
  const std::string finished = finished_small();
  const std::string document = to_json_text(small());
  const auto edited = [&](const std::string& from, const std::string& to) {
    std::string changed = finished;
    changed.replace(changed.rfind(from), from.size(), to);
    return outcome(folder, file_of(changed, document));
  };
  using std::string_literals::operator""s;
  CHECK(contains(edited("\4joys", "\4fuzz"),
                 "at byte 230: found \"fuzz\" after \"glad\", expected surface forms sorted"));
  CHECK(contains(edited("\4joys", "\4jo\xffs"), "expected surface forms in UTF-8"));
  CHECK(contains(edited("\3joy\0\1"s, "\3joy\0\2"s), "found in w level 1 group 1 of 1"));
  CHECK(contains(edited("\3joy\0\1"s, "\3joy\0"s), "found 1 bytes, expected 2 of groups of words"));
  CHECK(contains(edited("\3joy\0\1"s, "\3joy\0\1\1"s), "found 1 more bytes, expected the end"));
  CHECK(contains(edited("\5small\0"s, "\5small\2"s), "found 2, expected a folding, at most 1"));
  CHECK(contains(edited("\5small"s, "\xff\xff\xff\xff\xff\xff"s),
                 "found a number of more than five bytes"));
  CHECK(contains(edited("\5small"s, "\5smell"s), "found tables of another lexicon"));
  std::string newer = file_of(finished, document);
  newer[8] = 2;
  CHECK(contains(outcome(folder, newer), "l: found format version 2, expected 1"));
  CHECK(contains(outcome(folder, file_of(finished_small("{}"), "{}")), "l: found no member"));
  LexiconTables other = small();
  other.own_word_first = true;
  CHECK(contains(outcome(folder, file_of(finished_small(to_json_text(other)), to_json_text(other))),
                 "l: found tables of the checksum " + sha256(content_text(other)) + ", expected " +
                     sha256(content_text(small()))));
}
