#include <cstddef>
#include <initializer_list>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/finished_lexicon_file.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>

#include "json_text.hpp"
#include "word_table.hpp"

namespace tonewheel {
namespace {

using namespace exchange;
using Json = nlohmann::json;
using Lists = std::map<std::string, std::vector<std::string>>;

constexpr int lexicon_format = 1;

// ---- writing

std::string list_text(const std::vector<std::string>& words, const std::string& owner) {
  std::string text = "[";
  for (const std::string& word : words) {
    text += (text.size() == 1 ? "" : ", ") + json_quoted(word, owner);
  }
  return text + "]";
}

/// {"word": VALUE, ...}, a word a line.
template <class Map, class Value>
std::string map_text(const Map& map, const Value& value) {
  std::string text = "{";
  for (const auto& [word, each] : map) {
    const std::string owner = "lexicon word " + shown(word);
    text += (text.size() == 1 ? "\n  " : ",\n  ") + json_quoted(word, owner) + ": " +
            value(each, owner);
  }
  return text + "}";
}

std::string rows_text(const std::vector<WheelRow>& rows, const std::string& owner) {
  std::string text = "[";
  for (const WheelRow& row : rows) {
    text += (text.size() == 1 ? "\n    " : ",\n    ") +
            list_text({row.level1, row.level2, row.level3}, owner);
  }
  return text + "]";
}

// ---- reading

/// A value of the document and where it stands.
struct Member {
  const Json& value;
  std::string pointer;
  const std::string& file;

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(Place{file, 0, pointer}, message);
  }
  [[noreturn]] void expected(const std::string& what) const {
    expected_json(value, what, file, pointer);
  }
  [[nodiscard]] std::string text() const {
    if (!value.is_string()) {
      expected("a text");
    }
    return value.get<std::string>();
  }
  [[nodiscard]] bool truth() const {
    if (!value.is_boolean()) {
      expected("true or false");
    }
    return value.get<bool>();
  }
  [[nodiscard]] int integer() const {
    if (!value.is_number_integer() || value < std::numeric_limits<int>::min() ||
        value > std::numeric_limits<int>::max()) {
      expected("an integer");
    }
    return value.get<int>();
  }
  [[nodiscard]] std::vector<Member> items() const {
    if (!value.is_array()) {
      expected("an array");
    }
    std::vector<Member> items;
    items.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      items.push_back({value[i], pointer + "/" + std::to_string(i), file});
    }
    return items;
  }
  [[nodiscard]] std::vector<std::pair<std::string, Member>> members() const {
    if (!value.is_object()) {
      expected("an object");
    }
    std::vector<std::pair<std::string, Member>> members;
    members.reserve(value.size());
    for (const auto& [name, each] : value.items()) {
      members.emplace_back(name, Member{each, pointer_to(pointer, name), file});
    }
    return members;
  }
  [[nodiscard]] Member get(const std::string& name) const {
    if (!value.is_object()) {
      expected("an object");
    }
    const auto found = value.find(name);
    if (found == value.end()) {
      fail("found no member " + shown(name) + ", expected one");
    }
    return {*found, pointer_to(pointer, name), file};
  }
  /// Refuses members of other names.
  void only(std::initializer_list<std::string_view> names) const {
    const std::set<std::string_view> known(names);
    for (const auto& [name, member] : members()) {
      if (!known.contains(name)) {
        member.fail("found a member that is not known here");
      }
    }
  }
  [[nodiscard]] std::vector<std::string> texts() const {
    if (!value.is_array()) {
      expected("an array");
    }
    std::vector<std::string> texts;
    texts.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      texts.push_back(value[i].is_string()
                          ? value[i].get<std::string>()
                          : Member{value[i], pointer + "/" + std::to_string(i), file}.text());
    }
    return texts;
  }
  /// The members, each as (name, function that gives the Member): pointers are texts, and seldom
  /// needed.
  void for_each_member(const auto& use) const {
    if (!value.is_object()) {
      expected("an object");
    }
    for (const auto& member : value.get_ref<const Json::object_t&>()) {
      const auto made = [&] {
        return Member{member.second, pointer_to(pointer, member.first), file};
      };
      use(member.first, made);
    }
  }
};

Folding folding_of(const Member& member) {
  for (const Folding folding : {Folding::official, Folding::unicode}) {
    if (member.text() == name(folding)) {
      return folding;
    }
  }
  member.fail("found " + shown(member.text()) + R"(, expected "official" or "unicode")");
}

