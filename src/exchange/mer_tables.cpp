#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/mer_tables.hpp>
#include <tonewheel/lexicon/label_list.hpp>

#include "npy_object.hpp"
#include "word_sets.hpp"
#include "xlsx.hpp"
#include "zip_archive.hpp"

namespace tonewheel {
namespace {

using namespace exchange;

constexpr int wheel_count = 5;
constexpr int run_count = 8;
constexpr std::array<std::string_view, 2> level_names{"level1", "level2"};

/// A list may stand in a pickle once and be named a million times: what tables may grow to.
constexpr std::size_t table_bytes = std::size_t{256} << 20U;
constexpr std::size_t node_bytes = 64;

std::string wheel_name(int number) {
  return "wheel" + std::to_string(number);
}

// ---- the frozen tables, an .npz

/// Values of a pickle by type, with the member's name in every Error.
class FrozenTable {
 public:
  FrozenTable(const ZipArchive& archive, const std::string& member)
      : file_(archive.place(member + ".npy")),
        pickle_(read_npy_object(archive.read(member + ".npy"), file_)) {}

  [[nodiscard]] PickleId root() const { return pickle_.root; }

  /// The values of a dictionary by key; the last of a key counts, as in Python.
  [[nodiscard]] std::map<std::string, PickleId> dictionary(PickleId id,
                                                           const std::string& what) const {
    const PickleNode& node = expect(id, PickleKind::dict, what);
    std::map<std::string, PickleId> values;
    for (std::size_t i = 0; i < node.items.size(); i += 2) {
      values[pickle_[node.items[i]].text] = node.items[i + 1];
    }
    return values;
  }

  /// A word that is folded already: the official scorer would never find another.
  [[nodiscard]] std::string word(PickleId id, const std::string& what) const {
    const std::string& text = expect(id, PickleKind::text, what).text;
    require_folded(text, what);
    return text;
  }
  void require_folded(const std::string& text, const std::string& what) const {
    if (text.empty() || fold(text, Folding::official) != text) {
      fail(what, "found " + shown(text) + ", expected a word in lower case without outer space");
    }
  }

  /// A dictionary of lists of words; keys are words.
  [[nodiscard]] WordSets word_lists(std::size_t& budget) const {
    WordSets sets;
    for (const auto& [key, list] : dictionary(root(), "")) {
      require_folded(key, "");
      std::set<std::string>& words = sets[key];
      for (const PickleId each : expect(list, PickleKind::list, key).items) {
        const std::string& text = expect(each, PickleKind::text, key).text;
        if (text.size() + node_bytes > budget) {
          fail(key, "found too many words, expected a lexicon of at most " +
                        std::to_string(table_bytes) + " bytes");
        }
        budget -= text.size() + node_bytes;
        words.insert(word(each, key));
      }
    }
    return sets;
  }

  [[noreturn]] void fail(const std::string& what, const std::string& message) const {
    throw Error({file_, 0, what}, message);
  }

 private:
  [[nodiscard]] const PickleNode& expect(PickleId id, PickleKind kind,
                                         const std::string& what) const {
    const PickleNode& node = pickle_[id];
    if (node.kind != kind) {
      fail(what, "found " + std::string(name(node.kind)) + " at byte " + std::to_string(node.at) +
                     ", expected " + std::string(name(kind)));
    }
    return node;
  }

