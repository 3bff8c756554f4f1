#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include <tonewheel/affect/quadrant.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

/// Moves a sample of `count` rows to the front, Fisher and Yates's way.
inline void shuffle_front(std::vector<std::size_t>& rows, std::size_t count,
                          std::mt19937_64& engine) {
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(rows[i], rows[i + static_cast<std::size_t>(draw_below(engine, rows.size() - i))]);
  }
}

}  // namespace detail

TONEWHEEL_INLINE QuadrantDensity quadrant_density(std::span<const Va> points) {
  QuadrantDensity density;
  for (std::size_t row = 0; row < points.size(); ++row) {
    const Va& point = points[row];
    if (!std::isfinite(point.valence) || !std::isfinite(point.arousal)) {
      throw Error("quadrants: the point in row " + std::to_string(row) + " is not finite");
    }
    if (const auto quadrant = quadrant_of(point)) {
      ++density.counts[static_cast<std::size_t>(*quadrant)];
    } else if (std::abs(point.valence) > 1 || std::abs(point.arousal) > 1) {
      ++density.outside;
    } else {
      ++density.on_axis;
    }
  }
  for (std::size_t q = 0; q < quadrants; ++q) {
    density.densities[q] = static_cast<double>(density.counts[q]) / quadrant_area;
  }
  return density;
}

TONEWHEEL_INLINE BalancePlan plan_balance(const QuadrantDensity& present,
                                          std::span<const Va> candidates,
                                          const BalanceOptions& options) {
  BalancePlan plan;
  plan.candidates = quadrant_density(candidates);
  plan.target = options.target.value_or(
      *std::max_element(present.densities.begin(), present.densities.end()));
  if (!(plan.target >= 0 && plan.target <= 9e15)) {
    throw Error("balance: found target density " + number_text(plan.target) +
                ", expected a number in [0, 9e15]");
  }
  std::array<std::vector<std::size_t>, quadrants> rows;
  for (std::size_t row = 0; row < candidates.size(); ++row) {
    if (const auto quadrant = quadrant_of(candidates[row])) {
      rows[static_cast<std::size_t>(*quadrant)].push_back(row);
    }
  }
  const auto wanted = static_cast<std::size_t>(std::ceil(plan.target * quadrant_area));
  std::mt19937_64 engine(options.seed.value_or(0));
  for (std::size_t q = 0; q < quadrants; ++q) {
    plan.needed[q] = wanted - std::min(wanted, present.counts[q]);
    plan.drawn[q] = std::min(plan.needed[q], rows[q].size());
    plan.missing[q] = plan.needed[q] - plan.drawn[q];
    if (options.seed) {
      detail::shuffle_front(rows[q], plan.drawn[q], engine);
    }
    plan.rows.insert(plan.rows.end(), rows[q].begin(),
                     rows[q].begin() + static_cast<std::ptrdiff_t>(plan.drawn[q]));
  }
  std::sort(plan.rows.begin(), plan.rows.end());
  return plan;
}

}  // namespace tonewheel
