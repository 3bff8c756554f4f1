#pragma once

#include <algorithm>
#include <bit>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/metric/open_vocabulary.hpp>

namespace tonewheel {

TONEWHEEL_INLINE GroupMasks::GroupMasks(const Lexicon& lexicon,
                                        std::span<const std::size_t> groupings)
    : lexicon_(&lexicon) {
  std::size_t next = 0;  // free bit
  std::vector<std::size_t> first_bits;
  for (const std::size_t position : groupings) {
    if (position >= lexicon.groupings().size()) {
      throw Error("groupings: found position " + std::to_string(position) +
                  ", expected one below " + std::to_string(lexicon.groupings().size()));
    }
    const std::size_t size = lexicon.groupings()[position].groups.size();
    if (next % 64 + size > 64) {
      next = (next + 63) / 64 * 64;
    }
    first_bits.push_back(next);
    Part part{next / 64, (next + size + 63) / 64};
    if (size > 0 && size < 64) {
      part.bits = ((std::uint64_t{1} << size) - 1) << (next % 64);
    }
    parts_.push_back(part);
    next += size <= 64 ? size : (size + 63) / 64 * 64;
  }
  words_ = (next + 63) / 64;
  bits_.assign(words_ * lexicon.size(), 0);
  for (std::size_t i = 0; i < groupings.size(); ++i) {
    const Grouping& grouping = lexicon.groupings()[groupings[i]];
    for (std::size_t surface = 0; surface < lexicon.size(); ++surface) {
      if (const GroupId group = grouping.group_of[surface]; group != no_group) {
        const std::size_t bit = first_bits[i] + group.index();
        bits_[surface * words_ + bit / 64] |= std::uint64_t{1} << (bit % 64);
      }
    }
  }
}

TONEWHEEL_INLINE GroupSets::GroupSets(std::shared_ptr<const GroupMasks> masks)
    : masks_(std::move(masks)), bits_(masks_->words()) {}

TONEWHEEL_INLINE void GroupSets::clear() noexcept {
  std::fill(bits_.begin(), bits_.end(), 0);
}

TONEWHEEL_INLINE bool GroupSets::add(std::string_view label) {
  const auto surface = masks_->lexicon().find(label);
  if (!surface) {
    return false;
  }
  add(*surface);
  return true;
}

TONEWHEEL_INLINE void GroupSets::add(SurfaceId surface) noexcept {
  const std::span<const std::uint64_t> mask = masks_->mask(surface);
  for (std::size_t word = 0; word < mask.size(); ++word) {
    bits_[word] |= mask[word];
  }
}

TONEWHEEL_INLINE SetCounts GroupSets::counts(const GroupSets& prediction,
                                             std::size_t i) const noexcept {
  const GroupMasks::Part& part = masks_->parts()[i];
  SetCounts counts;
  for (std::size_t word = part.first; word < part.last; ++word) {
    const std::uint64_t truth = bits_[word] & part.bits;
    const std::uint64_t predicted = prediction.bits_[word] & part.bits;
    counts.truth += static_cast<std::uint32_t>(std::popcount(truth));
    counts.prediction += static_cast<std::uint32_t>(std::popcount(predicted));
    counts.common += static_cast<std::uint32_t>(std::popcount(truth & predicted));
  }
  return counts;
}

TONEWHEEL_INLINE OpenVocabularyScore::OpenVocabularyScore(const Lexicon& lexicon,
                                                          std::vector<std::size_t> groupings)
    : lexicon_(&lexicon),
      groupings_(std::move(groupings)),
      scores_(groupings_.size()),
      masks_(std::make_shared<GroupMasks>(lexicon, groupings_)),
      truth_(masks_),
      prediction_(masks_),
      sample_(groupings_.size()) {}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(std::string_view truth,
                                                                     std::string_view prediction) {
  begin_sample();
  for_each_label(truth, [&](std::string_view label) { collect(truth_, label); });
  for_each_label(prediction, [&](std::string_view label) { collect(prediction_, label); });
  return end_sample();
}

template <class Label>
std::span<const SetCounts> OpenVocabularyScore::add_lists(std::span<const Label> truth,
                                                          std::span<const Label> prediction) {
  begin_sample();
  for (const std::string_view label : truth) {
    collect(truth_, label);
  }
  for (const std::string_view label : prediction) {
    collect(prediction_, label);
  }
  return end_sample();
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(
    std::span<const std::string> truth, std::span<const std::string> prediction) {
  return add_lists(truth, prediction);
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(
    std::span<const std::string_view> truth, std::span<const std::string_view> prediction) {
  return add_lists(truth, prediction);
}

TONEWHEEL_INLINE void OpenVocabularyScore::begin_sample() {
  truth_.clear();
  prediction_.clear();
  known_ = 0;
  unknown_in_sample_ = 0;
}

TONEWHEEL_INLINE void OpenVocabularyScore::collect(GroupSets& set, std::string_view label) {
  fold_into(folded_, label, lexicon_->tables().folding);
  if (const auto surface = lexicon_->find_folded(folded_)) {
    set.add(*surface);
    ++known_;
    return;
  }
  if (unknown_in_sample_ == labels_.size()) {
    labels_.emplace_back();
  }
  labels_[unknown_in_sample_++] = folded_;
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::end_sample() {
  unknown_.add_known(known_);
  for (std::size_t i = 0; i < unknown_in_sample_; ++i) {
    unknown_.add(labels_[i]);
  }
  for (std::size_t i = 0; i < groupings_.size(); ++i) {
    sample_[i] = truth_.counts(prediction_, i);
    scores_[i].add(sample_[i]);
  }
  return sample_;
}

TONEWHEEL_INLINE void OpenVocabularyScore::merge(const OpenVocabularyScore& other) {
  if (lexicon_ != other.lexicon_ || groupings_ != other.groupings_) {
    throw Error("merge: found scores of another lexicon or other groupings, expected the same");
  }
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    scores_[i].merge(other.scores_[i]);
  }
  unknown_.merge(other.unknown_);
}

}  // namespace tonewheel
