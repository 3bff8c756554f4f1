#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/affect/rater_variance.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE RaterVariance::RaterVariance(Scale scale) : scale_(std::move(scale)) {}

TONEWHEEL_INLINE RaterVariance::RaterVariance(const State& state)
    : RaterVariance(state, [&state] {
        const auto axes = StateReader(state, kind).option<std::size_t>("axes");
        return axes == Scale().axes() ? Scale() : Scale("unit", {}, Scale().order(), axes);
      }()) {}

TONEWHEEL_INLINE RaterVariance::RaterVariance(const State& state, Scale scale)
    : RaterVariance(std::move(scale)) {
  StateReader from(state, kind);
  const std::size_t axes = scale_.axes();
  from.require(from.option<std::size_t>("axes") == axes, "axes",
               [axes] { return std::to_string(axes) + " as the scale has"; });
  const auto items = from.count<std::vector<std::string>>("items");
  const auto ratings = from.count<std::vector<std::vector<double>>>("ratings");
  from.finish();
  from.require(ratings.size() == items.size(), "ratings", "those of each item");
  for (std::size_t i = 0; i < items.size(); ++i) {
    from.require(!ratings[i].empty() && ratings[i].size() % axes == 0, "ratings",
                 "one or more of all axes of each item");
    std::vector<Vad> points(ratings[i].size() / axes);
    for (std::size_t k = 0; k < ratings[i].size(); ++k) {
      from.require(std::abs(ratings[i][k]) <= 1, "ratings", "numbers in [-1, 1]");
      points[k / axes][all_axes[k % axes]] = ratings[i][k];
    }
    n_ += points.size();
    from.require(ratings_.emplace(items[i], std::move(points)).second, "items", "each once");
  }
}

TONEWHEEL_INLINE void RaterVariance::add(std::string_view item, const Vad& rating) {
  Vad point{};
  for (std::size_t a = 0; a < scale_.axes(); ++a) {
    const Axis axis = all_axes[a];
    const AxisRange& range = scale_.range(axis);
    if (!range.contains(rating[axis])) {
      throw Error("rater variance: found " + std::string(name(axis)) + " " +
                  number_text(rating[axis]) + " of item " + shown(item) + ", expected " +
                  number_text(range.min) + " to " + number_text(range.max) + " (--scale)");
    }
    point[axis] = scale_.to_unit(axis, rating[axis]);
  }
  auto found = ratings_.find(item);
  if (found == ratings_.end()) {
    found = ratings_.emplace(std::string(item), std::vector<Vad>{}).first;
  }
  found->second.push_back(point);
  ++n_;
}

TONEWHEEL_INLINE void RaterVariance::merge(const RaterVariance& other) {
  if (scale_.axes() != other.scale_.axes()) {
    throw Error("rater variance: found ratings of " + std::to_string(other.scale_.axes()) +
                " axes, expected " + std::to_string(scale_.axes()));
  }
  const auto theirs = other.ratings_;  // other may be this
  for (const auto& [item, ratings] : theirs) {
    std::vector<Vad>& mine = ratings_[item];
    mine.insert(mine.end(), ratings.begin(), ratings.end());
    n_ += ratings.size();
  }
}

TONEWHEEL_INLINE std::uint64_t RaterVariance::single_items() const noexcept {
  return static_cast<std::uint64_t>(std::count_if(
      ratings_.begin(), ratings_.end(), [](const auto& item) { return item.second.size() == 1; }));
}

TONEWHEEL_INLINE Vad RaterVariance::variance() const {
  Vad out{};
  for (std::size_t a = 0; a < scale_.axes(); ++a) {
    const Axis axis = all_axes[a];
    ExactSum squares;  // of all items
    std::vector<double> x;
    for (const auto& [item, ratings] : ratings_) {
      // From the least, in order: alike in any order of the ratings, 0 for equal ones.
      x.clear();
      for (const Vad& rating : ratings) {
        x.push_back(rating[axis]);
      }
      std::sort(x.begin(), x.end());
      double sum = 0;
      double square = 0;
      for (const double each : x) {
        sum += each - x.front();
        square += (each - x.front()) * (each - x.front());
      }
      squares.add(square - sum * (sum / static_cast<double>(x.size())));
    }
    out[axis] = degrees() == 0 ? std::numeric_limits<double>::quiet_NaN()
                               : std::max(0.0, squares.value()) / static_cast<double>(degrees());
  }
  return out;
}

TONEWHEEL_INLINE Vad RaterVariance::variance_of_mean(double raters) const {
  if (!(raters > 0)) {
    throw Error("rater variance: found the mean of " + number_text(raters) +
                " raters, expected a number > 0");
  }
  Vad out = variance();
  for (const Axis axis : all_axes) {
    out[axis] /= raters;
  }
  return out;
}

TONEWHEEL_INLINE RaterVariance::Ratings RaterVariance::sorted() const {
  Ratings all = ratings_;
  for (auto& [item, ratings] : all) {
    std::sort(ratings.begin(), ratings.end(), [](const Vad& a, const Vad& b) {
      return std::array<double, 3>{a.valence, a.arousal, a.dominance} <
             std::array<double, 3>{b.valence, b.arousal, b.dominance};
    });
  }
  return all;
}

TONEWHEEL_INLINE State RaterVariance::state() const {
  std::vector<std::string_view> items;
  std::vector<std::vector<double>> numbers;
  const Ratings all = sorted();
  for (const auto& [item, ratings] : all) {
    items.emplace_back(item);
    numbers.emplace_back();
    for (const Vad& rating : ratings) {
      for (std::size_t a = 0; a < scale_.axes(); ++a) {
        numbers.back().push_back(rating[all_axes[a]] + 0.0);  // 0 and -0 are equal ratings
      }
    }
  }
  return StateWriter(kind)
      .option("axes", scale_.axes())
      .count("items", items)
      .count("ratings", numbers)
      .finish();
}

}  // namespace tonewheel
