#include <algorithm>
#include <cstddef>
#include <memory_resource>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/record_reader.hpp>
#include <tonewheel/exchange/label_file.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/label_list.hpp>

#include "line_reader.hpp"

namespace tonewheel {

/// A file of records in some format.
class LabelFile::Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;
  virtual bool next(LabelRecord& record) = 0;
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
};

namespace {

void require_text(std::string_view text, const Place& place) {
  if (const auto at = invalid_utf8(text)) {
    throw Error(place, "found " + shown(text) + ", which is not UTF-8 from byte " +
                           std::to_string(*at + 1) + " on, expected UTF-8");
  }
}

/// The name that stands in `text`.
std::string_view name_in(std::string_view text, const Place& place) {
  require_text(text, place);
  const std::string_view name = trim(text);
  if (name.empty()) {
    throw Error(place, "found an empty name, expected the sample's name");
  }
  return name;
}

/// The labels of the list that stands in `text`.
void labels_in(std::string_view text, const Place& place, std::vector<std::string_view>& labels) {
  require_text(text, place);
  labels.clear();
  for_each_label(text, [&](std::string_view label) { labels.push_back(label); });
}

/// CSV and TSV.
class DelimitedSource final : public LabelFile::Source {
 public:
  DelimitedSource(const std::filesystem::path& path, char delimiter,
                  const LabelFileOptions& options)
      : reader_(path, {.delimiter = delimiter, .quoting = options.quoting}),
        delimiter_(delimiter),
        name_(column(options.name)),
        labels_(column(options.labels)) {}

  bool next(LabelRecord& record) override {
    while (position_ == block_.records.size()) {
      if (!reader_.next(block_)) {
        return false;
      }
      position_ = 0;
    }
    const std::uint64_t row = block_.first_row + position_;
    split_fields(block_.content(position_), delimiter_, fields_, reader_.quoting());
    if (fields_.size() != reader_.columns().size()) {
      throw Error({reader_.name(), row, ""},
                  "found " + std::to_string(fields_.size()) + " fields, expected the " +
                      std::to_string(reader_.columns().size()) + " of the header");
    }
    record.row = row;
    record.name =
        name_in(value(name_, name_text_), {reader_.name(), row, reader_.columns()[name_]});
    labels_in(value(labels_, list_text_), {reader_.name(), row, reader_.columns()[labels_]}, list_);
    record.labels = list_;
    ++position_;
    return true;
  }

  [[nodiscard]] const std::string& name() const noexcept override { return reader_.name(); }

 private:
  [[nodiscard]] std::size_t column(const std::string& wanted) const {
    const auto& columns = reader_.columns();
    const auto found = std::find(columns.begin(), columns.end(), wanted);
    if (found == columns.end() || std::count(columns.begin(), columns.end(), wanted) > 1) {
      std::string header;
      for (const std::string& each : columns) {
        header += (header.empty() ? "" : ", ") + shown(each);
      }
      throw Error({reader_.name(), 0, ""},
                  (found == columns.end() ? "no column " : "two columns ") + shown(wanted) +
                      "; found " + header + ", expected it once");
    }
    return static_cast<std::size_t>(found - columns.begin());
  }

  /// A field's value: where it stands, or in `text` if its quotes must go.
  std::string_view value(std::size_t column, std::string& text) const {
    if (reader_.quoting() == Quoting::none || !fields_[column].starts_with('"')) {
      return fields_[column];
    }
    text = unquote(fields_[column]);
    return text;
  }

  RecordReader reader_;
  char delimiter_;
  std::size_t name_;
  std::size_t labels_;
  RecordBlock block_;
  std::size_t position_ = 0;
  std::vector<std::string_view> fields_;
  // Of the record at hand.
  std::string name_text_;
  std::string list_text_;
  std::vector<std::string_view> list_;
};

/// JSON Lines.
class JsonLinesSource final : public LabelFile::Source {
 public:
  JsonLinesSource(const std::filesystem::path& path, LabelFileOptions options)
      : lines_(path), options_(std::move(options)) {}

  bool next(LabelRecord& record) override {
    std::string_view line;
    do {
      if (!lines_.next(line)) {
        return false;
      }
    } while (trim(line).empty());
    record.row = lines_.number();
    const Place place{lines_.name(), lines_.number(), ""};
    object_ = nlohmann::json::parse(line, nullptr, false);
    if (!object_.is_object()) {
      throw Error(place, "found " + shown(line) + ", expected a JSON object on the line");
    }
    record.name = read_name();
    read_labels();
    record.labels = list_;
    return true;
  }

  [[nodiscard]] const std::string& name() const noexcept override { return lines_.name(); }

 private:
  std::string_view read_name() {
    const Place place{lines_.name(), lines_.number(), options_.name};
    const auto found = object_.find(options_.name);
    if (found == object_.end() || !(found->is_string() || found->is_number_integer())) {
      throw Error(place, "found " + (found == object_.end() ? "nothing" : shown(found->dump())) +
                             ", expected the sample's name");
    }
    if (found->is_string()) {
      return name_in(found->get_ref<const std::string&>(), place);
    }
    name_text_ = found->dump();
    return name_text_;
  }

