#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/input_file.hpp>
#include <tonewheel/dataset/record_reader.hpp>
#include <tonewheel/exchange/label_file.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/label_list.hpp>

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

void set_name(LabelRecord& record, std::string_view text, const Place& place) {
  require_text(text, place);
  record.name = trim(text);
  if (record.name.empty()) {
    throw Error(place, "found an empty name, expected the sample's name");
  }
}

void set_labels(LabelRecord& record, std::string_view list, const Place& place) {
  require_text(list, place);
  record.labels = parse_label_list(list);
}

/// CSV and TSV.
class DelimitedSource final : public LabelFile::Source {
 public:
  DelimitedSource(const std::filesystem::path& path, char delimiter,
                  const LabelFileOptions& options)
      : reader_(path, {.delimiter = delimiter}),
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
    split_fields(block_.content(position_), delimiter_, fields_);
    if (fields_.size() != reader_.columns().size()) {
      throw Error({reader_.name(), row, ""},
                  "found " + std::to_string(fields_.size()) + " fields, expected the " +
                      std::to_string(reader_.columns().size()) + " of the header");
    }
    record.row = row;
    set_name(record, unquote(fields_[name_]), {reader_.name(), row, reader_.columns()[name_]});
    set_labels(record, unquote(fields_[labels_]),
               {reader_.name(), row, reader_.columns()[labels_]});
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

  RecordReader reader_;
  char delimiter_;
  std::size_t name_;
  std::size_t labels_;
  RecordBlock block_;
  std::size_t position_ = 0;
  std::vector<std::string_view> fields_;
};

/// JSON Lines.
class JsonLinesSource final : public LabelFile::Source {
 public:
  JsonLinesSource(const std::filesystem::path& path, LabelFileOptions options)
      : input_(path), options_(std::move(options)) {}

  bool next(LabelRecord& record) override {
    std::string_view line;
    do {
      if (!next_line(line)) {
        return false;
      }
    } while (trim(line).empty());
    record.row = row_;
    const Place place{input_.name(), row_, ""};
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object()) {
      throw Error(place, "found " + shown(line) + ", expected a JSON object on the line");
    }
    set_name(record, object);
    set_labels(record, object);
    return true;
  }

  [[nodiscard]] const std::string& name() const noexcept override { return input_.name(); }

 private:
  static constexpr std::size_t block_bytes = std::size_t{1} << 20U;

  /// The next line without its end; valid until the next call.
  bool next_line(std::string_view& line) {
    while (true) {
      const auto end = buffer_.find('\n', scanned_);
      if (end != std::string::npos || (at_end_ && cursor_ < buffer_.size())) {
        const std::size_t stop = std::min(end, buffer_.size());
        line = std::string_view(buffer_).substr(cursor_, stop - cursor_);
        cursor_ = scanned_ = std::min(stop + 1, buffer_.size());
        ++row_;
        if (row_ == 1 && line.starts_with("\xEF\xBB\xBF")) {
          line.remove_prefix(3);
        }
        return true;
      }
      if (at_end_) {
        return false;
      }
      buffer_.erase(0, cursor_);
      scanned_ = buffer_.size();
      cursor_ = 0;
      if (buffer_.size() > record_limit) {
        throw Error({input_.name(), row_ + 1, ""}, "found a line of more than 64 MiB");
      }
      buffer_.resize(scanned_ + block_bytes);
      const std::size_t got = input_.read({buffer_.data() + scanned_, block_bytes});
      buffer_.resize(scanned_ + got);
      at_end_ = got < block_bytes;
    }
  }

  void set_name(LabelRecord& record, const nlohmann::json& object) const {
    const Place place{input_.name(), row_, options_.name};
    const auto found = object.find(options_.name);
    if (found == object.end() || !(found->is_string() || found->is_number_integer())) {
      throw Error(place, "found " + (found == object.end() ? "nothing" : shown(found->dump())) +
                             ", expected the sample's name");
    }
    tonewheel::set_name(
        record, found->is_string() ? found->get_ref<const std::string&>() : found->dump(), place);
  }

  void set_labels(LabelRecord& record, const nlohmann::json& object) const {
    const Place place{input_.name(), row_, options_.labels};
    const auto found = object.find(options_.labels);
    record.labels.clear();
    if (found == object.end()) {
      throw Error(place, "found nothing, expected an array of labels, a list as a string, or null");
    }
    if (found->is_string()) {
      tonewheel::set_labels(record, found->get_ref<const std::string&>(), place);
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
      record.labels.push_back(each.get<std::string>());
    }
  }

  InputFile input_;
  LabelFileOptions options_;
  std::string buffer_;
  std::size_t cursor_ = 0;   ///< of the next line in buffer_
  std::size_t scanned_ = 0;  ///< no line end before it
  bool at_end_ = false;
  std::uint64_t row_ = 0;
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
              ", expected a name that ends in .csv, .tsv, .jsonl or .ndjson, or a stated format");
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

std::vector<LabelRecord> read_label_file(const std::filesystem::path& path,
                                         const LabelFileOptions& options) {
  LabelFile file(path, options);
  std::vector<LabelRecord> records;
  for (LabelRecord record; file.next(record);) {
    records.push_back(std::move(record));
  }
  // Doubled names are neighbours in the order of names; the first one in the file is named.
  std::vector<const LabelRecord*> order;
  order.reserve(records.size());
  for (const LabelRecord& each : records) {
    order.push_back(&each);
  }
  std::sort(order.begin(), order.end(), [](const LabelRecord* a, const LabelRecord* b) {
    return std::tie(a->name, a->row) < std::tie(b->name, b->row);
  });
  const LabelRecord* first = nullptr;
  const LabelRecord* doubled = nullptr;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (order[i]->name == order[i - 1]->name &&
        (doubled == nullptr || order[i]->row < doubled->row)) {
      first = order[i - 1];
      doubled = order[i];
    }
  }
  if (doubled != nullptr) {
    throw Error({file.name(), doubled->row, options.name},
                "found " + shown(doubled->name) + ", which stands in row " +
                    std::to_string(first->row) + " too, expected each name once");
  }
  return records;
}

}  // namespace tonewheel
