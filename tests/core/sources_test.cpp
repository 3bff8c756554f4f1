#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/affectnet.hpp>
#include <tonewheel/data/circles.hpp>
#include <tonewheel/data/class_words.hpp>
#include <tonewheel/data/conflicts.hpp>
#include <tonewheel/data/dyads.hpp>
#include <tonewheel/data/glasgow.hpp>
#include <tonewheel/data/groupings.hpp>
#include <tonewheel/data/label_matches.hpp>
#include <tonewheel/data/label_set_sources.hpp>
#include <tonewheel/data/label_sets.hpp>
#include <tonewheel/data/neutral.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/parrott.hpp>
#include <tonewheel/data/plutchik.hpp>
#include <tonewheel/data/plutchik_matches.hpp>
#include <tonewheel/data/rater_variance.hpp>
#include <tonewheel/data/universal.hpp>
#include <tonewheel/data/vocabulary.hpp>
#include <tonewheel/data/wheel_titles.hpp>
#include <tonewheel/data/wheels.hpp>
#include <tonewheel/data/word_forms.hpp>

#include "support/temporary_folder.hpp"

using namespace tonewheel;

namespace {

const std::filesystem::path data_folder =
    std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "src" / "data";

/// The rows of the table in SOURCES.md, cells trimmed.
std::vector<std::vector<std::string>> source_rows() {
  std::vector<std::vector<std::string>> rows;
  std::ifstream stream(data_folder / "SOURCES.md");
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("| ") || line.find(".csv") == std::string::npos) {
      continue;
    }
    std::vector<std::string> cells;
    std::size_t start = 1;
    for (std::size_t bar = line.find('|', 1); bar != std::string::npos;
         bar = line.find('|', start)) {
      cells.emplace_back(trim(std::string_view(line).substr(start, bar - start)));
      start = bar + 1;
    }
    rows.push_back(cells);
  }
  return rows;
}

}  // namespace

TEST_CASE("sources: every table has a row with author, place, licence, edits, count, checksum") {
  std::set<std::string> listed;
  for (const auto& row : source_rows()) {
    INFO(row.front());
    REQUIRE(row.size() == 7);
    listed.insert(row[0]);
    for (const std::string& cell : row) {
      CHECK_FALSE(cell.empty());
    }
    const std::string bytes = support::read_bytes(data_folder / row[0]);
    CHECK(row[6] == "`" + sha256(bytes) + "`");
    CHECK(row[5] == std::to_string(Table::parse(bytes, row[0]).rows()));
  }
  std::set<std::string> present;
  for (const auto& entry : std::filesystem::directory_iterator(data_folder)) {
    if (entry.path().extension() == ".csv") {
      present.insert(entry.path().filename().string());
    }
  }
  CHECK(listed == present);
}

TEST_CASE("sources: the embedded bytes are the files', and so are their checksums") {
  for (const EmbeddedTable& table :
       {data::affectnet,      data::circles,       data::class_words,
        data::conflicts,      data::dyads,         data::glasgow,
        data::groupings,      data::label_matches, data::label_set_sources,
        data::label_sets,     data::neutral,       data::pad151,
        data::parrott,        data::plutchik,      data::plutchik_matches,
        data::rater_variance, data::universal,     data::vocabulary,
        data::wheel_titles,   data::wheels,        data::word_forms}) {
    INFO(table.name);
    CHECK(table.text == support::read_bytes(data_folder / table.name));
    CHECK(table.sha256 == sha256(table.text));
  }
}

TEST_CASE("sha256: the examples of FIPS 180-4") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
