#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/short_decimal.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/read_cell.hpp>
#include <tonewheel/dataset/source.hpp>
#include <tonewheel/kernel/short_decimals.hpp>

namespace tonewheel {

/// CSV or TSV with a header. Its cells are kept byte for byte where the output has the same
/// delimiter, and quoted anew where it has another.
class CsvSource final : public Source {
 public:
  /// Opens the file and reads its header; throws Error with its place on columns that do not fit.
  CsvSource(const std::filesystem::path& path, const SourceOptions& options);

  [[nodiscard]] std::array<std::string, 4> column_names() const override;
  /// Whether a column holds dominance.
  [[nodiscard]] bool has_dominance() const override { return columns_.dominance.has_value(); }
  /// The file, for messages.
  [[nodiscard]] const std::string& name() const override { return reader_.name(); }
  [[nodiscard]] std::vector<std::string> guesses() const override { return columns_.guesses; }
  [[nodiscard]] bool affectnet_codes() const override;
  [[nodiscard]] std::string header(char delimiter) const override;
  /// What ends a line in the file: LF or CRLF.
  [[nodiscard]] std::string_view line_end() const override { return reader_.line_end(); }
  [[nodiscard]] std::vector<std::string> columns() const override { return reader_.columns(); }
  [[nodiscard]] std::optional<std::uint64_t> total() const override;
  /// How many lines of the file were empty so far.
  [[nodiscard]] std::uint64_t blank_lines() const override { return reader_.blank_lines(); }

  bool next(RawBlock& block) override;

  [[nodiscard]] std::vector<RowLabel> labels(const RawBlock& block) const override;

  void read(const RawBlock& block, const Annotator& annotator, const ClassLabels& labels,
            char delimiter, Batch& batch) const override;

 private:
  /// Records whose numbers are read together.
  static constexpr std::size_t records_together = 64;

  /// The values of up to records_together records from `first` on, those that stand there as plain
  /// decimals; NaN for others and for records with too few or too many fields.
  void read_values(const RecordBlock& records, std::size_t first,
                   std::vector<std::string_view>& fields,
                   std::array<Vad, records_together>& values) const;

  /// Looks at a record's values and adds them to the batch, or not.
  bool admit(const RawBlock& block, std::size_t i, const Vad& values, const Annotator& annotator,
             const ClassLabels& labels, std::vector<std::string_view>& fields, Batch& batch) const;

  /// As admit for a record of any kind.
  bool admit_any(const std::vector<std::string_view>& fields, std::uint64_t row,
                 const Annotator& annotator, const ClassLabels& labels, Batch& batch) const;

  [[nodiscard]] std::string_view line_end_of_file() const { return reader_.line_end(); }

  /// Appends a record with another delimiter between its fields.
  void translate(std::string_view record, char delimiter, std::string& out) const;

  char delimiter_;
  bool wants_label_;
  RecordReader reader_;
  Columns columns_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/csv_source_inl.hpp>
#endif
