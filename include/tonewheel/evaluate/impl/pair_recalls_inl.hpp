#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/evaluate/pair_recalls.hpp>

namespace tonewheel {

TONEWHEEL_INLINE PairRecalls::PairRecalls(std::size_t classes)
    : classes_(classes), rows_(classes), above_(classes * classes) {
  if (classes == 0) {
    throw Error("pairs of classes: found 0 classes, expected at least 1");
  }
}

TONEWHEEL_INLINE PairRecalls::PairRecalls(const State& state) {
  StateReader from(state, kind);
  classes_ = from.option<std::size_t>("classes");
  rows_ = from.count<std::vector<std::uint64_t>>("rows");
  above_ = from.count<std::vector<std::uint64_t>>("above");
  from.finish();
  from.require(classes_ > 0 && rows_.size() == classes_, "rows", "those of each class");
  from.require(above_.size() == rows_.size() * rows_.size(), "above", "those of each pair");
  (void)from.total("rows", rows_);
  for (std::size_t i = 0; i < above_.size(); ++i) {
    const std::size_t truth = i / classes_;
    from.require(above_[i] <= (i % classes_ == truth ? 0 : rows_[truth]), "above",
                 "at most the class's rows, and 0 with itself");
  }
}

TONEWHEEL_INLINE State PairRecalls::state() const {
  return StateWriter(kind)
      .option("classes", classes_)
      .count("rows", rows_)
      .count("above", above_)
      .finish();
}

TONEWHEEL_INLINE void PairRecalls::add(std::size_t truth, std::span<const double> likelihoods) {
  if (truth >= classes_ || likelihoods.size() != classes_) {
    throw Error("pairs of classes: found class " + std::to_string(truth) + " and " +
                std::to_string(likelihoods.size()) + " likelihoods, expected a class below " +
                std::to_string(classes_) + " and as many likelihoods");
  }
  for (const double each : likelihoods) {
    if (std::isnan(each)) {
      throw Error("pairs of classes: found a likelihood that is NaN, expected a number");
    }
  }
  add_count(rows_[truth], 1, "pairs of classes: rows");
  for (std::size_t other = 0; other < classes_; ++other) {
    above_[truth * classes_ + other] += likelihoods[truth] > likelihoods[other] ? 1U : 0U;
  }
}

TONEWHEEL_INLINE void PairRecalls::merge(const PairRecalls& other) {
  if (other.classes_ != classes_) {
    throw Error("pairs of classes: found " + std::to_string(other.classes_) +
                " classes to merge, expected " + std::to_string(classes_));
  }
  add_counts(rows_, other.rows_, "pairs of classes: rows");  // the others are parts of them
  for (std::size_t i = 0; i < above_.size(); ++i) {
    above_[i] += other.above_[i];
  }
}

TONEWHEEL_INLINE std::uint64_t PairRecalls::n() const noexcept {
  std::uint64_t all = 0;
  for (const std::uint64_t each : rows_) {
    all += each;
  }
  return all;
}

TONEWHEEL_INLINE PairRecall PairRecalls::pair(std::size_t a, std::size_t b) const {
  if (a >= b || b >= classes_) {
    throw Error("pairs of classes: found classes " + std::to_string(a) + " and " +
                std::to_string(b) + ", expected a first one below a second one below " +
                std::to_string(classes_));
  }
  const auto recall = [&](std::size_t k, std::size_t other) {
    return rows_[k] == 0
               ? std::numeric_limits<double>::quiet_NaN()
               : static_cast<double>(above_[k * classes_ + other]) / static_cast<double>(rows_[k]);
  };
  PairRecall found{a, b, rows_[a], rows_[b], recall(a, b), recall(b, a)};
  found.told_apart = found.recall_a + found.recall_b - 1;
  found.standard_error =
      std::sqrt(found.recall_a * (1 - found.recall_a) / static_cast<double>(found.rows_a) +
                found.recall_b * (1 - found.recall_b) / static_cast<double>(found.rows_b));
  return found;
}

TONEWHEEL_INLINE std::vector<PairRecall> PairRecalls::not_told_apart(double margin) const {
  std::vector<PairRecall> pairs;
  for (std::size_t a = 0; a < classes_; ++a) {
    for (std::size_t b = a + 1; b < classes_; ++b) {
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
  const std::size_t k = classes_;
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
