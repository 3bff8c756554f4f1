#pragma once

#include <cstddef>

#include <tonewheel/kernel/mixture_table.hpp>
#include <tonewheel/kernel/row_summaries.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel::kernel {

/// Posterior probabilities of rows x dimensions finite points and, in the same pass, their entropy
/// and likeliest classes; `out` (rows x classes) may be null, then they are summed up only. Equal
/// powers stand in class order; they are compared before they are divided by their sum. Scratch
/// memory: scratch_size. Probabilities are the bits of posterior(); error of the entropy:
/// tolerance::entropy.
void posterior_summary(const MixtureTable& mixture, Strided<const double> points, std::size_t rows,
                       Strided<double> out, const RowSummaries& summaries,
                       double* scratch) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/posterior_summary_inl.hpp>
#endif
