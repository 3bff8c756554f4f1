#include "xlsx.hpp"

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/mer_tables.hpp>
#include <tonewheel/lexicon/fold.hpp>

#ifdef TONEWHEEL_HAS_PUGIXML

#include <pugixml.hpp>

#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "zip_archive.hpp"

#endif

namespace tonewheel {

bool reads_xlsx() noexcept {
#ifdef TONEWHEEL_HAS_PUGIXML
  return true;
#else
  return false;
#endif
}

namespace exchange {

std::size_t Sheet::column(std::string_view name) const {
  std::string names;
  for (const auto& [column, title] : header) {
    if (lower_ascii(title) == name) {
      return column;
    }
    names += (names.empty() ? "" : ", ") + shown(title);
  }
  throw Error({file, 0, std::string(name)}, "no such column; the header has: " + names);
}

#ifdef TONEWHEEL_HAS_PUGIXML
namespace {

constexpr std::size_t xlsx_columns = 256;
constexpr std::size_t xlsx_text_bytes = std::size_t{16} << 20U;
constexpr std::uint64_t row_limit = std::uint64_t{1} << 20U;  // Excel's own

/// The name without its namespace prefix.
std::string_view local(const char* name) {
  const std::string_view whole = name;
  const std::size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  return parent.find_child([&](const pugi::xml_node& node) { return local(node.name()) == name; });
}

/// The children of a name, in order.
template <class Action>
void for_each_child(const pugi::xml_node& parent, std::string_view name, const Action& action) {
  for (const pugi::xml_node& node : parent.children()) {
    if (local(node.name()) == name) {
      action(node);
    }
  }
}

/// An attribute by its local name; empty where there is none.
std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& each : node.attributes()) {
    if (local(each.name()) == name) {
      return each.value();
    }
  }
  return {};
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || status != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

/// The text of <si> or <is>: its own and that of its runs, without phonetic hints.
std::string rich_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& each : node.children()) {
    if (local(each.name()) == "t") {
      text += each.text().get();
    } else if (local(each.name()) == "r") {
      text += child(each, "t").text().get();
    }
  }
  return text;
}

class Workbook {
 public:
  explicit Workbook(const std::filesystem::path& path) : archive_(path) {}

  Sheet read() {
    const std::string path = sheet_path();
    if (archive_.has("xl/sharedStrings.xml")) {
      pugi::xml_document document;
      for_each_child(
          load(document, "xl/sharedStrings.xml", "sst"), "si",
          [&](const pugi::xml_node& each) { strings_.emplace_back(trim(rich_text(each))); });
    }
    pugi::xml_document document;
    const pugi::xml_node data = child(load(document, path, "worksheet"), "sheetData");
    if (data.empty()) {
      throw fault(path, "found no sheetData, expected the rows of a sheet");
    }
    Sheet sheet;
    sheet.file = archive_.file();
    std::uint64_t number = 0;
    for_each_child(data, "row", [&](const pugi::xml_node& row) {
      const std::string_view stated = attribute(row, "r");
      const auto given = stated.empty() ? number + 1 : whole_number(stated).value_or(0);
      if (given <= number || given > row_limit) {
        throw fault(path, "found row " + shown(stated) + " after row " + std::to_string(number) +
                              ", expected rows in order");
      }
      number = given;
      auto cells = read_row(row, number);
      if (cells.empty()) {
        return;
      }
      if (number == 1) {
        sheet.header = std::move(cells);
      } else {
        sheet.rows.push_back({number - 1, std::move(cells)});
      }
    });
    check_header(sheet);
    return sheet;
  }

 private:
  [[nodiscard]] Error fault(const std::string& member, const std::string& what) const {
    return Error({archive_.place(member), 0, {}}, what);
  }

  pugi::xml_node load(pugi::xml_document& document, const std::string& member,
                      std::string_view root) {
    const std::string bytes = archive_.read(member);
    const pugi::xml_parse_result parsed = document.load_buffer(bytes.data(), bytes.size());
    if (!parsed) {
      throw fault(member, "byte " + std::to_string(parsed.offset) +
                              " is not XML: " + std::string(parsed.description()));
    }
    const pugi::xml_node found = child(document, root);
    if (found.empty()) {
      throw fault(member, "found no element " + shown(root) + ", expected one as the root");
    }
    return found;
  }

