#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/impl/divergence_inl.hpp>
#include <tonewheel/metric/impl/resampling_inl.hpp>
#include <tonewheel/metric/votes/impl/hypergeometric_inl.hpp>
#include <tonewheel/metric/votes/vote_halves.hpp>

namespace tonewheel {

namespace detail {

/// Items of more votes are not halved: nobody counts so many people, and a double would soon not.
inline constexpr double most_votes = 0x1p40;
/// Up to here single votes are dealt one by one.
inline constexpr double most_single_votes = 1024;

inline void require_halves(std::size_t classes, const VoteHalvesOptions& options) {
  if (classes == 0 || options.splits == 0 || options.splits > 1'000'000) {
    throw Error("halves of the people: found " + std::to_string(classes) + " classes and " +
                std::to_string(options.splits) + " splits, expected at least 1 and 1 to 1000000");
  }
}

/// The sum of whole numbers. Throws Error on others and on more than most_votes in all.
inline double counted_votes(std::span<const double> counts) {
  double all = 0;
  for (const double count : counts) {
    if (!(count >= 0 && std::isfinite(count) && count == std::floor(count))) {
      throw Error("halves of the people: found " + number_text(count) +
                  " votes, expected a whole number of people; of shares it is not known "
                  "(--votes-are shares)");
    }
    all += count;
  }
  if (all > most_votes) {
    throw Error(
        "halves of the people: found " + number_text(all) +
        " votes on an item, expected at most 1099511627776 people (--votes-are shares takes "
        "votes as shares)");
  }
  return all;
}

/// How many votes of each class the first half gets, few votes: every set of `taken` single votes
/// with the same chance, but for 1 part in 2^32 / votes (selection sampling, Fan, Muller &
/// Rezucha 1962).
inline void deal_votes(std::span<const double> counts, std::uint64_t votes, std::uint64_t taken,
                       std::uint64_t stream, std::span<std::uint32_t> first) {
  // random_bits(stream, 0, place), its first two steps once.
  const std::uint64_t start = mixed_bits(mixed_bits(stream));
  std::uint64_t place = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    std::uint32_t got = 0;
    for (double i = 0; i < counts[k]; i += 1, ++place) {
      const std::uint64_t among = ((mixed_bits(start ^ place) >> 32U) * (votes - place)) >> 32U;
      const std::uint32_t in = among < taken ? 1 : 0;
      got += in;
      taken -= in;
    }
    first[k] = got;
  }
}

/// One class's parts in the divergences of two halves, for any number of its votes in the first.
struct HalvesTerm {
  double js = 0;
  double kl = 0;  ///< of both directions together
};

inline HalvesTerm halves_term(double first, double second) {
  if (first == second) {
    return {};
  }
  return {js_term(first, second), first == 0 || second == 0
                                      ? HUGE_VAL
                                      : (first - second) * distribution_log_ratio(first, second)};
}

/// Splits of an item of few votes: terms of all numbers of votes that a half may get are kept.
class FewVotes {
 public:
  FewVotes(std::span<const double> counts, double votes)
      : counts_(counts),
        votes_(static_cast<std::uint64_t>(votes)),
        taken_(votes_ / 2),
        dealt_(counts.size()) {
    const auto taken = static_cast<double>(taken_);
    for (const double each : counts) {
      starts_.push_back(terms_.size());
      const auto most = static_cast<std::uint64_t>(each);
      for (std::uint64_t i = 0; i <= most; ++i) {
        const auto got = static_cast<double>(i);
        terms_.push_back(halves_term(got / taken, (each - got) / (votes - taken)));
      }
    }
  }
  HalvesTerm operator()(std::uint64_t stream) {
    deal_votes(counts_, votes_, taken_, stream, dealt_);
    HalvesTerm sum;
    for (std::size_t k = 0; k < dealt_.size(); ++k) {
      const HalvesTerm& term = terms_[starts_[k] + dealt_[k]];
      sum.js += term.js;
      sum.kl += term.kl;
    }
    return sum;
  }

 private:
  std::span<const double> counts_;
  std::uint64_t votes_;
  std::uint64_t taken_;
  std::vector<std::uint32_t> dealt_;
  std::vector<std::size_t> starts_;  ///< of a class's terms, by its votes in the first half
  std::vector<HalvesTerm> terms_;
};

/// A split of an item of many votes: how many of each class the first half gets is drawn class by
/// class, which is as if single votes were dealt, at a cost that does not grow with them.
inline HalvesTerm split_many(std::span<const double> counts, double votes, std::uint64_t stream) {
  const double taken = std::floor(votes / 2);
  RandomStream random(stream);
  HalvesTerm sum;
  double left = votes;
  double open = taken;
  for (const double count : counts) {
    left -= count;
    const double got = draw_hypergeometric(count, left, open, random);
    open -= got;
    const HalvesTerm term = halves_term(got / taken, (count - got) / (votes - taken));
    sum.js += term.js;
    sum.kl += term.kl;
  }
  return sum;
}

}  // namespace detail

