#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>
#include <tonewheel/dataset/npy_reader.hpp>
#include <tonewheel/dataset/source.hpp>

namespace tonewheel {

/// A .npy array of N x 2 (valence, arousal) or N x 3, its columns in the order of the scale.
class NpySource final : public Source {
 public:
  /// Opens the file; throws Error if its shape does not fit.
  NpySource(const std::filesystem::path& path, const SourceOptions& options);

  [[nodiscard]] std::array<std::string, 4> column_names() const override;
  /// Whether the third column is there.
  [[nodiscard]] bool has_dominance() const override;
  /// The file, for messages.
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::vector<std::string> guesses() const override;
  [[nodiscard]] std::vector<std::string> columns() const override;
  [[nodiscard]] std::optional<std::uint64_t> total() const override { return end_ - begin_; }
  [[nodiscard]] std::vector<RowLabel> labels(const RawBlock&) const override { return {}; }

  bool next(RawBlock& block) override;

  void read(const RawBlock& block, const Annotator& annotator, const ClassLabels&, char delimiter,
            Batch& batch) const override;

 private:
  /// As stored: the shortest text that reads back to the element.
  void append_number(std::string& out, double value) const;

  std::string name_;
  NpyReader reader_;
  std::vector<Axis> order_;
  bool wants_dominance_;
  std::size_t block_rows_;
  std::uint64_t begin_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/npy_source_inl.hpp>
#endif
