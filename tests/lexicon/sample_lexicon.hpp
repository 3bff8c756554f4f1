#pragma once

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <tonewheel/core/table.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>

namespace support {

using Words = std::vector<std::string>;

/// A small lexicon over two wheels, made up so that every rule has a word of its own.
inline tonewheel::LexiconTables sample_tables() {
  return {.name = "sample",
          .folding = tonewheel::Folding::unicode,
          .bases_of = {{"anger", {"anger"}},
                       {"angers", {"anger"}},
                       {"don’t care", {"don’t care"}},
                       {"fear", {"fear", "fearless"}},
                       {"fearless", {"fearless"}},
                       {"fears", {"fear", "fearless"}},
                       {"glad", {"glad"}},
                       {"happy", {"happy"}},
                       {"let down", {"let down"}},
                       {"lost", {"lost"}},
                       {"no one's", {"lost"}}},
          .synonyms_of = {{"anger", {"mad"}},
                          {"don’t care", {"numb"}},
                          {"fear", {"scared"}},
                          {"fearless", {"brave", "proud"}},
                          {"glad", {"happy", "joyful"}},
                          {"happy", {"happy"}},
                          {"let down", {"betrayed", "sad"}}},
          .clusterings = {{"first",
                           1,
                           {{"mad", "mad"},
                            {"scared", "scared"},
                            {"proud", "happy"},
                            {"happy", "happy"},
                            {"betrayed", "mad"},
                            {"sad", "sad"},
                            {"awed", "happy"}}},
                          {"first", 2, {{"proud", "brave"}, {"awed", "in awe"}, {"mad", "rage"}}},
                          {"second", 1, {{"joyful", "joy"}, {"brave", "joy"}, {"sad", "sad"}}}},
          .wheel_rows = {{"first",
                          {{"happy", "brave", "proud"},
                           {"happy", "in awe", "awed"},
                           {"mad", "rage", "betrayed"},
                           {"sad", "betrayed", ""}}},
                         {"second", {{"joy", "joyful", "joyful"}}}}};
}

/// Where the tables of the MER challenges are; nothing where TONEWHEEL_SHARED does not lead there:
/// the test says so and passes.
inline std::optional<std::filesystem::path> mer_folder() {
  const char* shared = std::getenv("TONEWHEEL_SHARED");
  if (shared == nullptr || *shared == '\0') {
    return std::nullopt;
  }
  const std::filesystem::path folder = std::filesystem::path(shared) / "data" / "mer";
  return std::filesystem::exists(folder) ? std::optional(folder) : std::nullopt;
}

/// Base words and their forms of a published format.csv; no synonyms and no wheels.
inline tonewheel::LexiconTables mer_forms(const std::filesystem::path& format_csv) {
  const tonewheel::Table table = tonewheel::Table::read(format_csv);
  const std::size_t name = table.column("name");
  const std::size_t format = table.column("format");
  std::map<std::string, std::set<std::string>> bases_of;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& base = table.cell(row, name);
    bases_of[base].insert(base);
    tonewheel::for_each_label(table.cell(row, format), [&](std::string_view form) {
      bases_of[tonewheel::fold(form, tonewheel::Folding::official)].insert(base);
    });
  }
  tonewheel::LexiconTables tables;
  tables.name = format_csv.string();
  tables.folding = tonewheel::Folding::official;
  for (const auto& [surface, bases] : bases_of) {
    tables.bases_of[surface] = {bases.begin(), bases.end()};
  }
  return tables;
}

}  // namespace support
