#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/sink.hpp>

namespace tonewheel {

/// CSV or TSV: the input's cells, then dominance_estimate (where asked for), p_CLASS for every
/// class, and top1, top1_p, top2, ... (where asked for; equal probabilities in class order).
class CsvSink final : public Sink {
 public:
  /// Throws Error if a new column's name stands in the input already.
  CsvSink(const std::filesystem::path& path, char delimiter, SinkOptions options,
          const std::vector<std::string>& input_columns)
      : file_(path), delimiter_(delimiter), options_(std::move(options)) {
    if (options_.dominance) {
      columns_.emplace_back("dominance_estimate");
    }
    for (const std::string& name : options_.classes) {
      columns_.push_back("p_" + name);
      names_.push_back(quote_if_needed(name, delimiter_));
    }
    options_.top = std::min(options_.top, options_.classes.size());
    for (std::size_t rank = 1; rank <= options_.top; ++rank) {
      columns_.push_back("top" + std::to_string(rank));
      columns_.push_back("top" + std::to_string(rank) + "_p");
    }
    for (const std::string& column : columns_) {
      if (std::find(input_columns.begin(), input_columns.end(), column) != input_columns.end()) {
        throw Error("the input has a column " + column + " already");
      }
    }
  }

  /// The header's bytes: those of the input's columns, then ours.
  void write_header(std::string_view input_header, std::string_view line_end) {
    std::string header(input_header);
    for (const std::string& column : columns_) {
      header += delimiter_;
      header += quote_if_needed(column, delimiter_);
    }
    file_.write(header.append(line_end));
  }

  [[nodiscard]] char delimiter() const override { return delimiter_; }

  void format(const Batch& batch, FormattedBlock& out) const override {
    if (options_.float_precision) {
      format_rows(batch, batch.probabilities_float, out.bytes);
    } else {
      format_rows(batch, batch.probabilities, out.bytes);
    }
  }
  void write(const FormattedBlock& block) override { file_.write(block.bytes); }
  void commit() override { file_.commit(); }

 private:
  template <class Real>
  void format_rows(const Batch& batch, const std::vector<Real>& probabilities,
                   std::string& out) const {
    const std::size_t classes = options_.classes.size();
    std::vector<std::size_t> order(classes);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      out += batch.texts[i];
      if (options_.dominance) {
        append(out, batch.dominance[i]);
      }
      const Real* p = probabilities.data() + i * classes;
      for (std::size_t k = 0; k < classes; ++k) {
        append(out, p[k]);
      }
      if (options_.top != 0) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::partial_sort(
            order.begin(), order.begin() + static_cast<std::ptrdiff_t>(options_.top), order.end(),
            [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
        for (std::size_t rank = 0; rank < options_.top; ++rank) {
          out += delimiter_;
          out += names_[order[rank]];
          append(out, p[order[rank]]);
        }
      }
      out += batch.line_ends[i];
    }
  }

  template <class Real>
  void append(std::string& out, Real value) const {
    std::array<char, max_fixed_width(shortest_digits)> buffer;  // NOLINT: written before read
    out += delimiter_;
    out.append(buffer.data(), write_fixed(buffer.data(), value, options_.digits));
  }

  OutputFile file_;
  char delimiter_;
  SinkOptions options_;
  std::vector<std::string> columns_;
  std::vector<std::string> names_;  // of the classes, as fields
};

}  // namespace tonewheel
