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

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/csv_sink.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/sink.hpp>

namespace tonewheel {

TONEWHEEL_INLINE CsvSink::CsvSink(const std::filesystem::path& path, char delimiter,
                                  SinkOptions options,
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
  for (std::string& column : options_.doubt.names()) {
    columns_.push_back(std::move(column));
  }
  for (const std::string& column : columns_) {
    if (std::find(input_columns.begin(), input_columns.end(), column) != input_columns.end()) {
      throw Error("the input has a column " + column + " already");
    }
  }
}

TONEWHEEL_INLINE void CsvSink::write_header(std::string_view input_header,
                                            std::string_view line_end) {
  std::string header(input_header);
  for (const std::string& column : columns_) {
    header += delimiter_;
    header += quote_if_needed(column, delimiter_);
  }
  file_.write(header.append(line_end));
}

TONEWHEEL_INLINE void CsvSink::format(const Batch& batch, FormattedBlock& out) const {
  if (options_.float_precision) {
    format_rows(batch, batch.probabilities_float, out.bytes);
  } else {
    format_rows(batch, batch.probabilities, out.bytes);
  }
}

template <class Real>
void CsvSink::format_rows(const Batch& batch, const std::vector<Real>& probabilities,
                          ByteBuffer& out) const {
  const std::size_t classes = options_.classes.size();
  const std::size_t doubts = options_.doubt.count();
  const std::size_t numbers = (options_.dominance ? 1 : 0) + classes + options_.top + doubts;
  std::size_t own_width = numbers * (1 + max_fixed_width(options_.digits));
  for (const std::string& name : names_) {
    own_width += options_.top != 0 ? 1 + name.size() : 0;
  }
  std::vector<std::size_t> order(classes);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const std::string_view text = batch.texts[i];
    char* end = out.room(text.size() + own_width + batch.line_ends[i].size());
    end = put(end, text);
    if (options_.dominance) {
      end = put_cells(end, std::span(&batch.dominance[i], 1));
    }
    const std::span<const Real> p(probabilities.data() + i * classes, classes);
    end = put_cells(end, p);
    if (options_.top != 0) {
      end = put_likeliest(end, p, order);
    }
    if (doubts != 0) {
      end = put_cells(end, std::span(&batch.doubt[i * doubts], doubts));
    }
    out.end_at(put(end, batch.line_ends[i]));
  }
}

template <class Real>
char* CsvSink::put_likeliest(char* end, std::span<const Real> p,
                             std::vector<std::size_t>& order) const {
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::partial_sort(
      order.begin(), order.begin() + static_cast<std::ptrdiff_t>(options_.top), order.end(),
      [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
  for (std::size_t rank = 0; rank < options_.top; ++rank) {
    *end++ = delimiter_;
    end = put(end, names_[order[rank]]);
    end = put_cells(end, p.subspan(order[rank], 1));
  }
  return end;
}

template <class Real>
char* CsvSink::put_cells(char* end, std::span<const Real> values) const {
  return write_fixed_cells(end, values, delimiter_, options_.digits);
}

TONEWHEEL_INLINE char* CsvSink::put(char* end, std::string_view bytes) noexcept {
  return std::copy(bytes.begin(), bytes.end(), end);
}

}  // namespace tonewheel
