#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/sink.hpp>

namespace tonewheel {

/// CSV or TSV: the input's cells, then dominance_estimate (where asked for), p_CLASS for every
/// class, then, where asked for, top1, top1_p, top2, ... (equal probabilities in class order) and
/// the doubt columns.
class CsvSink final : public Sink {
 public:
  /// Throws Error if a new column's name stands in the input already.
  CsvSink(const std::filesystem::path& path, char delimiter, SinkOptions options,
          const std::vector<std::string>& input_columns);

  /// The header's bytes: those of the input's columns, then ours.
  void write_header(std::string_view input_header, std::string_view line_end);

  [[nodiscard]] char delimiter() const override { return delimiter_; }

  void format(const Batch& batch, FormattedBlock& out) const override;
  void write(const FormattedBlock& block) override { file_.write(block.bytes.view()); }
  void commit() override { file_.commit(); }

 private:
  template <class Real>
  void format_rows(const Batch& batch, const std::vector<Real>& probabilities,
                   ByteBuffer& out) const;

  template <class Real>
  char* put_likeliest(char* end, std::span<const Real> p, std::vector<std::size_t>& order) const;

  template <class Real>
  char* put_cells(char* end, std::span<const Real> values) const;
  static char* put(char* end, std::string_view bytes) noexcept;

  OutputFile file_;
  char delimiter_;
  SinkOptions options_;
  std::vector<std::string> columns_;
  std::vector<std::string> names_;  // of the classes, as fields
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/csv_sink_inl.hpp>
#endif
