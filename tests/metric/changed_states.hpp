#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>

namespace support {

/// Other values of the same kind as one of a state: what a damaged file or another program's
/// mistake would have in its place.
inline std::vector<tonewheel::StateValue> other_values(const tonewheel::StateValue& value) {
  using tonewheel::StateValue;
  std::vector<StateValue> others;
  if (const bool* flag = value.as<bool>()) {
    others.emplace_back(!*flag);
  } else if (const auto* count = value.as<std::uint64_t>()) {
    constexpr std::uint64_t most = ~std::uint64_t{0};
    for (const std::uint64_t other :
         {std::uint64_t{0}, *count + 1, (std::uint64_t{1} << 53U) + 1, most - 1, most}) {
      if (other != *count) {
        others.emplace_back(other);
      }
    }
  } else if (const auto* text = value.as<std::string>()) {
    // Sums, sums of numbers in [0, 1], numbers; of words all of these are refused.
    for (const char* other : {"0", "1p0", "-1p0", "1p200", "-1p1600", "1p-1800", "inf", "nan",
                              "0.8000000000000000", "ffffffffffffffff.ffffffffffffffff", "0x1p+0",
                              "-0x1p+0", "0x1p+1000", "0x0p+0", "joy", ""}) {
      if (other != *text) {
        others.emplace_back(other);
      }
    }
  }
  return others;
}

/// Calls consume(changed value) for each change of one value inside of it; of lists the first few
/// are changed, and the list itself is made shorter, longer and empty.
inline void for_each_change(const tonewheel::StateValue& value,
                            const std::function<void(tonewheel::StateValue)>& consume) {
  using tonewheel::StateValue;
  constexpr std::size_t few = 2;
  if (const auto* list = value.as<StateValue::List>()) {
    for (std::size_t i = 0; i < list->size() && i < few; ++i) {
      for_each_change((*list)[i], [&](StateValue other) {
        StateValue::List changed = *list;
        changed[i] = std::move(other);
        consume(std::move(changed));
      });
    }
    if (!list->empty()) {
      StateValue::List longer = *list;
      longer.push_back(list->back());
      consume(std::move(longer));
      consume(StateValue::List(list->begin(), list->end() - 1));
      consume(StateValue::List{});
    }
    return;
  }
  if (const auto* object = value.as<StateValue::Object>()) {
    for (const auto& [name, member] : *object) {
      for_each_change(member, [&, key = name](StateValue other) {
        StateValue::Object changed = *object;
        changed[key] = std::move(other);
        consume(std::move(changed));
      });
    }
    return;
  }
  for (StateValue& other : other_values(value)) {
    consume(std::move(other));
  }
}

/// The texts of states of which one value is another, each with the SHA-256 of what it says: only
/// the accumulator can refuse them.
inline std::vector<std::string> changed_states(const tonewheel::State& state) {
  using tonewheel::State;
  std::vector<std::string> texts;
  for_each_change(state.options(), [&](tonewheel::StateValue changed) {
    texts.push_back(
        State(state.kind(), *changed.as<tonewheel::StateValue::Object>(), state.counts()).text());
  });
  for_each_change(state.counts(), [&](tonewheel::StateValue changed) {
    texts.push_back(
        State(state.kind(), state.options(), *changed.as<tonewheel::StateValue::Object>()).text());
  });
  return texts;
}

/// Asks an accumulator for those of its results that many types have.
template <class A>
void read_results(const A& score) {
  const auto read = [](const auto&... /*results*/) {};
  if constexpr (requires { score.mean(); }) {
    read(score.mean());
  }
  if constexpr (requires { score.fscore(); }) {
    read(score.precision(), score.recall(), score.fscore());
  }
  if constexpr (requires { score.kappa(); }) {
    read(score.kappa(), score.gwet(), score.observed(), score.expected());
  }
  if constexpr (requires { score.alpha(); }) {
    read(score.alpha());
  }
  if constexpr (requires { score.concordance(tonewheel::Variance::population); }) {
    read(score.concordance(tonewheel::Variance::population),
         score.concordance(tonewheel::Variance::sample), score.pearson(), score.mse(), score.rmse(),
         score.mae(), score.r_squared(), score.explained_variance(), score.bias());
  }
  if constexpr (requires { score.correlations(); }) {
    read(score.correlations());
  }
  if constexpr (requires { score.result(); }) {
    read(score.result());
  }
  if constexpr (requires { score.log_loss(); }) {
    read(score.log_loss(), score.brier());
  }
  if constexpr (requires { score.label_counts(); }) {
    read(score.label_counts());
  }
  if constexpr (requires { score.totals(); }) {
    read(score.totals());
  }
  if constexpr (requires { score.all(); }) {
    read(score.all());
  }
}

}  // namespace support
