#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/table.hpp>

namespace tonewheel {

/// The authors' least prior of a class (2602.06778, code of July 2026): one that was never counted
/// stays possible.
inline constexpr double prior_floor = 1e-6;

/// Class weights by name. Weights > 0; they need not sum to 1.
class Prior {
 public:
  /// Every class alike.
  static Prior uniform() { return {}; }
  /// Throws Error on a name that stands twice or a weight that is not > 0 and finite.
  static Prior from_weights(std::vector<std::pair<std::string, double>> weights);
  /// From columns `class` and `prior`, or `class` and `count`; throws Error with the place, also on
  /// both and on a count of 0.
  static Prior from_table(const Table& table);
  /// Relative frequencies, at least prior_floor each: a class that was never counted stays
  /// possible, next to never likely. Who does not want that asks for counts > 0 first, as relabel()
  /// does. Throws Error if all counts are zero.
  static Prior from_counts(std::span<const std::string> classes,
                           std::span<const std::uint64_t> counts);
  /// Class frequencies of AffectNet's 287,651 training images, Mollahosseini et al. 2017.
  static Prior affectnet();

  /// Whether all classes weigh the same.
  [[nodiscard]] bool is_uniform() const noexcept { return weights_.empty(); }

  /// Weights in the order of `classes`. Throws Error if a class has no weight or a weight no class:
  /// a silent default here gave a published data set its empty columns.
  [[nodiscard]] std::vector<double> weights_for(std::span<const std::string> classes) const;

 private:
  std::vector<std::pair<std::string, double>> weights_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/prior_inl.hpp>
#endif
