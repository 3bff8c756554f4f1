#pragma once

#include <cstddef>

#include <tonewheel/kernel/mixture_table.hpp>
#include <tonewheel/kernel/strided.hpp>

namespace tonewheel::kernel {

/// How far each point lies from the class nearest to it: the least squared Mahalanobis distance,
/// `rows` numbers >= 0 for rows x dimensions finite points. The table's weights must all be the
/// same. Infinite beyond some 1e150 deviations. Error: that of the quadratic form, some 2^-53 times
/// the square of the class's distance from the mean of all. The same bits for a row whatever other
/// rows are computed with it, on one instruction set.
void nearest_squared_distance(const MixtureTable& distances, Strided<const double> points,
                              std::size_t rows, double* out) noexcept;

}  // namespace tonewheel::kernel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/nearest_distance_inl.hpp>
#endif
