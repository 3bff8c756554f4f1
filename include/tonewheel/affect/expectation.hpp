#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/affect/vad.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/kernel/mixture_table.hpp>

namespace tonewheel {

/// The class of a row that nobody labelled.
inline constexpr std::uint32_t unlabelled = std::numeric_limits<std::uint32_t>::max();

/// One pass of EM over rows of which some have no label: such a row goes to every class by the
/// posterior that the current space gives it, a labelled one to its class. Gathers the moments that
/// the next space is fitted to and the log likelihood of the current one. Shards of one current
/// space merge in any order to the same bits, on one instruction set.
class Expectation {
 public:
  /// The name of this type in a State.
  static constexpr std::string_view kind = "expectation";

  /// The current space, its raters' variance included; priors uniform where it has none. Throws
  /// Error on a class whose covariance is not positive definite, and on a temperature: a density to
  /// a power has no likelihood.
  explicit Expectation(const Space& current);
  /// A state keeps the densities of its space, not the space: the same must be given. Throws Error
  /// on another one and on a state that no rows have.
  Expectation(const State& state, const Space& current);

  /// Posteriors are rounded to multiples of 2^-60. Throws Error as SpaceMoments::add; then nothing
  /// is added.
  void add(const Vad& point, std::uint32_t label = unlabelled, double weight = 1);
  /// A labelled row of counts or shares, as SpaceMoments::add_votes; its log likelihood is the mean
  /// of its classes' by its shares.
  void add_votes(std::span<const double> votes, const Vad& point, double weight = 1);
  /// Throws Error on those of another current space.
  void merge(const Expectation& other);

  /// How many rows were added, with a label or without.
  [[nodiscard]] std::uint64_t n() const noexcept { return labelled_ + unlabelled_; }
  /// How many of the rows had a label.
  [[nodiscard]] std::uint64_t labelled_rows() const noexcept { return labelled_; }
  /// How many of the rows had no label.
  [[nodiscard]] std::uint64_t unlabelled_rows() const noexcept { return unlabelled_; }
  /// The means and covariances of the classes, of all rows by what each is likely to be.
  [[nodiscard]] const SpaceMoments& moments() const noexcept { return moments_; }
  /// Sum over rows of weight times log(prior x density) of the label, or of log sum over the
  /// classes; nats, of the unit scale.
  [[nodiscard]] double log_likelihood() const noexcept { return log_likelihood_.value(); }

  /// What was added, to be written down and read again.
  [[nodiscard]] State state() const;
  friend bool operator==(const Expectation& a, const Expectation& b) noexcept {
    return a.same_space(b) && a.moments_ == b.moments_ && a.log_likelihood_ == b.log_likelihood_ &&
           a.labelled_ == b.labelled_ && a.unlabelled_ == b.unlabelled_;
  }

 private:
  [[nodiscard]] bool same_space(const Expectation& other) const noexcept {
    return table_.means() == other.table_.means() &&
           table_.whiteners() == other.table_.whiteners() &&
           table_.log_weights() == other.table_.log_weights();
  }
  /// Fills joint_ with log(prior x density) of every class.
  void set_joint(const Vad& point, double weight);

  kernel::MixtureTable table_;
  SpaceMoments moments_;
  ExactSum log_likelihood_;
  std::uint64_t labelled_ = 0;
  std::uint64_t unlabelled_ = 0;
  std::vector<double> joint_;  ///< of the row at hand
  std::vector<double> scratch_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/expectation_inl.hpp>
#endif
