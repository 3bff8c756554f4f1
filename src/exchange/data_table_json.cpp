#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

#include "data_table_store.hpp"
#include "line_reader.hpp"

namespace tonewheel::exchange {
namespace {

using Json = nlohmann::json;

/// Takes the events of the parser, the members of a line's object, as cells.
class RowBuilder final : public nlohmann::json_sax<Json> {
 public:
  explicit RowBuilder(DataTable::Store& table) : table_(table) {}

  void read_row(std::string_view line, std::uint64_t number) {
    line_ = line;
    number_ = number;
    depth_ = 0;
    Json::sax_parse(line.begin(), line.end(), this);
    table_.end_row(number);
  }

  bool null() override {
    require_object();
    if (depth_ > 1) {
      add_element("null");
    }
    return true;
  }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
  bool number_float(number_float_t value, const string_t& text) override {
    // An integer beyond 64 bits keeps its digits: it may be an id.
    return scalar(text.find_first_of(".eE") == string_t::npos ? text : number_text(value));
  }
  bool string(string_t& value) override { return scalar(depth_ > 1 ? Json(value).dump() : value); }
  bool binary(binary_t& /*value*/) override { return false; }  // JSON has none

  bool start_object(std::size_t /*elements*/) override {
    if (depth_ > 0) {
      throw Error(place(),
                  "found an object, expected a text, number, true, false, null or an array");
    }
    depth_ = 1;
    return true;
  }
  bool key(string_t& name) override {
    auto column = table_.find_column(name);
    if (!column) {
      column = table_.add_column(name);
      last_line_.push_back(0);
    }
    column_ = *column;
    if (last_line_[column_] == number_) {
      throw Error(place(), "found the key twice on the line, expected it once");
    }
    last_line_[column_] = number_;
    return true;
  }
  bool end_object() override {
    depth_ = 0;
    return true;
  }
  bool start_array(std::size_t /*elements*/) override {
    require_object();
    if (depth_ == 1) {
      array_.clear();
    }
    add_element("[");
    ++depth_;
    return true;
  }
  bool end_array() override {
    array_ += ']';
    --depth_;
    if (depth_ == 1) {
      table_.add_cell(column_, array_);
    }
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const Json::exception& /*error*/) override {
    const std::size_t at = std::min(position - std::min<std::size_t>(position, 1), line_.size());
    const std::string_view rest = trim(line_.substr(at));
    throw Error({table_.name, number_, {}},
                "not JSON: found " + (rest.empty() ? "the end of the line" : shown(rest)) +
                    " at byte " + std::to_string(at + 1) + ", expected a JSON object on the line");
  }

 private:
  [[nodiscard]] Place place() const { return {table_.name, number_, table_.columns[column_]}; }

  void require_object() const {
    if (depth_ == 0) {
      throw Error({table_.name, number_, {}},
                  "found " + shown(line_) + ", expected a JSON object on the line");
    }
  }
  bool scalar(std::string_view text) {
    require_object();
    if (depth_ == 1) {
      table_.add_cell(column_, text);
    } else {
      add_element(text);
    }
    return true;
  }
  void add_element(std::string_view text) {
    if (!array_.empty() && array_.back() != '[') {
      array_ += ',';
    }
    array_ += text;
  }

  DataTable::Store& table_;
  std::vector<std::uint64_t> last_line_;  ///< where a column's key stood last
  std::string_view line_;
  std::uint64_t number_ = 0;
  std::size_t depth_ = 0;   ///< 1: in the object, 2 and more: in arrays
  std::size_t column_ = 0;  ///< of the last key
  std::string array_;       ///< the text of the array at hand
};

}  // namespace

void read_json_lines_table(const std::filesystem::path& path, DataTable::Store& table) {
  LineReader reader(path);
  RowBuilder builder(table);
  for (std::string_view line; reader.next(line);) {
    if (trim(line).empty()) {
      continue;
    }
    require_table_utf8(line, {reader.name(), reader.number(), {}});
    builder.read_row(line, reader.number());
  }
  if (table.rows() == 0) {
    throw Error({reader.name(), 0, {}}, "empty, expected a JSON object a line");
  }
}

}  // namespace tonewheel::exchange
