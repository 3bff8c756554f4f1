#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/tolerance.hpp>

namespace tonewheel {

/// What becomes of zeros (epsilon policy). It concerns what a zero can make infinite, and nothing
/// else: kl, kl_symmetric, cross_entropy, bhattacharyya, and chi_squared by Pearson or Neyman. The
/// other metrics have a limit at every zero, which they take (0 / 0 = 0).
enum class ZeroPolicy : unsigned char {
  exact,             ///< 0 ln 0 = 0; infinity where q = 0 < p
  floor_prediction,  ///< q becomes max(q, epsilon); sums are not restored
  floor_both,        ///< p and q do, as numpy.clip makes them in much published code
  additive,          ///< p and q become (x + epsilon) / (sum + K epsilon)
};
/// The words of ZeroPolicy, in its order.
inline constexpr std::array<std::string_view, 4> zero_policy_names{"exact", "floor_prediction",
                                                                   "floor_both", "additive"};

/// What becomes of numbers that do not sum to 1.
enum class MassPolicy : unsigned char {
  unit,       ///< the sum must be 1 within mass_tolerance, else Error
  normalise,  ///< each is divided by its sum, which must be above 0, else Error
  as_given,   ///< any sum; ranges that a comment states for distributions need not hold
};
/// The words of MassPolicy, in its order.
inline constexpr std::array<std::string_view, 3> mass_policy_names{"unit", "normalise", "as_given"};

/// The unit of entropies and divergences: natural logarithms or those to base 2.
enum class InformationUnit : unsigned char { nat, bit };
/// The words of InformationUnit, in its order.
inline constexpr std::array<std::string_view, 2> information_unit_names{"nat", "bit"};

/// Jeffreys' divergence is the sum KL(p, q) + KL(q, p) (Jeffreys 1946); some report half of it.
enum class SymmetricKlForm : unsigned char { sum, half_sum };
/// The words of SymmetricKlForm, in its order.
inline constexpr std::array<std::string_view, 2> symmetric_kl_names{"sum", "half_sum"};

/// Divisor of (p - q)^2. `squared`: p + q, symmetric (Cha 2007, "squared chi-squared"); `pearson`:
/// q (Pearson 1900); `neyman`: p (Neyman 1949).
enum class ChiSquaredForm : unsigned char { squared, pearson, neyman };
/// The words of ChiSquaredForm, in its order.
inline constexpr std::array<std::string_view, 3> chi_squared_names{"squared", "pearson", "neyman"};

/// How distributions are read and compared; each metric takes what concerns it.
struct DistributionOptions {
  ZeroPolicy zeros = ZeroPolicy::exact;          ///< what a zero becomes
  double epsilon = 1e-10;                        ///< in (0, 1)
  MassPolicy mass = MassPolicy::unit;            ///< what a sum other than 1 becomes
  double mass_tolerance = tolerance::unit_mass;  ///< >= 0
  InformationUnit unit = InformationUnit::nat;   ///< of kl, kl_symmetric, js_*, cross_entropy and
                                                 ///< bhattacharyya
  SymmetricKlForm symmetric_kl = SymmetricKlForm::sum;   ///< of kl_symmetric
  ChiSquaredForm chi_squared = ChiSquaredForm::squared;  ///< of chi_squared
  std::size_t ndcg_at = 0;           ///< only the first so many ranks count; 0: all
  std::vector<std::size_t> order{};  ///< rps: the classes from first to last; empty: as they stand
  std::vector<double> ground_distance{};  ///< emd: K x K, row p's class, column q's class
  friend bool operator==(const DistributionOptions&, const DistributionOptions&) = default;
};

namespace detail {

/// A distribution with the options applied, entry by entry, without a copy.
class DistributionView {
 public:
  /// `role` ("truth", "prediction") is for messages. Throws Error on an entry that is not in [0,
  /// 1e100], and on a sum the options refuse.
  DistributionView(std::string_view role, std::span<const double> values,
                   const DistributionOptions& options, ZeroPolicy zeros);

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] double operator[](std::size_t i) const noexcept {
    const double value = values_[i] / sum_;
    return zeros_ == ZeroPolicy::additive ? (value + epsilon_) / smoothed_sum_
                                          : (value < floor_ ? floor_ : value);
  }
  /// From the slopes with respect to the entries to those with respect to the values given.
  void chain(std::span<double> slopes) const;

 private:
  std::span<const double> values_;
  ZeroPolicy zeros_;
  bool normalised_ = false;
  double epsilon_ = 0;
  double floor_ = 0;
  double sum_ = 1;
  double smoothed_sum_ = 1;
};

struct DistributionPair {
  DistributionView p;
  DistributionView q;
};

/// Throws Error on an epsilon or a mass_tolerance out of range.
void require_distribution_options(const DistributionOptions& options);

/// Throws Error on no classes, different numbers of them, options out of range, and as the view.
[[nodiscard]] DistributionPair distribution_pair(std::span<const double> p,
                                                 std::span<const double> q,
                                                 const DistributionOptions& options,
                                                 ZeroPolicy zeros = ZeroPolicy::exact);

/// ln(p / q) of numbers above 0, without overflow, exact to rounding where they are near.
[[nodiscard]] double distribution_log_ratio(double p, double q) noexcept;

/// p ln(p / q) with its limits: 0 for p = 0, infinity for q = 0 < p.
[[nodiscard]] double distribution_kl_term(double p, double q) noexcept;

/// What a quantity in nats is divided by.
[[nodiscard]] double information_divisor(InformationUnit unit) noexcept;

/// The classes from first to last; as they stand where the options give no order. Throws Error
/// unless a given order is a permutation of the classes.
[[nodiscard]] std::vector<std::size_t> distribution_order(const DistributionOptions& options,
                                                          std::size_t classes);

}  // namespace detail

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/options_inl.hpp>
#endif
