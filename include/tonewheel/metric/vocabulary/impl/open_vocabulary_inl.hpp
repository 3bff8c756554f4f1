#pragma once

#include <algorithm>
#include <cstdint>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

namespace tonewheel {

namespace detail {

/// Bits [first, last) of a mask.
inline kernel::BitRange bit_range(std::size_t first, std::size_t last) noexcept {
  if (first == last) {
    return {};
  }
  constexpr std::uint64_t all = ~std::uint64_t{0};
  const std::uint64_t from = all << first % 64;
  const std::uint64_t up_to = all >> (63 - (last - 1) % 64);
  const auto word = static_cast<std::uint32_t>(first / 64);
  const auto last_word = static_cast<std::uint32_t>((last - 1) / 64);
  return word == last_word ? kernel::BitRange{word, word, from & up_to, 0}
                           : kernel::BitRange{word, last_word, from, up_to};
}

/// Positions of the groupings whose names and levels a state has.
inline std::vector<GroupingId> kept_groupings(const Lexicon& lexicon, const State& state,
                                              std::string_view kind) {
  StateReader from(state, kind);
  const auto names = from.option<std::vector<std::string>>("groupings");
  const auto levels = from.option<std::vector<std::uint32_t>>("levels");
  from.require(levels.size() == names.size(), "levels", "one a grouping");
  from.require_length("scores", names.size());
  std::vector<GroupingId> positions;
  positions.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    positions.push_back(lexicon.grouping(names[i], static_cast<int>(levels[i])));
  }
  return positions;
}

}  // namespace detail

inline namespace vocabulary {

TONEWHEEL_INLINE GroupMasks::GroupMasks(const Lexicon& lexicon,
                                        std::span<const GroupingId> groupings)
    : lexicon_(&lexicon) {
  // The groupings' bits stand without gaps: a grouping may share words with others.
  std::vector<std::size_t> first_bits;
  std::size_t next = 0;
  for (const GroupingId id : groupings) {
    const Grouping& grouping = lexicon.at(id);
    const bool has_bits = grouping.groups.size() <= widest;
    if (!has_bits) {
      listed_.push_back({ranges_.size(), grouping.group_of});
    }
    const std::size_t size = has_bits ? grouping.groups.size() : 0;
    first_bits.push_back(next);
    ranges_.push_back(detail::bit_range(next, next + size));
    next += size;
  }
  constexpr std::size_t step = kernel::mask_step * 64;
  words_ = std::max<std::size_t>(1, (next + step - 1) / step) * kernel::mask_step;
  bits_.assign(words_ * (lexicon.size() + 1), 0);
  for (std::size_t i = 0; i < groupings.size(); ++i) {
    const Grouping& grouping = lexicon.at(groupings[i]);
    if (grouping.groups.size() > widest) {
      continue;
    }
    for (std::size_t surface = 0; surface < lexicon.size(); ++surface) {
      if (const GroupId group = grouping.group_of[surface]; group != no_group) {
        const std::size_t bit = first_bits[i] + group.index();
        bits_[surface * words_ + bit / 64] |= std::uint64_t{1} << (bit % 64);
      }
    }
  }
}

TONEWHEEL_INLINE GroupSets::GroupSets(std::shared_ptr<const GroupMasks> masks)
    : masks_(std::move(masks)), bits_(masks_->table().words), lists_(masks_->listed().size()) {}

TONEWHEEL_INLINE void GroupSets::clear() noexcept {
  std::fill(bits_.begin(), bits_.end(), 0);
  for (std::vector<GroupId>& list : lists_) {
    list.clear();
  }
}

TONEWHEEL_INLINE bool GroupSets::add(std::string_view label) {
  const auto surface = masks_->lexicon().find(label);
  if (!surface) {
    return false;
  }
  add(*surface);
  return true;
}

TONEWHEEL_INLINE void GroupSets::add(SurfaceId surface) {
  const std::uint64_t* mask = masks_->table().bits + surface.index() * bits_.size();
  for (std::size_t word = 0; word < bits_.size(); ++word) {
    bits_[word] |= mask[word];
  }
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    const GroupId group = masks_->listed()[i].group_of[surface.index()];
    const auto at = std::lower_bound(lists_[i].begin(), lists_[i].end(), group);
    if (group != no_group && (at == lists_[i].end() || *at != group)) {
      lists_[i].insert(at, group);
    }
  }
}

