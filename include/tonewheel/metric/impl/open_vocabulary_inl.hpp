#pragma once

#include <algorithm>
#include <bit>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/metric/open_vocabulary.hpp>

namespace tonewheel {

TONEWHEEL_INLINE GroupSets::GroupSets(const Lexicon& lexicon,
                                      std::span<const std::size_t> groupings)
    : lexicon_(&lexicon) {
  std::size_t words = 0;
  for (const std::size_t position : groupings) {
    if (position >= lexicon.groupings().size()) {
      throw Error("groupings: found position " + std::to_string(position) +
                  ", expected one below " + std::to_string(lexicon.groupings().size()));
    }
    const Grouping& grouping = lexicon.groupings()[position];
    const std::size_t size = (grouping.groups.size() + 63) / 64;
    parts_.push_back({&grouping, words, words + size});
    words += size;
  }
  bits_.assign(words, 0);
}

TONEWHEEL_INLINE void GroupSets::clear() noexcept {
  std::fill(bits_.begin(), bits_.end(), 0);
}

TONEWHEEL_INLINE bool GroupSets::add(std::string_view label) {
  const auto surface = lexicon_->find(label);
  if (!surface) {
    return false;
  }
  add(*surface);
  return true;
}

TONEWHEEL_INLINE void GroupSets::add(SurfaceId surface) noexcept {
  for (const Part& part : parts_) {
    const GroupId group = part.grouping->group_of[surface.index()];
    if (group != no_group) {
      bits_[part.first + group.index() / 64] |= std::uint64_t{1} << (group.index() % 64);
    }
  }
}

TONEWHEEL_INLINE SetCounts GroupSets::counts(const GroupSets& prediction,
                                             std::size_t i) const noexcept {
  SetCounts counts;
  for (std::size_t word = parts_[i].first; word < parts_[i].last; ++word) {
    const std::uint64_t truth = bits_[word];
    const std::uint64_t predicted = prediction.bits_[word];
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
      truth_(lexicon, groupings_),
      prediction_(lexicon, groupings_),
      sample_(groupings_.size()) {}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(std::string_view truth,
                                                                     std::string_view prediction) {
  begin_sample();
  for_each_label(truth, [&](std::string_view label) { collect(truth_, label); });
  for_each_label(prediction, [&](std::string_view label) { collect(prediction_, label); });
  return end_sample();
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(
    std::span<const std::string> truth, std::span<const std::string> prediction) {
  begin_sample();
  for (const std::string& label : truth) {
    collect(truth_, label);
  }
  for (const std::string& label : prediction) {
    collect(prediction_, label);
  }
  return end_sample();
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