/// Refuses a word of an edited file that would never be found; `member` gives where it stands.
void require_folded(const auto& member, const std::string& word, Folding folding) {
  thread_local std::string folded;
  fold_into(folded, word, folding);
  if (word.empty() || folded != word) {
    member().fail("found " + shown(word) + ", expected a folded word: " + shown(folded));
  }
}

Lists read_lists(const Member& object, Folding folding) {
  Lists lists;
  object.for_each_member([&](const std::string& word, const auto& member) {
    require_folded(member, word, folding);
    std::vector<std::string> words = member().texts();
    for (const std::string& each : words) {
      require_folded(member, each, folding);
    }
    lists.emplace_hint(lists.end(), word, std::move(words));
  });
  return lists;
}

Clustering read_clustering(const Member& object, Folding folding) {
  object.only({"wheel", "level", "clusters"});
  Clustering clustering{object.get("wheel").text(), object.get("level").integer(), {}};
  object.get("clusters").for_each_member([&](const std::string& word, const auto& member) {
    require_folded(member, word, folding);
    clustering.cluster_of.emplace_hint(clustering.cluster_of.end(), word, member().text());
  });
  return clustering;
}

LexiconTables read_document(const Member& root, const LexiconFileOptions& options) {
  root.only({"tonewheel_lexicon", "name", "folding", "own_word_first", "sha256", "forms",
             "synonyms", "wheels", "wheel_rows"});
  if (const Member version = root.get("tonewheel_lexicon"); version.integer() != lexicon_format) {
    version.fail("found format version " + std::to_string(version.integer()) + ", expected " +
                 std::to_string(lexicon_format));
  }
  LexiconTables tables;
  tables.name = root.get("name").text();
  tables.folding = folding_of(root.get("folding"));
  tables.own_word_first = root.get("own_word_first").truth();
  tables.bases_of = read_lists(root.get("forms"), tables.folding);
  tables.synonyms_of = read_lists(root.get("synonyms"), tables.folding);
  for (const Member& wheel : root.get("wheels").items()) {
    tables.clusterings.push_back(read_clustering(wheel, tables.folding));
  }
  for (const auto& [wheel, rows] : root.get("wheel_rows").members()) {
    std::vector<WheelRow>& list = tables.wheel_rows[wheel];
    for (const Member& row : rows.items()) {
      const std::vector<std::string> cells = row.texts();
      if (cells.size() != 3) {
        row.fail("found " + std::to_string(cells.size()) + " words, expected three levels");
      }
      list.push_back({cells[0], cells[1], cells[2]});
    }
  }
  try {
    check(tables);
  } catch (const Error& error) {
    throw Error(Place{root.file, 0, {}}, error.what());
  }
  const Member stated = root.get("sha256");
  const std::string actual = sha256(content_text(tables));
  if (stated.text() != actual && !options.ignore_checksum) {
    stated.fail("found " + shown(stated.text(), 64) + ", expected " + actual +
                ", the checksum of the tables in this file: it was edited or damaged");
  }
  return tables;
}

// ---- a user's own table

std::vector<std::string> split(std::string_view cell) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t end = cell.find_first_of(";|");
    words.emplace_back(cell.substr(0, end));
    if (end == std::string_view::npos) {
      return words;
    }
    cell.remove_prefix(end + 1);
  }
}

/// "dir/words.csv" -> "words".
std::string file_stem(const std::string& file) {
  const std::string stem = std::filesystem::path(file).stem().string();
  return stem.empty() ? "lexicon" : stem;
}

LexiconTables read_csv(const Table& table, const LexiconFileOptions& options) {
  WordTableBuilder builder(table.file(), options.folding);
  const std::size_t word = table.column("word");
  const auto forms = table.find("forms");
  const auto synonyms = table.find("synonyms");
  std::vector<std::size_t> wheels;
  for (std::size_t column = 0; column < table.header().size(); ++column) {
    if (column != word && column != forms && column != synonyms) {
      builder.add_column(table.header()[column]);
      wheels.push_back(column);
    }
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    WordRow each{.place = {table.file(), row + 1, {}}, .word = table.cell(row, word)};
    if (forms) {
      each.forms = split(table.cell(row, *forms));
    }
    if (synonyms) {
      each.synonyms = split(table.cell(row, *synonyms));
    }
    for (const std::size_t column : wheels) {
      each.clusters.emplace_back(table.header()[column], table.cell(row, column));
    }
    builder.add_row(each);
  }
  return builder.finish(file_stem(table.file()));
}