  std::string file_;
  Pickle pickle_;
};

/// Both levels of every wheel, each {word: cluster}.
std::vector<Clustering> frozen_wheels(const ZipArchive& archive) {
  const FrozenTable table(archive, "wheel_map_whole");
  const auto wheels = table.dictionary(table.root(), "");
  if (wheels.size() != wheel_count) {
    table.fail("", "found " + std::to_string(wheels.size()) + " wheels, expected 5");
  }
  std::vector<Clustering> clusterings;
  for (int number = 1; number <= wheel_count; ++number) {
    const std::string wheel = wheel_name(number);
    const auto found = wheels.find(wheel);
    if (found == wheels.end()) {
      table.fail(wheel, "found no such wheel, expected wheel1 to wheel5");
    }
    const auto levels = table.dictionary(found->second, wheel);
    for (std::size_t level = 0; level < level_names.size(); ++level) {
      const std::string place = wheel + " " + std::string(level_names[level]);
      const auto words = levels.find(std::string(level_names[level]));
      if (words == levels.end() || levels.size() != level_names.size()) {
        table.fail(place, "found " + std::to_string(levels.size()) +
                              " levels, expected level1 and level2");
      }
      Clustering clustering{wheel, static_cast<int>(level) + 1, {}};
      for (const auto& [word, cluster] : table.dictionary(words->second, place)) {
        table.require_folded(word, place);
        clustering.cluster_of[word] = table.word(cluster, place);
      }
      clusterings.push_back(std::move(clustering));
    }
  }
  return clusterings;
}

// ---- the older folder

/// The words of a cell as the official list parser takes it apart, folded.
std::vector<std::string> words_of(std::string_view cell, const Place& place) {
  std::vector<std::string> words;
  for_each_label(cell, [&](std::string_view label) {
    words.push_back(folded_word(label, Folding::official, place));
  });
  return words;
}

/// Surface form -> base words.
WordSets read_format_csv(const std::filesystem::path& path) {
  const Table table = Table::read(path);
  const std::size_t name = table.column("name");
  const std::size_t format = table.column("format");
  WordSets sets;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Place place{table.file(), row + 1, "name"};
    const std::string base = folded_word(table.cell(row, name), Folding::official, place);
    if (base.empty()) {
      throw Error(place, "found no word, expected a base word");
    }
    sets[base].insert(base);
    for (const std::string& form :
         words_of(table.cell(row, format), {table.file(), row + 1, "format"})) {
      sets[form].insert(base);
    }
  }
  return sets;
}

/// Base word -> wheel words, over all runs.
WordSets read_synonym_xlsx(const std::filesystem::path& path) {
  const Sheet sheet = read_xlsx(path);
  WordSets sets;
  for (int run = 1; run <= run_count; ++run) {
    const std::string word_name = "word_run" + std::to_string(run);
    const std::string synonym_name = "synonym_run" + std::to_string(run);
    const std::size_t word_column = sheet.column(word_name);
    const std::size_t synonym_column = sheet.column(synonym_name);
    for (const SheetRow& row : sheet.rows) {
      const Place place{sheet.file, row.number, word_name};
      const std::string word = folded_word(row.cell(word_column), Folding::official, place);
      const auto synonyms =
          words_of(row.cell(synonym_column), {sheet.file, row.number, synonym_name});
      if (word.empty() && synonyms.empty()) {
        continue;
      }
      if (word.empty()) {
        throw Error(place, "found no word beside synonyms, expected one");
      }
      sets[word].insert(word);
      for (const std::string& synonym : synonyms) {
        sets[synonym].insert(word);
      }
    }
  }
  return sets;
}

/// Rows of a wheel; merged cells hold their text in the first row only.
std::vector<WheelRow> read_wheel_xlsx(const std::filesystem::path& path) {
  const Sheet sheet = read_xlsx(path);
  const std::array<std::size_t, 3> columns{sheet.column("level1"), sheet.column("level2"),
                                           sheet.column("level3")};
  std::vector<WheelRow> rows;
  WheelRow current;
  for (const SheetRow& row : sheet.rows) {
    const auto cell = [&](std::size_t level) {
      return folded_word(row.cell(columns[level]), Folding::official,
                         {sheet.file, row.number, "level" + std::to_string(level + 1)});
    };
    const WheelRow stated{cell(0), cell(1), cell(2)};
    if (stated == WheelRow{}) {
      continue;
    }
    if (!stated.level1.empty() && stated.level1 != current.level1 && stated.level2.empty()) {
      throw Error({sheet.file, row.number, "level2"}, "found no word beside the new level-1 word " +
                                                          shown(stated.level1) + ", expected one");
    }
    current.level1 = stated.level1.empty() ? current.level1 : stated.level1;
    current.level2 = stated.level2.empty() ? current.level2 : stated.level2;
    current.level3 = stated.level3;
    if (current.level1.empty()) {
      throw Error({sheet.file, row.number, "level1"}, "found no word, expected one here or above");
    }
    rows.push_back(current);
  }
  if (rows.empty()) {
    throw Error({sheet.file, 0, {}}, "found no rows, expected the words of a wheel");
  }
  return rows;
}

/// A wheel as a tree, in the order in which words are first met.
struct Branch {
  std::string word;
  std::vector<std::pair<std::string, std::vector<std::string>>> parts;  ///< level 2, its level 3
};

std::vector<Branch> branches(const std::vector<WheelRow>& rows) {
  std::vector<Branch> tree;
  for (const WheelRow& row : rows) {
    auto branch = std::find_if(tree.begin(), tree.end(),
                               [&](const Branch& each) { return each.word == row.level1; });
    if (branch == tree.end()) {
      branch = tree.insert(tree.end(), {row.level1, {}});
    }
    auto part = std::find_if(branch->parts.begin(), branch->parts.end(),
                             [&](const auto& each) { return each.first == row.level2; });
    if (part == branch->parts.end()) {
      part = branch->parts.insert(part, {row.level2, {}});
    }
    if (!row.level3.empty()) {
      part->second.push_back(row.level3);
    }
  }
  return tree;
}

std::map<std::string, std::string> clusters(const std::vector<Branch>& tree, int level) {
  std::map<std::string, std::string> cluster_of;
  for (const Branch& branch : tree) {
    const auto first = std::min_element(branch.parts.begin(), branch.parts.end());
    cluster_of[branch.word] = level == 1 ? branch.word : first->first;
    for (const auto& [part, words] : branch.parts) {
      const std::string& cluster = level == 1 ? branch.word : part;
      cluster_of[part] = cluster;
      for (const std::string& word : words) {
        cluster_of[word] = cluster;
      }
    }
  }
  return cluster_of;
}

LexiconTables read_folder(const std::filesystem::path& folder,
                          const std::filesystem::path& format_csv) {
  LexiconTables tables;
  tables.bases_of = sorted_lists(read_format_csv(format_csv));
  WordSets synonyms = read_synonym_xlsx(folder / "synonym.xlsx");
  for (int number = 1; number <= wheel_count; ++number) {
    const std::string wheel = wheel_name(number);
    const auto rows = read_wheel_xlsx(folder / (wheel + ".xlsx"));
    const std::vector<Branch> tree = branches(rows);
    for (const int level : {1, 2}) {
      tables.clusterings.push_back({wheel, level, clusters(tree, level)});
      for (const auto& [word, cluster] : tables.clusterings.back().cluster_of) {
        synonyms[word].insert(word);
      }
    }
    tables.wheel_rows[wheel] = rows;
  }
  tables.synonyms_of = sorted_lists(synonyms);
  return tables;
}

LexiconTables read_npz(const std::filesystem::path& path,
                       const std::optional<std::filesystem::path>& format_csv) {
  const ZipArchive archive(path);
  LexiconTables tables;
  std::size_t budget = table_bytes;
  tables.bases_of =
      sorted_lists(format_csv ? read_format_csv(*format_csv)
                              : FrozenTable(archive, "format_mapping").word_lists(budget));
  tables.synonyms_of = sorted_lists(FrozenTable(archive, "raw_mapping").word_lists(budget));
  tables.clusterings = frozen_wheels(archive);
  return tables;
}

struct Known {
  std::string_view sha256;
  std::string_view name;
};
/// Of content_text, from the files of MERTools at revision 89120b78.
constexpr std::array<Known, 2> known_lexicons{{
    {"044b4f0c11fc2afd8bc8476d743ad80568205da07a54333f34f7fc6db580d9c9", "MER2025"},
    {"1297ccf01de4089b78585e277fbbc8c11c87b4a57341dc47c1e7cf7ef7110208", "MER2026"},
}};

}  // namespace

std::optional<std::string_view> known_lexicon(std::string_view sha256) noexcept {
  const auto* const found = std::find_if(known_lexicons.begin(), known_lexicons.end(),
                                         [&](const Known& each) { return each.sha256 == sha256; });
  return found == known_lexicons.end() ? std::nullopt : std::optional(found->name);
}

LexiconTables read_mer_tables(const std::filesystem::path& path, const MerOptions& options) {
  LexiconTables tables = std::filesystem::is_directory(path)
                             ? read_folder(path, options.format_csv.value_or(path / "format.csv"))
                             : read_npz(path, options.format_csv);
  tables.folding = Folding::official;
  tables.name = known_lexicon(sha256(content_text(tables))).value_or("MER tables");
  try {
    check(tables);
  } catch (const Error& error) {
    throw Error({path.string(), 0, {}}, error.what());
  }
  return tables;
}

}  // namespace tonewheel
