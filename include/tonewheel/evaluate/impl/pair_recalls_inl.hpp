#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/evaluate/pair_recalls.hpp>

namespace tonewheel {

TONEWHEEL_INLINE PairRecalls::PairRecalls(std::size_t classes) {
  if (classes == 0) {
    throw Error("pairs of classes: found 0 classes, expected at least 1");
  }
  state_.classes = classes;
  state_.rows.resize(classes);
  state_.above.resize(classes * classes);
}

TONEWHEEL_INLINE PairRecalls::PairRecalls(State state) : state_(std::move(state)) {
  const std::size_t k = state_.classes;
  bool possible = k > 0 && state_.rows.size() == k && state_.above.size() == k * k;
  for (std::size_t i = 0; possible && i < k * k; ++i) {
    possible = state_.above[i] <= state_.rows[i / k];
  }
  if (!possible) {
    throw Error("pairs of classes: found a state of " + std::to_string(k) + " classes with " +
                std::to_string(state_.rows.size()) + " and " + std::to_string(state_.above.size()) +
                " counts, expected one a class, and a square of counts that do not exceed them");
  }
}

TONEWHEEL_INLINE void PairRecalls::add(std::size_t truth, std::span<const double> likelihoods) {
  if (truth >= state_.classes || likelihoods.size() != state_.classes) {
    throw Error("pairs of classes: found class " + std::to_string(truth) + " and " +
                std::to_string(likelihoods.size()) + " likelihoods, expected a class below " +
                std::to_string(state_.classes) + " and as many likelihoods");
  }
  for (const double each : likelihoods) {
    if (std::isnan(each)) {
      throw Error("pairs of classes: found a likelihood that is NaN, expected a number");
    }
  }
  ++state_.rows[truth];
  for (std::size_t other = 0; other < state_.classes; ++other) {
    state_.above[truth * state_.classes + other] +=
        likelihoods[truth] > likelihoods[other] ? 1U : 0U;
  }
}

TONEWHEEL_INLINE void PairRecalls::merge(const PairRecalls& other) {
  if (other.state_.classes != state_.classes) {
    throw Error("pairs of classes: found " + std::to_string(other.state_.classes) +
                " classes to merge, expected " + std::to_string(state_.classes));
  }
  for (std::size_t i = 0; i < state_.rows.size(); ++i) {
    state_.rows[i] += other.state_.rows[i];
  }
  for (std::size_t i = 0; i < state_.above.size(); ++i) {
    state_.above[i] += other.state_.above[i];
  }
}

TONEWHEEL_INLINE std::uint64_t PairRecalls::n() const noexcept {
  std::uint64_t all = 0;
  for (const std::uint64_t each : state_.rows) {
    all += each;
  }
  return all;
}

TONEWHEEL_INLINE PairRecall PairRecalls::pair(std::size_t a, std::size_t b) const {
  if (a >= b || b >= state_.classes) {
    throw Error("pairs of classes: found classes " + std::to_string(a) + " and " +
                std::to_string(b) + ", expected a first one below a second one below " +
                std::to_string(state_.classes));
  }
  const auto recall = [&](std::size_t k, std::size_t other) {
    return state_.rows[k] == 0 ? std::numeric_limits<double>::quiet_NaN()
                               : static_cast<double>(state_.above[k * state_.classes + other]) /
                                     static_cast<double>(state_.rows[k]);
  };
  PairRecall found{a, b, state_.rows[a], state_.rows[b], recall(a, b), recall(b, a)};
  found.told_apart = found.recall_a + found.recall_b - 1;
  found.standard_error =
      std::sqrt(found.recall_a * (1 - found.recall_a) / static_cast<double>(found.rows_a) +
                found.recall_b * (1 - found.recall_b) / static_cast<double>(found.rows_b));
  return found;
}

TONEWHEEL_INLINE std::vector<PairRecall> PairRecalls::not_told_apart(double margin) const {
  std::vector<PairRecall> pairs;
  for (std::size_t a = 0; a < state_.classes; ++a) {
    for (std::size_t b = a + 1; b < state_.classes; ++b) {
      const PairRecall found = pair(a, b);
      if (found.told_apart <= std::max(margin, 2 * found.standard_error)) {
        pairs.push_back(found);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const PairRecall& x, const PairRecall& y) {
    return std::tie(x.told_apart, x.a, x.b) < std::tie(y.told_apart, y.a, y.b);
  });
  return pairs;
}

TONEWHEEL_INLINE std::vector<std::vector<std::size_t>> PairRecalls::clouds(double margin) const {
  const std::size_t k = state_.classes;
  const std::vector<PairRecall> pairs = not_told_apart(margin);
  std::vector<bool> together(k * k);
  for (const PairRecall& each : pairs) {
    together[each.a * k + each.b] = true;
    together[each.b * k + each.a] = true;
  }
  std::vector<std::vector<std::size_t>> clouds;
  clouds.reserve(k);
  for (std::size_t i = 0; i < k; ++i) {
    clouds.push_back({i});
  }
  const auto cloud_of = [&](std::size_t i) {
    return std::find_if(clouds.begin(), clouds.end(), [&](const std::vector<std::size_t>& each) {
      return std::find(each.begin(), each.end(), i) != each.end();
    });
  };
  for (const PairRecall& each : pairs) {
    const auto left = cloud_of(each.a);
    const auto right = cloud_of(each.b);
    bool all = left != right;
    for (const std::size_t i : *left) {
      for (const std::size_t j : *right) {
        all = all && together[i * k + j];
      }
    }
    if (all) {
      left->insert(left->end(), right->begin(), right->end());
      clouds.erase(right);
    }
  }
  std::erase_if(clouds, [](const std::vector<std::size_t>& each) { return each.size() < 2; });
  for (std::vector<std::size_t>& each : clouds) {
    std::sort(each.begin(), each.end());
  }
  std::sort(clouds.begin(), clouds.end());
  return clouds;
}

}  // namespace tonewheel