LexiconTables read_array(const Member& root, const LexiconFileOptions& options) {
  WordTableBuilder builder(root.file, options.folding);
  const std::vector<Member> rows = root.items();
  std::set<std::string> columns;
  for (const Member& row : rows) {
    for (const auto& [column, member] : row.members()) {
      if (column != "word" && column != "forms" && column != "synonyms" &&
          columns.insert(column).second) {
        builder.add_column(column);
      }
    }
  }
  for (const Member& row : rows) {
    WordRow each{.place = {root.file, 0, row.pointer}, .word = row.get("word").text()};
    for (const auto& [column, member] : row.members()) {
      if (member.value.is_null()) {
        continue;  // an empty cell
      }
      if (column == "forms" || column == "synonyms") {
        (column == "forms" ? each.forms : each.synonyms) =
            member.value.is_array() ? member.texts() : split(member.text());
      } else if (column != "word") {
        each.clusters.emplace_back(column, member.text());
      }
    }
    builder.add_row(each);
  }
  return builder.finish(file_stem(root.file));
}

void refuse_format_csv(const std::filesystem::path& path, const LexiconFileOptions& options) {
  if (options.mer.format_csv) {
    throw Error({path.string(), 0, {}}, "found a format.csv to go with it, " +
                                            shown(options.mer.format_csv->string(), 200) +
                                            ", expected MER tables: an .npz or a folder");
  }
}

}  // namespace

std::string to_json_text(const LexiconTables& tables) {
  check(tables);
  const auto word = [](const std::string& cluster, const std::string& owner) {
    return json_quoted(cluster, owner);
  };
  std::string text = "{\"tonewheel_lexicon\": " + std::to_string(lexicon_format) +
                     ",\n \"name\": " + json_quoted(tables.name, "lexicon name") +
                     ",\n \"folding\": \"" + std::string(name(tables.folding)) +
                     "\",\n \"own_word_first\": " + (tables.own_word_first ? "true" : "false") +
                     ",\n \"sha256\": \"" + sha256(content_text(tables)) +
                     "\",\n \"forms\": " + map_text(tables.bases_of, list_text) +
                     ",\n \"synonyms\": " + map_text(tables.synonyms_of, list_text) +
                     ",\n \"wheels\": [";
  bool first = true;
  for (const Clustering& clustering : tables.clusterings) {
    text += std::string(first ? "" : ",") +
            "\n {\"wheel\": " + json_quoted(clustering.wheel, "lexicon wheel") +
            ", \"level\": " + std::to_string(clustering.level) +
            ", \"clusters\": " + map_text(clustering.cluster_of, word) + "}";
    first = false;
  }
  return text + "],\n \"wheel_rows\": " + map_text(tables.wheel_rows, rows_text) + "}\n";
}

LexiconTables lexicon_from_json(std::string_view text, const std::string& file,
                                const LexiconFileOptions& options) {
  const Json document = parse_json_text(text, file);
  const Member root{document, "", file};
  return document.is_array() ? read_array(root, options) : read_document(root, options);
}

LexiconTables read_lexicon_tables(const std::filesystem::path& path,
                                  const LexiconFileOptions& options) {
  const std::string extension = lower_ascii(path.extension().string());
  if (std::filesystem::is_directory(path) || extension == ".npz") {
    return read_mer_tables(path, options.mer);
  }
  if (is_finished_lexicon(path)) {
    refuse_format_csv(path, options);
    return Lexicon(read_finished_lexicon(path)).tables();
  }
  const std::string text = read_small_file(path);
  const std::string_view start = trim(std::string_view(text).substr(0, 256));
  const bool is_csv = extension == ".csv";
  if (extension != ".json" && !is_csv && start.starts_with("PK")) {
    return read_mer_tables(path, options.mer);
  }
  refuse_format_csv(path, options);
  if (is_csv) {
    return read_csv(Table::parse(text, path.string()), options);
  }
  if (extension == ".json" || start.starts_with('{') || start.starts_with('[')) {
    return lexicon_from_json(text, path.string(), options);
  }
  throw Error({path.string(), 0, {}},
              "found " + shown(start.substr(0, 16)) +
                  " at the start, expected .npz, .json, .csv, .tonelex or a folder");
}

Lexicon read_lexicon(const std::filesystem::path& path, const LexiconFileOptions& options,
                     std::shared_ptr<const Morphology> morphology) {
  if (is_finished_lexicon(path)) {
    refuse_format_csv(path, options);
    return Lexicon(read_finished_lexicon(path), std::move(morphology));
  }
  return Lexicon(read_lexicon_tables(path, options), std::move(morphology));
}

}  // namespace tonewheel