TONEWHEEL_INLINE void GroupSets::counts(const GroupSets& prediction,
                                        std::span<SetCounts> out) const noexcept {
  kernel::set_counts(masks_->table(), bits_.data(), prediction.bits_.data(), out.data(), 1);
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    out[masks_->listed()[i].position] = sorted_set_counts<GroupId>(lists_[i], prediction.lists_[i]);
  }
}

TONEWHEEL_INLINE OpenVocabularyScore::OpenVocabularyScore(const Lexicon& lexicon,
                                                          std::vector<GroupingId> groupings)
    : lexicon_(&lexicon),
      groupings_(std::move(groupings)),
      scores_(groupings_.size()),
      masks_(std::make_shared<GroupMasks>(lexicon, groupings_)),
      lookup_(lexicon),
      sets_(2 * masks_->table().words),
      counts_(groupings_.size()) {}

TONEWHEEL_INLINE OpenVocabularyScore::OpenVocabularyScore(const State& state,
                                                          const Lexicon& lexicon)
    : OpenVocabularyScore(lexicon, detail::kept_groupings(lexicon, state, kind)) {
  StateReader from(state, kind);
  from.require(from.option<std::string>("lexicon") == lexicon.name(), "lexicon",
               [&] { return shown(lexicon.name()) + ", the lexicon given"; });
  const auto content = from.option<std::string>("lexicon_sha256");
  const std::string& given = lexicon.content_sha256();
  from.require(content.empty() || given.empty() || content == given, "lexicon_sha256",
               [&] { return shown(given) + ", that of the lexicon given"; });
  (void)from.option<std::vector<std::string>>("groupings");
  (void)from.option<std::vector<std::uint32_t>>("levels");
  n_ = from.count<std::uint64_t>("n");
  from.require(n_ <= most_exact_count, "n", "at most 2^53 samples");
  scores_ = from.count<std::vector<SetScore>>("scores");
  unknown_ = from.count<OutOfVocabulary>("out_of_vocabulary");
  from.finish();
  for (const SetScore& each : scores_) {
    from.require(each.n() + each.skipped() == n_, "scores", "n samples in each");
  }
}

