#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/short_decimal.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/csv_source.hpp>
#include <tonewheel/dataset/read_cell.hpp>
#include <tonewheel/dataset/source.hpp>
#include <tonewheel/kernel/short_decimals.hpp>

namespace tonewheel {

TONEWHEEL_INLINE CsvSource::CsvSource(const std::filesystem::path& path,
                                      const SourceOptions& options)
    : delimiter_(options.format == Format::tsv ? '\t' : ','),
      wants_label_(options.wants_label),
      reader_(path, {.delimiter = delimiter_,
                     .quoting = options.quoting,
                     .shard = options.shard,
                     .block_records = options.block_rows}),
      columns_(find_columns(reader_.columns(), options.columns, reader_.name())) {
  if (!options.wants_dominance) {
    columns_.dominance.reset();
  }
  if (wants_label_ && !columns_.label) {
    throw Error({name(), 0, {}}, "no column looks like a label: name it (--label)");
  }
  std::erase_if(columns_.guesses, [&](const std::string& guess) {
    return (guess.starts_with("label") && !wants_label_) ||
           (guess.starts_with("dominance") && !columns_.dominance);
  });
}

TONEWHEEL_INLINE std::array<std::string, 4> CsvSource::column_names() const {
  const auto& all = reader_.columns();
  return {all[columns_.valence], all[columns_.arousal],
          columns_.dominance ? all[*columns_.dominance] : "",
          columns_.label ? all[*columns_.label] : ""};
}

TONEWHEEL_INLINE bool CsvSource::affectnet_codes() const {
  return columns_.label && lower_ascii(reader_.columns()[*columns_.label]) == "expression";
}

TONEWHEEL_INLINE std::string CsvSource::header(char delimiter) const {
  std::string text;
  translate(reader_.header(), delimiter, text);
  return text;
}

TONEWHEEL_INLINE std::optional<std::uint64_t> CsvSource::total() const {
  return reader_.input().size();
}

TONEWHEEL_INLINE bool CsvSource::next(RawBlock& block) {
  const bool more = reader_.next(block.records);
  block.first_row = block.records.first_row;
  block.position = reader_.position();
  return more;
}

TONEWHEEL_INLINE std::vector<RowLabel> CsvSource::labels(const RawBlock& block) const {
  std::vector<RowLabel> labels;
  std::vector<std::string_view> fields;
  for (std::size_t i = 0; i < block.records.records.size(); ++i) {
    split_fields(block.records.content(i), delimiter_, fields, reader_.quoting());
    labels.push_back({block.first_row + i, *columns_.label < fields.size()
                                               ? unquote(fields[*columns_.label], reader_.quoting())
                                               : std::string()});
  }
  return labels;
}

TONEWHEEL_INLINE void CsvSource::read(const RawBlock& block, const Annotator& annotator,
                                      const ClassLabels& labels, char delimiter,
                                      Batch& batch) const {
  struct Span {
    std::size_t start, size;
  };
  std::vector<Span> translated;
  std::vector<std::string_view> fields;
  std::array<Vad, records_together> values;
  const std::size_t records = block.records.records.size();
  for (std::size_t i = 0; i < records; ++i) {
    if (i % records_together == 0) {
      read_values(block.records, i, fields, values);
    }
    if (!admit(block, i, values[i % records_together], annotator, labels, fields, batch) ||
        delimiter == 0) {
      continue;
    }
    const std::string_view content = block.records.content(i);
    const std::size_t line_end = block.records.records[i].line_end;
    if (delimiter == delimiter_) {
      batch.texts.push_back(content);
    } else {
      const std::size_t start = batch.text.size();
      translate(content, delimiter, batch.text);
      translated.push_back({start, batch.text.size() - start});
    }
    batch.line_ends.push_back(line_end == 0 ? line_end_of_file()
                                            : std::string_view(line_end == 1 ? "\n" : "\r\n"));
  }
  for (const Span span : translated) {
    batch.texts.push_back(std::string_view(batch.text).substr(span.start, span.size));
  }
}

TONEWHEEL_INLINE void CsvSource::read_values(const RecordBlock& records, std::size_t first,
                                             std::vector<std::string_view>& fields,
                                             std::array<Vad, records_together>& values) const {
  const std::size_t count = std::min(records_together, records.records.size() - first);
  std::array<std::string_view, 3 * records_together> texts;
  for (std::size_t i = 0; i < count; ++i) {
    split_fields(records.content(first + i), delimiter_, fields, reader_.quoting());
    if (fields.size() == reader_.columns().size()) {
      texts[i] = fields[columns_.valence];
      texts[count + i] = fields[columns_.arousal];
      if (columns_.dominance) {
        texts[2 * count + i] = fields[*columns_.dominance];
      }
    }
  }
  std::array<double, 3 * records_together> numbers;  // NOLINT: what is read is written before
  const std::size_t axes = columns_.dominance ? 3 : 2;
  kernel::short_decimals(std::span(texts).first(axes * count), records.bytes.data(),
                         numbers.data());
  for (std::size_t i = 0; i < axes * count; ++i) {
    if (std::isnan(numbers[i])) {
      numbers[i] = short_decimal(texts[i]);
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = {numbers[i], numbers[count + i], axes == 3 ? numbers[2 * count + i] : 0.0};
  }
}

TONEWHEEL_INLINE bool CsvSource::admit(const RawBlock& block, std::size_t i, const Vad& values,
                                       const Annotator& annotator, const ClassLabels& labels,
                                       std::vector<std::string_view>& fields, Batch& batch) const {
  const std::uint64_t row = block.first_row + i;
  if (annotator.admit_sound(batch, row, values)) {
    return true;
  }
  split_fields(block.records.content(i), delimiter_, fields, reader_.quoting());
  if (fields.size() != reader_.columns().size()) {
    const std::string found = std::to_string(fields.size()) + " fields";
    RawRow raw;
    raw.row = row;
    return annotator.reject(batch, raw, Fault::ragged, {Fault::ragged, 0, found}, "",
                            std::to_string(reader_.columns().size()) + " as in the header");
  }
  return admit_any(fields, row, annotator, labels, batch);
}

TONEWHEEL_INLINE bool CsvSource::admit_any(const std::vector<std::string_view>& fields,
                                           std::uint64_t row, const Annotator& annotator,
                                           const ClassLabels& labels, Batch& batch) const {
  RawRow raw;
  raw.row = row;
  raw.axes[0] = read_cell(fields[columns_.valence]);
  raw.axes[1] = read_cell(fields[columns_.arousal]);
  if (columns_.dominance) {
    raw.axes[2] = read_cell(fields[*columns_.dominance]);
  }
  std::string label;
  if (wants_label_) {
    label = unquote(fields[*columns_.label], reader_.quoting());
    const auto found = labels.find(label);
    raw.label = {found           ? Fault::none
                 : label.empty() ? Fault::missing
                                 : Fault::unknown_label,
                 static_cast<double>(found.value_or(0)), label};
  }
  return annotator.admit(batch, raw);
}

TONEWHEEL_INLINE void CsvSource::translate(std::string_view record, char delimiter,
                                           std::string& out) const {
  if (delimiter == delimiter_) {
    out += record;
    return;
  }
  std::vector<std::string_view> fields;
  split_fields(record, delimiter_, fields, reader_.quoting());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i != 0) {
      out += delimiter;
    }
    out += quote_if_needed(unquote(fields[i], reader_.quoting()), delimiter);
  }
}

}  // namespace tonewheel
