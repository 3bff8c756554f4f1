#pragma once

#include <cmath>
#include <cstdint>

#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/impl/chosen_kernel_inl.hpp>
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/posterior_summary_tile_inl.hpp>
#endif

namespace tonewheel::kernel {
namespace detail {

/// The summary of one row from its probabilities p; takes the likeliest out of p.
inline void summarise_row(double* p, std::size_t classes, std::size_t row,
                          const RowSummaries& out) noexcept {
  if (out.entropy != nullptr) {
    double entropy = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      entropy -= p[k] > 0 ? p[k] * std::log(p[k]) : 0.0;
    }
    out.entropy[row] = entropy;
  }
  for (std::size_t rank = 0; rank < out.likeliest; ++rank) {
    const auto k = static_cast<std::size_t>(std::max_element(p, p + classes) - p);
    if (out.classes.data != nullptr) {
      out.classes.at(row, rank) = static_cast<std::uint32_t>(k);
    }
    if (out.class_probabilities.data != nullptr) {
      out.class_probabilities.at(row, rank) = p[k];
    }
    p[k] = -1;
  }
}

}  // namespace detail

TONEWHEEL_INLINE void posterior_summary(const MixtureTable& mixture, Strided<const double> points,
                                        std::size_t rows, Strided<double> out,
                                        const RowSummaries& summaries, double* scratch) noexcept {
  struct Context {
    const MixtureTable& mixture;
    Strided<const double> points;
    Strided<double> out;
    const RowSummaries& summaries;
    double* scratch;
  } context{mixture, points, out, summaries, scratch};
  const detail::FarRow far{&context, [](void* opaque, std::size_t row) {
                             auto& c = *static_cast<Context*>(opaque);
                             double* const p = c.scratch + c.mixture.classes();
                             const Strided<double> only{p, 0, 1};
                             detail::far_posterior(c.mixture, c.points, row, only, c.scratch);
                             if (c.out.data != nullptr) {
                               for (std::size_t k = 0; k < c.mixture.classes(); ++k) {
                                 c.out.at(row, k) = p[k];
                               }
                             }
                             detail::summarise_row(p, c.mixture.classes(), row, c.summaries);
                           }};
  TONEWHEEL_KERNEL(posterior_summary, posterior_summary_kernel)(
      detail::view(mixture), {{points, rows, out, detail::aligned(scratch), far}, summaries});
}

}  // namespace tonewheel::kernel
