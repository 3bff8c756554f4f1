#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/affect/fit.hpp>
#include <tonewheel/affect/prior.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/core/config.hpp>

namespace tonewheel {

/// What takes a row: its point on the unit scale, its class or `unlabelled`, its weight.
using ConsumeLabelled = std::function<void(const Vad&, std::uint32_t, double)>;
/// Gives all rows to what takes them, the same in every call: from a file read anew, or memory.
using LabelledPass = std::function<void(const ConsumeLabelled&)>;

/// When the steps stop, and what they hold fixed.
struct EmOptions {
  FitCovariance covariance = FitCovariance::full;  ///< the shape of the classes
  /// counted: learned too; uniform and given: they stay. balanced is refused: it is not likeliest.
  FitPrior prior = FitPrior::counted;
  std::optional<Prior> given{};      ///< with FitPrior::given
  double min_rows = 10;              ///< a class of less weight has collapsed
  double tolerance = 1e-8;           ///< stops at less gain of log likelihood for a row, nats
  std::size_t max_iterations = 200;  ///< stops after so many steps
  std::string name = "fitted";       ///< of the space that is learned
};

/// Why the steps stopped.
enum class EmOutcome : unsigned char {
  converged,
  limit,      ///< max_iterations did not do
  collapsed,  ///< a class lost its rows or its spread; the space is the last that had them
};

/// A space learned from rows with and without labels, and how the steps ended.
struct EmFit {
  /// The classes, as the last step left them.
  Space space;
  /// Of every space on the way: the start's first, `space`'s last. Never falls but for rounding.
  std::vector<double> log_likelihoods;
  /// Why the steps stopped.
  EmOutcome outcome = EmOutcome::limit;
  std::string note;  ///< what collapsed
  /// How many rows had a label.
  std::uint64_t labelled = 0;
  /// How many rows had none.
  std::uint64_t unlabelled = 0;
  /// Whether the steps stopped because nothing changed any more.
  [[nodiscard]] bool converged() const noexcept { return outcome == EmOutcome::converged; }
};

/// A space that is the likeliest near `start` for rows of which some or all have no label, by
/// expectation maximisation (Dempster, Laird & Rubin 1977): covariances by n, labels of rows
/// counted in the order of the start's classes. The start is first given the shape that is asked
/// for (no correlations, one covariance for all, priors); its raters' variance goes into its
/// covariances. Throws Error on no rows, on a start as Expectation does, and on options that make
/// no sense.
[[nodiscard]] EmFit em(const LabelledPass& pass, const Space& start, const EmOptions& options = {});

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/em_inl.hpp>
#endif