  /// The member of the workbook's first sheet.
  std::string sheet_path() {
    pugi::xml_document workbook;
    pugi::xml_document relations;
    const std::string workbook_path = "xl/workbook.xml";
    const std::string relations_path = "xl/_rels/workbook.xml.rels";
    const pugi::xml_node sheet =
        child(child(load(workbook, workbook_path, "workbook"), "sheets"), "sheet");
    if (sheet.empty()) {
      throw fault(workbook_path, "found no sheet, expected at least one");
    }
    const std::string_view id = attribute(sheet, "id");
    std::string target;
    for_each_child(load(relations, relations_path, "Relationships"), "Relationship",
                   [&](const pugi::xml_node& each) {
                     if (attribute(each, "Id") == id) {
                       target = attribute(each, "Target");
                     }
                   });
    const std::string path = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    if (id.empty() || target.empty() || !archive_.has(path)) {
      throw fault(relations_path, "found no member for sheet " + shown(attribute(sheet, "name")) +
                                      ", expected one");
    }
    return path;
  }

  std::map<std::size_t, std::string> read_row(const pugi::xml_node& row, std::uint64_t number) {
    std::map<std::size_t, std::string> cells;
    std::size_t next = 0;
    for_each_child(row, "c", [&](const pugi::xml_node& cell) {
      const std::string_view stated = attribute(cell, "r");
      const std::size_t column = stated.empty() ? next : column_of(stated, number);
      next = column + 1;
      if (column >= xlsx_columns) {
        throw place(number, stated,
                    "found column " + std::to_string(column + 1) + ", expected at most " +
                        std::to_string(xlsx_columns));
      }
      const std::string value = value_of(cell, number);
      const std::string_view text = trim(value);
      if (text.empty()) {
        return;
      }
      text_bytes_ += text.size();
      if (text_bytes_ > xlsx_text_bytes || invalid_utf8(text)) {
        throw place(number, stated,
                    "found " + shown(text) + ", expected UTF-8 and at most " +
                        std::to_string(xlsx_text_bytes) + " bytes of text");
      }
      if (!cells.emplace(column, text).second) {
        throw place(number, stated, "found this cell twice, expected it once");
      }
    });
    return cells;
  }

  [[nodiscard]] Error place(std::uint64_t sheet_row, std::string_view reference,
                            const std::string& what) const {
    return Error({archive_.file(), sheet_row - 1, std::string(reference)}, what);
  }

  /// "C7" -> 2.
  [[nodiscard]] std::size_t column_of(std::string_view reference, std::uint64_t number) const {
    std::size_t column = 0;
    std::size_t letters = 0;
    while (letters < reference.size() && letters < 4 && reference[letters] >= 'A' &&
           reference[letters] <= 'Z') {
      column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
      ++letters;
    }
    if (letters == 0 || whole_number(reference.substr(letters)) != number) {
      throw place(number, reference,
                  "found the cell " + shown(reference) + " in row " + std::to_string(number) +
                      ", expected one of that row");
    }
    return column - 1;
  }

  [[nodiscard]] std::string value_of(const pugi::xml_node& cell, std::uint64_t number) const {
    const std::string_view type = attribute(cell, "t");
    const std::string_view value = child(cell, "v").text().get();
    const auto fail = [&](const std::string& expected) {
      return place(number, attribute(cell, "r"),
                   "found " + shown(value) + ", expected " + expected);
    };
    if (type == "inlineStr") {
      return rich_text(child(cell, "is"));
    }
    if (type == "s") {
      const auto index = whole_number(trim(value));
      if (!index || *index >= strings_.size()) {
        throw fail("the number of one of " + std::to_string(strings_.size()) + " shared texts");
      }
      return strings_[static_cast<std::size_t>(*index)];
    }
    if (type == "e") {
      throw fail("a value, not a spreadsheet error");
    }
    return std::string(value);
  }

  static void check_header(const Sheet& sheet) {
    if (sheet.header.empty()) {
      throw Error({sheet.file, 0, {}}, "found no text in the first row, expected a header");
    }
    for (auto each = sheet.header.begin(); each != sheet.header.end(); ++each) {
      for (auto other = sheet.header.begin(); other != each; ++other) {
        if (lower_ascii(each->second) == lower_ascii(other->second)) {
          throw Error({sheet.file, 0, each->second}, "this column stands twice in the header");
        }
      }
    }
  }

  ZipArchive archive_;
  std::vector<std::string> strings_;
  std::size_t text_bytes_ = 0;
};

}  // namespace

Sheet read_xlsx(const std::filesystem::path& path) {
  return Workbook(path).read();
}

#else

Sheet read_xlsx(const std::filesystem::path& path) {
  throw Error({path.string(), 0, {}},
              "found a spreadsheet, which this build cannot read: it was made without pugixml");
}

#endif

}  // namespace exchange
}  // namespace tonewheel
