#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/distribution/impl/divergence_inl.hpp>
#include <tonewheel/metric/impl/resampling_inl.hpp>
#include <tonewheel/metric/votes/vote_halves.hpp>

namespace tonewheel {

namespace detail {

inline constexpr double most_single_votes = 1U << 20U;

inline void require_halves(std::size_t classes, const VoteHalvesOptions& options) {
  if (classes == 0 || options.splits == 0 || options.splits > 1'000'000) {
    throw Error("halves of the people: found " + std::to_string(classes) + " classes and " +
                std::to_string(options.splits) + " splits, expected at least 1 and 1 to 1000000");
  }
}

/// Whole numbers, at most most_single_votes in all. Throws Error otherwise.
inline std::vector<std::uint32_t> single_votes(std::span<const double> counts) {
  std::vector<std::uint32_t> whole;
  double all = 0;
  for (const double count : counts) {
    if (!(count >= 0 && count <= most_single_votes && count == std::floor(count))) {
      throw Error("halves of the people: found " + number_text(count) +
                  " votes, expected a whole number up to 1048576; of shares it is not known");
    }
    all += count;
    whole.push_back(static_cast<std::uint32_t>(count));
  }
  if (all > most_single_votes) {
    throw Error("halves of the people: found " + number_text(all) +
                " votes on an item, expected at most 1048576");
  }
  return whole;
}

/// How many votes of each class the first half gets: every set of `taken` single votes with the
/// same chance, but for 1 part in 2^32 / votes (selection sampling, Fan, Muller & Rezucha 1962).
inline void deal_votes(std::span<const std::uint32_t> counts, std::uint64_t votes,
                       std::uint64_t taken, std::uint64_t stream, std::span<std::uint32_t> first) {
  // random_bits(stream, 0, place), its first two steps once.
  const std::uint64_t start = mixed_bits(mixed_bits(stream));
  std::uint64_t place = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    std::uint32_t got = 0;
    for (std::uint32_t i = 0; i < counts[k]; ++i, ++place) {
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

}  // namespace detail

inline namespace votes {

TONEWHEEL_INLINE VoteHalves::VoteHalves(std::size_t classes, const VoteHalvesOptions& options) {
  detail::require_halves(classes, options);
  state_.classes = classes;
  state_.options = options;
}

TONEWHEEL_INLINE VoteHalves::VoteHalves(const VoteHalvesState& state) : state_(state) {
  detail::require_halves(state.classes, state.options);
  if (state.infinite > state.n) {
    throw Error("halves of the people: found a state of " + std::to_string(state.infinite) +
                " infinite items, expected at most all " + std::to_string(state.n));
  }
}

TONEWHEEL_INLINE void VoteHalves::add(std::uint64_t item, std::span<const double> counts,
                                      double weight) {
  if (counts.size() != state_.classes || !(weight >= 0 && weight <= 1e100)) {
    throw Error("halves of the people: found votes for " + std::to_string(counts.size()) +
                " classes with weight " + number_text(weight) + ", expected " +
                std::to_string(state_.classes) + " and a weight from 0 to 1e100");
  }
  const std::vector<std::uint32_t> whole = detail::single_votes(counts);
  std::uint64_t votes = 0;
  for (const std::uint32_t each : whole) {
    votes += each;
  }
  if (votes < 2) {
    ++state_.too_few;
    return;
  }
  const std::uint64_t taken = votes / 2;
  std::vector<std::uint32_t> dealt(whole.size());
  std::vector<std::size_t> starts;  // of a class's terms, by its votes in the first half
  std::vector<detail::HalvesTerm> terms;
  for (const std::uint32_t each : whole) {
    starts.push_back(terms.size());
    for (std::uint32_t got = 0; got <= each; ++got) {
      terms.push_back(detail::halves_term(got / static_cast<double>(taken),
                                          (each - got) / static_cast<double>(votes - taken)));
    }
  }
  ExactSum js;
  ExactSum kl;
  bool infinite = false;
  for (std::uint64_t split = 0; split < state_.options.splits; ++split) {
    detail::deal_votes(whole, votes, taken, detail::random_bits(state_.options.seed, item, split),
                       dealt);
    detail::HalvesTerm sum;
    for (std::size_t k = 0; k < whole.size(); ++k) {
      const detail::HalvesTerm& term = terms[starts[k] + dealt[k]];
      sum.js += term.js;
      sum.kl += term.kl;
    }
    js.add(sum.js);
    infinite = infinite || std::isinf(sum.kl);
    if (!infinite) {
      kl.add(sum.kl * 0.5);
    }
  }
  const auto splits = static_cast<double>(state_.options.splits);
  ++state_.n;
  state_.weight.add(weight);
  state_.js.add_product(weight, js.value() / splits);
  if (infinite) {
    ++state_.infinite;
  } else {
    state_.kl.add_product(weight, kl.value() / splits);
  }
}

TONEWHEEL_INLINE void VoteHalves::merge(const VoteHalves& other) {
  if (other.state_.classes != state_.classes || !(other.state_.options == state_.options)) {
    throw Error("halves of the people: found " + std::to_string(other.state_.classes) +
                " classes and " + std::to_string(other.state_.options.splits) +
                " splits to merge, expected " + std::to_string(state_.classes) + " and " +
                std::to_string(state_.options.splits) + " of the same seed");
  }
  const VoteHalvesState added = other.state_;  // it may be this one
  state_.n += added.n;
  state_.too_few += added.too_few;
  state_.infinite += added.infinite;
  state_.weight.merge(added.weight);
  state_.js.merge(added.js);
  state_.kl.merge(added.kl);
}

TONEWHEEL_INLINE double VoteHalves::js() const {
  const double all = state_.weight.value();
  return all > 0 ? state_.js.value() / all : std::numeric_limits<double>::quiet_NaN();
}

TONEWHEEL_INLINE double VoteHalves::kl() const {
  const double all = state_.weight.value();
  return state_.infinite > 0 ? HUGE_VAL
         : all > 0           ? state_.kl.value() / all
                             : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace votes
}  // namespace tonewheel
