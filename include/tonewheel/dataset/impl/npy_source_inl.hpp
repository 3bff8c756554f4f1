#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/npy_reader.hpp>
#include <tonewheel/dataset/npy_source.hpp>
#include <tonewheel/dataset/source.hpp>

namespace tonewheel {

TONEWHEEL_INLINE NpySource::NpySource(const std::filesystem::path& path,
                                      const SourceOptions& options)
    : name_(path == "-" ? "standard input" : path.string()),
      reader_(path),
      order_(options.scale.order().begin(), options.scale.order().end()),
      wants_dominance_(options.wants_dominance),
      block_rows_(options.block_rows) {
  if (reader_.header().shape.size() != 2 || (reader_.columns() != 2 && reader_.columns() != 3)) {
    std::string shape;
    for (const std::uint64_t extent : reader_.header().shape) {
      shape += (shape.empty() ? "" : " x ") + std::to_string(extent);
    }
    throw Error({name_, 0, {}}, "an array of shape " + shape + ", expected N x 2 or N x 3");
  }
  if (reader_.columns() == 2) {
    std::erase(order_, Axis::dominance);
  }
  if (options.wants_label) {
    throw Error({name_, 0, {}}, "an array has no labels, expected a table or an AffectNet folder");
  }
  if (!options.shard.whole() && reader_.is_stream()) {
    throw Error({name_, 0, {}}, "cannot be split into shards: expected a file, found a pipe");
  }
  std::tie(next_, end_) = options.shard.part(reader_.rows());
  begin_ = next_;
}

TONEWHEEL_INLINE std::array<std::string, 4> NpySource::column_names() const {
  std::array<std::string, 4> names{"valence", "arousal", "dominance", ""};
  return names;
}

TONEWHEEL_INLINE bool NpySource::has_dominance() const {
  return order_.size() == 3 && wants_dominance_;
}

TONEWHEEL_INLINE std::vector<std::string> NpySource::guesses() const {
  std::string order;
  for (const Axis axis : order_) {
    order += (order.empty() ? "" : ", ") + std::string(tonewheel::name(axis));
  }
  return {"columns = " + order};
}

TONEWHEEL_INLINE std::vector<std::string> NpySource::columns() const {
  std::vector<std::string> names;
  names.reserve(order_.size());
  for (const Axis axis : order_) {
    names.emplace_back(tonewheel::name(axis));
  }
  return names;
}

TONEWHEEL_INLINE bool NpySource::next(RawBlock& block) {
  const std::size_t count =
      static_cast<std::size_t>(std::min<std::uint64_t>(block_rows_, end_ - next_));
  block.first_row = next_ + 1;
  block.values.resize(count * order_.size());
  if (count == 0) {
    return false;
  }
  reader_.read_rows(next_, block.values);
  next_ += count;
  block.position = next_ - begin_;
  return true;
}

TONEWHEEL_INLINE void NpySource::read(const RawBlock& block, const Annotator& annotator,
                                      const ClassLabels&, char delimiter, Batch& batch) const {
  std::vector<std::size_t> starts;
  const std::size_t columns = order_.size();
  for (std::size_t i = 0; i * columns < block.values.size(); ++i) {
    RawRow row;
    row.row = block.first_row + i;
    for (std::size_t c = 0; c < columns; ++c) {
      row.axes[static_cast<std::size_t>(order_[c])].value = block.values[i * columns + c];
    }
    if (!annotator.admit(batch, row) || delimiter == 0) {
      continue;
    }
    starts.push_back(batch.text.size());
    for (std::size_t c = 0; c < columns; ++c) {
      if (c != 0) {
        batch.text += delimiter;
      }
      append_number(batch.text, block.values[i * columns + c]);
    }
  }
  starts.push_back(batch.text.size());
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    batch.texts.push_back(
        std::string_view(batch.text).substr(starts[i], starts[i + 1] - starts[i]));
    batch.line_ends.emplace_back("\n");
  }
}

TONEWHEEL_INLINE void NpySource::append_number(std::string& out, double value) const {
  std::array<char, max_fixed_width(shortest_digits)> buffer{};
  const char* const start = buffer.data();
  const char* const end =
      reader_.header().type.kind == 'f' && reader_.header().type.size == 4
          ? write_fixed(buffer.data(), static_cast<float>(value), shortest_digits)
          : write_fixed(buffer.data(), value, shortest_digits);
  out.append(start, end);
}

}  // namespace tonewheel
