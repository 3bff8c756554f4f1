#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <system_error>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/reward/step_score.hpp>

namespace tonewheel {

namespace detail {

inline constexpr UnitMeans<2>::Names step_score_names{"recognition", "reasoning"};

/// Takes a whole number off the front of the text; nothing where there is none of 64 bits.
inline std::optional<std::uint64_t> take_whole(std::string_view& text) noexcept {
  std::uint64_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace detail

inline namespace reward {

TONEWHEEL_INLINE std::vector<double> parse_step_credits(std::string_view text) {
  constexpr std::string_view open = "<score>";
  const std::size_t from = text.find(open);
  const std::size_t to =
      from == std::string_view::npos ? from : text.find("</score>", from + open.size());
  if (to == std::string_view::npos) {
    return {};
  }
  std::vector<double> credits;
  text = text.substr(from + open.size(), to - from - open.size());
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':')) {
    text.remove_prefix(colon + 1);
    const std::size_t blanks = std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size());
    std::string_view rest = text.substr(blanks);
    const auto part = detail::take_whole(rest);
    if (!part || !rest.starts_with('/')) {
      continue;
    }
    rest.remove_prefix(1);
    const auto whole = detail::take_whole(rest);
    if (!whole) {
      continue;
    }
    if (*part > *whole && *whole != 0) {
      throw Error("step score: found " + std::to_string(*part) + "/" + std::to_string(*whole) +
                  ", expected no more than 1");
    }
    credits.push_back(*whole == 0 ? 0 : static_cast<double>(*part) / static_cast<double>(*whole));
    text = rest;
  }
  return credits;
}

TONEWHEEL_INLINE StepScore::StepScore(const State& state) {
  StateReader from(state, kind);
  means_ = UnitMeans<2>(from, detail::step_score_names);
  steps_ = from.count<std::uint64_t>("steps");
  from.finish();
  from.require(n() == 0 ? steps_ == 0 : steps_ >= n(), "steps", "at least one a sample");
  from.require(means_.sum(1).at_most(std::min(n(), steps_ - n())), "reasoning",
               "at most one a sample of several steps");
}

TONEWHEEL_INLINE State StepScore::state() const {
  StateWriter to(kind);
  means_.write(to, detail::step_score_names);
  return to.count("steps", steps_).finish();
}

TONEWHEEL_INLINE void StepScore::add(std::span<const double> credits) {
  UnitSum before;
  for (const double credit : credits) {
    if (!(credit >= 0 && credit <= 1)) {
      throw Error("step score: found credit " + number_text(credit) +
                  ", expected a number in [0, 1]");
    }
  }
  if (credits.empty()) {
    means_.skip();
    return;
  }
  for (const double credit : credits.first(credits.size() - 1)) {
    before.add(credit);
  }
  require_room(steps_, credits.size(), "step score: steps");
  means_.add({credits.back(), before.over(credits.size() - 1)});
  steps_ += credits.size();
}

TONEWHEEL_INLINE void StepScore::merge(const StepScore& other) {
  require_room(steps_, other.steps_, "step score: steps");
  means_.merge(other.means_);
  steps_ += other.steps_;
}

TONEWHEEL_INLINE double StepScore::recognition() const noexcept {
  return means_.mean(0);
}

TONEWHEEL_INLINE double StepScore::reasoning() const noexcept {
  return means_.mean(1);
}

TONEWHEEL_INLINE double StepScore::chain_of_thought(double share) const {
  if (!(share >= 0 && share <= 1)) {
    throw Error("step score: found share " + number_text(share) + ", expected a number in [0, 1]");
  }
  return share * recognition() + (1 - share) * reasoning();
}

TONEWHEEL_INLINE double StepScore::mean_steps() const noexcept {
  return n() == 0 ? 0 : static_cast<double>(steps_) / static_cast<double>(n());
}

}  // namespace reward
}  // namespace tonewheel
