#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// Whether all classes share a temperature.
enum class TemperatureKind : unsigned char { one, each };

/// A held-out row: how dense each class is at its point, and what it is in truth.
struct ScoredRow {
  std::span<const double> log_densities;  ///< K, finite, of temperature 1
  std::uint32_t label = unlabelled;       ///< the true class; `unlabelled` where there are votes
  std::span<const double> votes{};        ///< or counts or shares, one a class, not all 0
  double weight = 1;                      ///< >= 0
};

/// Mean log loss of temperatures on held-out rows with its first two derivatives, gathered row by
/// row: what one step of fit_temperatures needs. p = softmax(log prior + log density x beta), beta
/// = 1 / temperature. Shards merge in any order and any split to the same bits.
class TemperatureLoss {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "temperature_loss";

  /// Log priors: K finite numbers, K >= 1. Betas: one for all or K, finite, >= 0. Throws Error
  /// otherwise.
  TemperatureLoss(std::vector<double> log_priors, std::vector<double> betas);
  /// Throws Error on a state that no rows have.
  explicit TemperatureLoss(const State& state);

  /// Throws Error on other sizes, numbers that are not finite, no label and no votes, or both.
  void add(const ScoredRow& row);
  /// Throws Error on other priors or betas.
  void merge(const TemperatureLoss& other);

  /// How many rows were added.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// The inverse temperatures at which the loss is taken, one a class.
  [[nodiscard]] const std::vector<double>& betas() const noexcept { return betas_; }
  /// -sum of share x log p over the classes, nats, a mean over rows by weight; NaN for no rows.
  [[nodiscard]] double loss() const noexcept;
  /// By beta, as many as betas().
  [[nodiscard]] std::vector<double> gradient() const;
  /// Rows and columns as many as betas(), row-major; positive semidefinite but for rounding.
  [[nodiscard]] std::vector<double> hessian() const;

  /// What was added, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const TemperatureLoss& a, const TemperatureLoss& b) noexcept {
    return a.log_priors_ == b.log_priors_ && a.betas_ == b.betas_ && a.n_ == b.n_ &&
           a.weight_ == b.weight_ && a.loss_ == b.loss_ && a.gradient_ == b.gradient_ &&
           a.hessian_ == b.hessian_;
  }

 private:
  [[nodiscard]] double mean_of(const ExactSum& sum) const noexcept;

  std::vector<double> log_priors_;
  std::vector<double> betas_;
  std::uint64_t n_ = 0;
  ExactSum weight_;
  ExactSum loss_;
  std::vector<ExactSum> gradient_;
  std::vector<ExactSum> hessian_;  ///< upper triangle by rows
  std::vector<double> p_;          ///< of the row at hand
  std::vector<double> truth_;
};

/// Gives all held-out rows to what takes them, the same in the same order in every call: of
/// temperatures a class, another order may change the last bits.
using ScoredPass = std::function<void(const std::function<void(const ScoredRow&)>&)>;

/// How far temperatures are searched, and when the search stops.
struct TemperatureOptions {
  TemperatureKind kind = TemperatureKind::one;  ///< one temperature for all classes, or one a class
  double least = 1e-2;                          ///< temperature
  double greatest = 1e6;                        ///< temperature
  double tolerance = 1e-14;                     ///< stops where a step promises less loss, nats
  std::size_t max_passes = 200;                 ///< over the rows; the search stops after so many
};

/// Temperatures that were found, and how the search ended.
struct FittedTemperatures {
  std::vector<double> temperatures;      ///< one, or one a class
  double loss_before = 0;                ///< mean log loss of temperature 1, nats
  double loss = 0;                       ///< of the temperatures found
  std::size_t passes = 0;                ///< over the rows that were made
  bool converged = false;                ///< false: the search stopped before the loss was least
  std::vector<std::size_t> at_least;     ///< positions of temperatures that the rows would lower
  std::vector<std::size_t> at_greatest;  ///< and of those they would raise
  std::vector<std::string> notes;        ///< a sentence for each, and where the search ended
};

/// The temperatures of least mean log loss on rows that the densities were not fitted to (Guo et
/// al. 2017, "On calibration of modern neural networks"), by damped Newton steps in 1 /
/// temperature, in which the loss is convex. Log priors: one a class, kept. At a bound the rows
/// would have it beyond: at the least they are told apart without fault (where the loss is next to
/// 0 before, the search stops there), at the greatest the density says nothing. Throws Error on no
/// rows, on bounds that are not 0 < least <= 1 <= greatest, as TemperatureLoss.
[[nodiscard]] FittedTemperatures fit_temperatures(const ScoredPass& pass,
                                                  std::span<const double> log_priors,
                                                  const TemperatureOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/calibration_inl.hpp>
#endif
