#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/affectnet_source.hpp>
#include <tonewheel/dataset/source.hpp>

namespace tonewheel {

TONEWHEEL_INLINE AffectNetSource::AffectNetSource(const std::filesystem::path& path,
                                                  const SourceOptions& options)
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

TONEWHEEL_INLINE std::array<std::string, 4> AffectNetSource::column_names() const {
  return {"valence", "arousal", "dominance", "expression"};
}

TONEWHEEL_INLINE std::vector<std::string> AffectNetSource::columns() const {
  std::vector<std::string> names{"id", "valence", "arousal", "expression"};
  if (has_dominance_) {
    names.emplace_back("dominance");
  }
  return names;
}

TONEWHEEL_INLINE bool AffectNetSource::next(RawBlock& block) {
  block.ids.clear();
  block.first_row = next_ + 1;
  while (next_ < end_ && block.ids.size() < block_rows_) {
    block.ids.push_back(folder_.ids[next_++]);
  }
  block.position = next_ - begin_;
  return !block.ids.empty();
}

TONEWHEEL_INLINE std::vector<RowLabel> AffectNetSource::labels(const RawBlock& block) const {
  std::vector<RowLabel> labels;
  for (std::size_t i = 0; i < block.ids.size(); ++i) {
    const AffectNetItem item = read_affectnet_item(folder_, block.ids[i]);
    labels.push_back({block.first_row + i, item.expression ? item.expression->text : ""});
  }
  return labels;
}

TONEWHEEL_INLINE void AffectNetSource::read(const RawBlock& block, const Annotator& annotator,
                                            const ClassLabels& labels, char delimiter,
                                            Batch& batch) const {
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

TONEWHEEL_INLINE Cell AffectNetSource::cell(const std::optional<NpyScalar>& value) {
  if (!value) {
    return {Fault::missing, std::numeric_limits<double>::quiet_NaN(), {}};
  }
  if (!value->number) {
    return {Fault::unparsable, 0, value->text};
  }
  return {Fault::none, *value->number, value->text};
}

}  // namespace tonewheel
