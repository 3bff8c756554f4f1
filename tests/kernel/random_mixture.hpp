#pragma once

#include <cstddef>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include <tonewheel/kernel/posterior.hpp>

namespace tests {

/// Random classes; whiteners are full matrices, so every entry counts.
inline tonewheel::kernel::MixtureTable random_table(std::mt19937_64& engine, std::size_t dimensions,
                                                    std::size_t classes) {
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::vector<double> means;
  std::vector<double> whiteners;
  std::vector<double> log_weights;
  for (std::size_t k = 0; k < classes; ++k) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      means.push_back(uniform(engine));
      for (std::size_t c = 0; c < dimensions; ++c) {
        whiteners.push_back(uniform(engine) + (c == d ? 3 : 0));
      }
    }
    log_weights.push_back(2 * uniform(engine));
  }
  return {dimensions, std::move(means), std::move(whiteners), std::move(log_weights)};
}

/// Posterior of rows x dimensions points, row-major and dense in and out.
template <class Real>
std::vector<Real> dense_posterior(const tonewheel::kernel::MixtureTable& table,
                                  const std::vector<Real>& points) {
  const std::size_t rows = points.size() / table.dimensions();
  std::vector<Real> out(rows * table.classes(), Real{-7});
  std::vector<double> scratch(tonewheel::kernel::scratch_size(table),
                              std::numeric_limits<double>::quiet_NaN());
  tonewheel::kernel::posterior(
      table,
      tonewheel::kernel::Strided<const Real>{points.data(),
                                             static_cast<std::ptrdiff_t>(table.dimensions()), 1},
      rows,
      tonewheel::kernel::Strided<Real>{out.data(), static_cast<std::ptrdiff_t>(table.classes()), 1},
      scratch.data());
  return out;
}

}  // namespace tests
