#pragma once

#include <cmath>
#include <cstddef>
#include <string>

#include <tonewheel/affect/fit.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::detail {

/// Throws Error on numbers that are none, and on options that lack what they need.
inline void require_fit_options(const SpaceMoments& moments, const FitOptions& options) {
  const auto require = [](bool sound, const std::string& what, double found, const char* expected) {
    if (!sound) {
      throw Error("fit: found " + what + " " + number_text(found) + ", expected " + expected);
    }
  };
  const auto is_size = [](double x) { return x >= 0 && std::isfinite(x); };
  const Shrinkage& shrinkage = options.shrinkage;
  require(shrinkage.pooled >= 0, "shrinkage to the pooled covariance of", shrinkage.pooled,
          "a number of rows >= 0");
  require(is_size(shrinkage.base), "shrinkage to the base space of", shrinkage.base,
          "a finite number of rows >= 0");
  require(is_size(options.min_rows), "min_rows", options.min_rows, "a finite number >= 0");
  for (const Axis axis : all_axes) {
    require(is_size(options.rater_variance[axis]),
            std::string(tonewheel::name(axis)) + " rater variance", options.rater_variance[axis],
            "a finite number >= 0");
  }
  const std::size_t temperatures = options.temperatures.size();
  if (temperatures > 1 && temperatures != moments.classes().size()) {
    throw Error("fit: found " + std::to_string(temperatures) + " temperatures, expected one, or " +
                std::to_string(moments.classes().size()) + ", one a class");
  }
  for (const double each : options.temperatures) {
    require(each > 0 && std::isfinite(each), "temperature", each, "a finite number > 0");
  }
  if (shrinkage.base > 0 && options.base == nullptr) {
    throw Error("fit: found shrinkage to a base space but no base space, expected one (--space)");
  }
  if ((options.prior == FitPrior::given) != options.given.has_value()) {
    throw Error(options.given ? "fit: found a prior that the options do not ask for, expected "
                                "FitPrior::given with it (--prior)"
                              : "fit: found no given prior, expected one (--prior FILE)");
  }
}

}  // namespace tonewheel::detail