TONEWHEEL_INLINE State OpenVocabularyScore::state() const {
  std::vector<std::string> names;
  std::vector<std::uint32_t> levels;
  for (const GroupingId id : groupings_) {
    const Grouping& grouping = lexicon_->at(id);
    names.push_back(grouping.name);
    levels.push_back(static_cast<std::uint32_t>(grouping.level));
  }
  return StateWriter(kind)
      .option("lexicon", lexicon_->name())
      .option("lexicon_sha256", lexicon_->content_sha256())
      .option("groupings", names)
      .option("levels", levels)
      .count("n", n_)
      .count("scores", scores_)
      .count("out_of_vocabulary", unknown_)
      .finish();
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(std::string_view truth,
                                                                     std::string_view prediction) {
  lookup_.clear();
  lookup_.add_text(truth);
  lookup_.add_text(prediction);
  return count();
}

template <class Label>
std::span<const SetCounts> OpenVocabularyScore::add_lists(std::span<const Label> truth,
                                                          std::span<const Label> prediction) {
  lookup_.clear();
  lookup_.add_labels(truth);
  lookup_.add_labels(prediction);
  return count();
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(
    std::span<const std::string> truth, std::span<const std::string> prediction) {
  return add_lists(truth, prediction);
}

TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::add(
    std::span<const std::string_view> truth, std::span<const std::string_view> prediction) {
  return add_lists(truth, prediction);
}

/// Counts the samples whose lists stand in the look-up, truth and prediction in turns.
TONEWHEEL_INLINE std::span<const SetCounts> OpenVocabularyScore::count() {
  lookup_.look_up();
  const std::size_t samples = lookup_.ends().size() / 2;
  require_room(n_, samples, "scores: samples", most_exact_count);
  require_room(unknown_.n(), lookup_.labels(), "out of vocabulary: labels");
  n_ += samples;
  unknown_.add_known(lookup_.labels() - lookup_.unknown_labels());
  for (std::size_t i = 0; i < lookup_.unknown_labels(); ++i) {
    unknown_.add(lookup_.unknown_label(i));
  }
  if (counts_.size() < samples * scores_.size()) {
    counts_.resize(samples * scores_.size());
  }
  kernel::sample_set_counts(masks_->table(), lookup_.surfaces().data(), lookup_.ends().data(),
                            samples, sets_.data(), counts_.data());
  for (const GroupMasks::Listed& listed : masks_->listed()) {
    count_listed(listed, std::span(counts_).subspan(listed.position * samples, samples));
  }
  const std::span counts = std::span(std::as_const(counts_)).first(samples * scores_.size());
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    scores_[i].add(counts.subspan(i * samples, samples));
  }
  return counts;
}

/// The samples' counts in a grouping that has no bits.
TONEWHEEL_INLINE void OpenVocabularyScore::count_listed(const GroupMasks::Listed& grouping,
                                                        std::span<SetCounts> counts) {
  const auto ends = lookup_.ends();
  std::size_t start = 0;
  const auto groups_up_to = [&](std::size_t end) {
    const auto surfaces = lookup_.surfaces().subspan(start, end - start);
    start = end;
    return surfaces |
           std::views::filter([this](std::uint32_t id) { return id != lookup_.unknown(); }) |
           std::views::transform([&](std::uint32_t id) { return grouping.group_of[id]; }) |
           std::views::filter([](GroupId group) { return group != no_group; });
  };
  for (std::size_t i = 0; i < counts.size(); ++i) {
    auto truth = groups_up_to(ends[2 * i]);
    auto prediction = groups_up_to(ends[2 * i + 1]);
    counts[i] = list_counter_(truth, prediction);
  }
}

TONEWHEEL_INLINE void OpenVocabularyScore::add_batch(std::span<const std::string_view> truths,
                                                     std::span<const std::string_view> predictions,
                                                     std::span<SetCounts> counts) {
  const std::size_t width = scores_.size();
  if (truths.size() != predictions.size() ||
      (!counts.empty() && counts.size() != truths.size() * width)) {
    throw Error("scores: found " + std::to_string(truths.size()) + " truths, " +
                std::to_string(predictions.size()) + " predictions and room for " +
                std::to_string(counts.size()) +
                " counts, expected as many of each, and counts of " + std::to_string(width) +
                " groupings a sample or none");
  }
  std::size_t first = 0;
  const auto keep_counts = [&](std::span<const SetCounts> block, std::size_t samples) {
    for (std::size_t i = 0; !counts.empty() && i < block.size(); ++i) {
      counts[(first + i % samples) * width + i / samples] = block[i];
    }
    first += samples;
  };
  while (first < truths.size()) {
    std::size_t last = first;
    try {
      lookup_.clear();
      for (; last < truths.size() && !lookup_.full(); ++last) {
        lookup_.add_text(truths[last]);
        lookup_.add_text(predictions[last]);
      }
      lookup_.look_up();
    } catch (const Error&) {
      // One of these is not UTF-8: those before it are counted.
      for (;;) {
        try {
          keep_counts(add(truths[first], predictions[first]), 1);
        } catch (const Error& error) {
          throw Error("scores: sample " + std::to_string(first) + ": " + error.what());
        }
      }
    }
    keep_counts(count(), last - first);
  }
}

TONEWHEEL_INLINE void OpenVocabularyScore::merge(const OpenVocabularyScore& other) {
  if (lexicon_ != other.lexicon_ || groupings_ != other.groupings_) {
    throw Error("merge: found scores of another lexicon or other groupings, expected the same");
  }
  require_room(unknown_.n(), other.unknown_.n(), "out of vocabulary: labels");
  add_count(n_, other.n_, "scores: samples", most_exact_count);
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    scores_[i].merge(other.scores_[i]);
  }
  unknown_.merge(other.unknown_);
}

}  // namespace vocabulary
TONEWHEEL_INLINE std::span<const GroupMasks::Listed> GroupMasks::listed() const noexcept {
  return listed_;
}

TONEWHEEL_INLINE std::span<const GroupingId> OpenVocabularyScore::groupings() const noexcept {
  return groupings_;
}

TONEWHEEL_INLINE std::span<const SetScore> OpenVocabularyScore::scores() const noexcept {
  return scores_;
}

}  // namespace tonewheel
