#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/source.hpp>

namespace tonewheel {

/// AffectNet as a folder of one file a value (dataset/affectnet.hpp). A row is an image; as
/// delimited text it is id, valence, arousal, expression, and dominance where the first image has
/// one.
class AffectNetSource final : public Source {
 public:
  AffectNetSource(const std::filesystem::path& path, const SourceOptions& options)
      : name_(path.string()),
        folder_(list_affectnet(path)),
        wants_label_(options.wants_label),
        block_rows_(std::min<std::size_t>(options.block_rows, 256)) {
    has_dominance_ = options.wants_dominance &&
                     read_affectnet_item(folder_, folder_.ids.front()).dominance.has_value();
    const auto [begin, end] = options.shard.part(folder_.ids.size());
    begin_ = begin;
    next_ = begin;
    end_ = end;
  }

  [[nodiscard]] std::array<std::string, 4> column_names() const override {
    return {"valence", "arousal", "dominance", "expression"};
  }
  [[nodiscard]] bool has_dominance() const override { return has_dominance_; }
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] bool affectnet_codes() const override { return true; }
  [[nodiscard]] std::vector<std::string> columns() const override {
    std::vector<std::string> names{"id", "valence", "arousal", "expression"};
    if (has_dominance_) {
      names.emplace_back("dominance");
    }
    return names;
  }
  [[nodiscard]] std::optional<std::uint64_t> total() const override { return end_ - begin_; }

  bool next(RawBlock& block) override {
    block.ids.clear();
    block.first_row = next_ + 1;
    while (next_ < end_ && block.ids.size() < block_rows_) {
      block.ids.push_back(folder_.ids[next_++]);
    }
    block.position = next_ - begin_;
    return !block.ids.empty();
  }

  [[nodiscard]] std::vector<RowLabel> labels(const RawBlock& block) const override {
    std::vector<RowLabel> labels;
    for (std::size_t i = 0; i < block.ids.size(); ++i) {
      const AffectNetItem item = read_affectnet_item(folder_, block.ids[i]);
      labels.push_back({block.first_row + i, item.expression ? item.expression->text : ""});
    }
    return labels;
  }

  void read(const RawBlock& block, const Annotator& annotator, const ClassLabels& labels,
            char delimiter, Batch& batch) const override {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < block.ids.size(); ++i) {
      const AffectNetItem item = read_affectnet_item(folder_, block.ids[i]);
      RawRow row;
      row.row = block.first_row + i;
      row.axes[0] = cell(item.valence);
      row.axes[1] = cell(item.arousal);
      row.axes[2] = cell(item.dominance);
      if (wants_label_) {
        const auto found = item.expression ? labels.find(item.expression->text) : std::nullopt;
        row.label = {found             ? Fault::none
                     : item.expression ? Fault::unknown_label
                                       : Fault::missing,
                     static_cast<double>(found.value_or(0)),
                     item.expression ? std::string_view(item.expression->text) : ""};
      }
      if (!annotator.admit(batch, row)) {
        continue;
      }
      starts.push_back(batch.text.size());
      batch.text += block.ids[i];
      if (delimiter != 0) {
        for (const auto& value : {item.valence, item.arousal, item.expression}) {
          batch.text += delimiter;
          batch.text += value ? value->text : "";
        }
        if (has_dominance_) {
          batch.text += delimiter;
          batch.text += item.dominance ? item.dominance->text : "";
        }
      }
    }
    starts.push_back(batch.text.size());
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
      batch.texts.push_back(
          std::string_view(batch.text).substr(starts[i], starts[i + 1] - starts[i]));
      batch.line_ends.emplace_back("\n");
    }
  }

 private:
  static Cell cell(const std::optional<NpyScalar>& value) {
    if (!value) {
      return {Fault::missing, std::numeric_limits<double>::quiet_NaN(), {}};
    }
    if (!value->number) {
      return {Fault::unparsable, 0, value->text};
    }
    return {Fault::none, *value->number, value->text};
  }

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