inline namespace votes {

TONEWHEEL_INLINE VoteHalves::VoteHalves(std::size_t classes, const VoteHalvesOptions& options)
    : classes_(classes), options_(options) {
  detail::require_halves(classes, options);
}

TONEWHEEL_INLINE VoteHalves::VoteHalves(const State& state) {
  StateReader from(state, kind);
  classes_ = from.option<std::size_t>("classes");
  options_.splits = from.option<std::uint64_t>("splits");
  options_.seed = from.option<std::uint64_t>("seed");
  n_ = from.count<std::uint64_t>("n");
  too_few_ = from.count<std::uint64_t>("too_few");
  infinite_ = from.count<std::uint64_t>("infinite");
  from.require(infinite_ <= n_, "infinite", "at most n");
  weight_ = detail::read_sum(from, "weight", n_, detail::SumOf::sizes);
  js_ = detail::read_sum(from, "js", n_, detail::SumOf::numbers);
  kl_ = detail::read_sum(from, "kl", n_ - infinite_, detail::SumOf::numbers);
  from.finish();
  detail::require_halves(classes_, options_);
}

TONEWHEEL_INLINE State VoteHalves::state() const {
  return StateWriter(kind)
      .option("classes", classes_)
      .option("splits", options_.splits)
      .option("seed", options_.seed)
      .count("n", n_)
      .count("too_few", too_few_)
      .count("infinite", infinite_)
      .count("weight", weight_)
      .count("js", js_)
      .count("kl", kl_)
      .finish();
}

TONEWHEEL_INLINE void VoteHalves::add(std::uint64_t item, std::span<const double> counts,
                                      double weight) {
  if (counts.size() != classes_ || !(weight >= 0 && weight <= 1e100)) {
    throw Error("halves of the people: found votes for " + std::to_string(counts.size()) +
                " classes with weight " + number_text(weight) + ", expected " +
                std::to_string(classes_) + " and a weight from 0 to 1e100");
  }
  const double votes = detail::counted_votes(counts);
  if (votes < 2) {
    add_count(too_few_, 1, "halves of the people: items left out");
    return;
  }
  std::optional<detail::FewVotes> few;
  if (votes <= detail::most_single_votes) {
    few.emplace(counts, votes);
  }
  ExactSum js;
  ExactSum kl;
  bool infinite = false;
  for (std::uint64_t split = 0; split < options_.splits; ++split) {
    const std::uint64_t stream = detail::random_bits(options_.seed, item, split);
    const detail::HalvesTerm sum = few ? (*few)(stream) : detail::split_many(counts, votes, stream);
    js.add(sum.js);
    infinite = infinite || std::isinf(sum.kl);
    if (!infinite) {
      kl.add(sum.kl * 0.5);
    }
  }
  const auto splits = static_cast<double>(options_.splits);
  add_count(n_, 1, "halves of the people: items");
  weight_.add(weight);
  js_.add_product(weight, js.value() / splits);
  if (infinite) {
    ++infinite_;
  } else {
    kl_.add_product(weight, kl.value() / splits);
  }
}

TONEWHEEL_INLINE void VoteHalves::merge(const VoteHalves& other) {
  if (other.classes_ != classes_ || !(other.options_ == options_)) {
    throw Error("halves of the people: found " + std::to_string(other.classes_) + " classes and " +
                std::to_string(other.options_.splits) + " splits to merge, expected " +
                std::to_string(classes_) + " and " + std::to_string(options_.splits) +
                " of the same seed");
  }
  add_counts({{n_, other.n_}, {too_few_, other.too_few_}}, "halves of the people: items");
  infinite_ += other.infinite_;
  weight_.merge(other.weight_);
  js_.merge(other.js_);
  kl_.merge(other.kl_);
}

TONEWHEEL_INLINE double VoteHalves::js() const {
  const double all = weight_.value();
  return all > 0 ? js_.value() / all : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE double VoteHalves::kl() const {
  const double all = weight_.value();
  return infinite_ > 0 ? HUGE_VAL
         : all > 0     ? kl_.value() / all
                       : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace votes
}  // namespace tonewheel
