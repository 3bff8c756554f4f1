#pragma once

#include <cstddef>

#include <tonewheel/kernel/mixture_table.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel::kernel {

/// Doubles of scratch memory that one call of posterior or log_joint needs, whatever the
/// instruction set.
[[nodiscard]] std::size_t scratch_size(const MixtureTable& mixture) noexcept;

/// Rows x classes posterior probabilities of rows x dimensions finite points. Quadratic forms in
/// double, exponentials and output in the output's type. Never NaN, however far the points; a
/// probability is at least some 2^-900 (float: 2^-100), except far from every class. The same bits
/// for a row whatever other rows are computed with it, on one instruction set. Error:
/// tolerance::posterior and its siblings.
void posterior(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
               Strided<double> out, double* scratch) noexcept;
void posterior(const MixtureTable& mixture, Strided<const float> points, std::size_t rows,
               Strided<float> out, double* scratch) noexcept;
void posterior(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
               Strided<float> out, double* scratch) noexcept;

/// Rows x classes log(prior x density), in nats; -inf beyond some 1e150 deviations.
void log_joint(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
               Strided<double> out, double* scratch) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#endif
