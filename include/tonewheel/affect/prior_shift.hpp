#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// One pass of the search for how often each class occurs in rows without labels, from their
/// posteriors under the priors of the training rows: posteriors under the current priors, summed,
/// and the log likelihood of these. Shards merge in any order and any split to the same bits.
class PriorShift {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "prior_shift";

  /// Training priors: > 0, one a class; current ones: >= 0, as many. Both are divided by their
  /// sums. Throws Error otherwise.
  PriorShift(std::vector<double> training, std::vector<double> current);
  /// Throws Error on a state that no rows have.
  explicit PriorShift(const State& state);

  /// A row's K probabilities under the training priors, of sum 1 to tolerance::unit_mass. Throws
  /// Error otherwise, on a weight that is not finite and >= 0, and on a row that no class with a
  /// prior explains.
  void add(std::span<const double> posterior, double weight = 1);
  /// Throws Error on other priors.
  void merge(const PriorShift& other);

  /// How many rows were added.
  [[nodiscard]] std::uint64_t n() const noexcept { return n_; }
  /// Sum of the weights.
  [[nodiscard]] double weight() const noexcept { return weight_.value(); }
  /// The next priors, sum 1: means of the posteriors under the current ones. NaN for no rows.
  [[nodiscard]] std::vector<double> priors() const;
  /// Of the current priors less that of the training priors, nats, summed over rows by weight.
  [[nodiscard]] double log_likelihood() const noexcept { return log_likelihood_.value(); }

  /// What was added, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const PriorShift& a, const PriorShift& b) noexcept {
    return a.training_ == b.training_ && a.current_ == b.current_ && a.n_ == b.n_ &&
           a.weight_ == b.weight_ && a.log_likelihood_ == b.log_likelihood_ && a.sums_ == b.sums_;
  }

 private:
  std::vector<double> training_;
  std::vector<double> current_;
  std::uint64_t n_ = 0;
  ExactSum weight_;
  ExactSum log_likelihood_;
  std::vector<ExactSum> sums_;
  std::vector<double> p_;  ///< of the row at hand
};

/// Gives all rows' posteriors and weights to what takes them, the same in every call.
using PosteriorPass =
    std::function<void(const std::function<void(std::span<const double>, double)>&)>;

/// When the steps stop.
struct PriorShiftOptions {
  double tolerance = 1e-10;            ///< stops at less gain of log likelihood for a row, nats
  std::size_t max_iterations = 10000;  ///< stops after so many steps
};

/// The priors that were found, and how the search ended.
struct ShiftedPriors {
  std::vector<double> priors;  ///< sum 1; a class that does not occur tends to 0
  /// Less that of the training priors, one for each priors on the way: 0 first, never falls but for
  /// rounding. Twice the last is the likelihood ratio for "the classes are as frequent as ever".
  std::vector<double> log_likelihoods;
  bool converged = false;  ///< false: stopped at max_iterations
};

/// How often each class occurs in rows without labels: the likeliest priors by EM from the training
/// priors (Saerens, Latinne & Decaestecker 2002, doi:10.1162/089976602753284446), as long as the
/// classes look as they did in training. Training priors: > 0, one a class. Throws Error as
/// PriorShift and on no rows.
[[nodiscard]] ShiftedPriors estimate_priors(const PosteriorPass& pass,
                                            std::span<const double> training,
                                            const PriorShiftOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/prior_shift_inl.hpp>
#endif