  void read_labels() {
    const Place place{lines_.name(), lines_.number(), options_.labels};
    const auto found = object_.find(options_.labels);
    list_.clear();
    if (found == object_.end()) {
      throw Error(place, "found nothing, expected an array of labels, a list as a string, or null");
    }
    if (found->is_string()) {
      labels_in(found->get_ref<const std::string&>(), place, list_);
      return;
    }
    const bool array = found->is_array() &&
                       std::all_of(found->begin(), found->end(),
                                   [](const nlohmann::json& each) { return each.is_string(); });
    if (!array && !found->is_null()) {
      throw Error(place, "found " + shown(found->dump()) +
                             ", expected an array of labels, a list as a string, or null");
    }
    for (const auto& each : *found) {
      list_.push_back(each.get_ref<const std::string&>());
    }
  }

  exchange::LineReader lines_;
  LabelFileOptions options_;
  // Of the record at hand.
  nlohmann::json object_;
  std::string name_text_;
  std::vector<std::string_view> list_;
};

LabelFormat format_of(const std::filesystem::path& path, const LabelFileOptions& options) {
  if (options.format) {
    return *options.format;
  }
  const std::string ending = lower_ascii(path.extension().string());
  if (ending == ".csv") {
    return LabelFormat::csv;
  }
  if (ending == ".tsv") {
    return LabelFormat::tsv;
  }
  if (ending == ".jsonl" || ending == ".ndjson") {
    return LabelFormat::jsonl;
  }
  throw Error("found " + shown(path.string()) +
              ", expected a name that ends in .csv, .tsv, .jsonl or .ndjson, or a stated format "
              "(--format csv, tsv or jsonl)");
}

}  // namespace

LabelFile::LabelFile(const std::filesystem::path& path, const LabelFileOptions& options) {
  const LabelFormat format = format_of(path, options);
  if (format == LabelFormat::jsonl) {
    source_ = std::make_unique<JsonLinesSource>(path, options);
  } else {
    source_ =
        std::make_unique<DelimitedSource>(path, format == LabelFormat::csv ? ',' : '\t', options);
  }
}
LabelFile::LabelFile(LabelFile&&) noexcept = default;
LabelFile& LabelFile::operator=(LabelFile&&) noexcept = default;
LabelFile::~LabelFile() = default;

bool LabelFile::next(LabelRecord& record) {
  return source_->next(record);
}

const std::string& LabelFile::name() const noexcept {
  return source_->name();
}

struct LabelTable::Store {
  struct Entry {
    std::string_view name;
    std::uint64_t row;
    std::size_t first;  ///< of its labels
  };
  std::pmr::monotonic_buffer_resource memory;
  std::vector<Entry> entries;
  std::vector<std::string_view> labels;
  std::unordered_map<std::string_view, std::size_t> by_name;

  std::string_view keep(std::string_view text) {
    if (text.empty()) {
      return {};
    }
    auto* copy = static_cast<char*>(memory.allocate(text.size(), 1));
    std::copy(text.begin(), text.end(), copy);
    return {copy, text.size()};
  }
};

LabelTable::LabelTable() : store_(std::make_unique<Store>()) {}
LabelTable::LabelTable(LabelTable&&) noexcept = default;
LabelTable& LabelTable::operator=(LabelTable&&) noexcept = default;
LabelTable::~LabelTable() = default;

std::optional<std::size_t> LabelTable::add(const LabelRecord& record) {
  if (const auto there = find(record.name)) {
    return there;
  }
  const std::string_view name = store_->keep(record.name);
  store_->by_name.emplace(name, store_->entries.size());
  store_->entries.push_back({name, record.row, store_->labels.size()});
  for (const std::string_view label : record.labels) {
    store_->labels.push_back(store_->keep(label));
  }
  return std::nullopt;
}

std::size_t LabelTable::size() const noexcept {
  return store_->entries.size();
}

LabelRecord LabelTable::operator[](std::size_t i) const {
  const auto& [name, row, first] = store_->entries.at(i);
  const std::size_t last =
      i + 1 < store_->entries.size() ? store_->entries[i + 1].first : store_->labels.size();
  return {name, std::span(store_->labels).subspan(first, last - first), row};
}

std::optional<std::size_t> LabelTable::find(std::string_view name) const {
  const auto found = store_->by_name.find(name);
  return found == store_->by_name.end() ? std::nullopt : std::optional(found->second);
}

LabelTable read_label_file(const std::filesystem::path& path, const LabelFileOptions& options) {
  LabelFile file(path, options);
  LabelTable table;
  for (LabelRecord record; file.next(record);) {
    if (const auto there = table.add(record)) {
      throw Error({file.name(), record.row, options.name},
                  "found " + shown(record.name) + ", which stands in row " +
                      std::to_string(table[*there].row) + " too, expected each name once");
    }
  }
  return table;
}

}  // namespace tonewheel
