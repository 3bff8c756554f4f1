#include <algorithm>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/record_reader.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "data_table_store.hpp"

namespace tonewheel::exchange {
namespace {

void read_columns(const RecordReader& reader, DataTable::Store& table) {
  const auto& columns = reader.columns();
  if (std::all_of(columns.begin(), columns.end(),
                  [](const std::string& each) { return parse_number(each).has_value(); })) {
    throw Error({reader.name(), 0, {}}, "the first line holds only numbers, expected column names");
  }
  for (const std::string& column : reader.columns()) {
    require_table_utf8(column, {reader.name(), 0, {}});
    if (!table.add_column(column)) {
      throw Error({reader.name(), 0, {}},
                  "found the column " + shown(column) + " twice, expected each once");
    }
  }
}

}  // namespace

void require_table_utf8(std::string_view text, const Place& place) {
  if (const auto bad = invalid_utf8(text)) {
    throw Error(place, "found " + shown(text) + ", which is not UTF-8 from byte " +
                           std::to_string(*bad + 1) + " on, expected UTF-8");
  }
}

void read_delimited_table(const std::filesystem::path& path, char delimiter,
                          std::optional<Quoting> quoting, DataTable::Store& table) {
  RecordReader reader(path, {.delimiter = delimiter, .quoting = quoting});
  read_columns(reader, table);
  RecordBlock block;
  std::vector<std::string_view> fields;
  while (reader.next(block)) {
    for (std::size_t i = 0; i < block.records.size(); ++i) {
      split_fields(block.content(i), delimiter, fields, reader.quoting());
      const std::uint64_t row = block.first_row + i;
      if (fields.size() != table.columns.size()) {
        throw Error({reader.name(), row, {}},
                    "found " + std::to_string(fields.size()) +
                        (fields.size() == 1 ? " field" : " fields") + ", expected the " +
                        std::to_string(table.columns.size()) + " of the header");
      }
      const bool is_text = !invalid_utf8(block.content(i));
      for (std::size_t column = 0; column < fields.size(); ++column) {
        const std::string_view field = fields[column];
        if (!is_text) {
          require_table_utf8(field, {reader.name(), row, table.columns[column]});
        }
        if (field.starts_with('"')) {
          table.add_cell(column, unquote(field, reader.quoting()));
        } else {
          table.add_cell(column, field);
        }
      }
      table.end_row();
    }
  }
}

}  // namespace tonewheel::exchange
