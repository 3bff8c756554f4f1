#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/source.hpp>

namespace tonewheel {

/// AffectNet as a folder of one file a value (dataset/affectnet.hpp). A row is an image; as
/// delimited text it is id, valence, arousal, expression, and dominance where the first image has
/// one.
class AffectNetSource final : public Source {
 public:
  /// Opens the folder; throws Error if a part is missing.
  AffectNetSource(const std::filesystem::path& path, const SourceOptions& options);

  [[nodiscard]] std::array<std::string, 4> column_names() const override;
  /// Whether the rows have a dominance.
  [[nodiscard]] bool has_dominance() const override { return has_dominance_; }
  /// The folder, for messages.
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] bool affectnet_codes() const override { return true; }
  [[nodiscard]] std::vector<std::string> columns() const override;
  [[nodiscard]] std::optional<std::uint64_t> total() const override { return end_ - begin_; }

  bool next(RawBlock& block) override;

  [[nodiscard]] std::vector<RowLabel> labels(const RawBlock& block) const override;

  void read(const RawBlock& block, const Annotator& annotator, const ClassLabels& labels,
            char delimiter, Batch& batch) const override;

 private:
  static Cell cell(const std::optional<NpyScalar>& value);

  std::string name_;
  AffectNetFolder folder_;
  bool wants_label_;
  bool has_dominance_ = false;
  std::size_t block_rows_;
  std::uint64_t begin_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/affectnet_source_inl.hpp>
#endif
