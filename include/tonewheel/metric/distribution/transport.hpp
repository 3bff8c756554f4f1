#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/tolerance.hpp>

namespace tonewheel {

/// Mass moved from a class of the first distribution to one of the second.
struct MassFlow {
  std::size_t from = 0;  ///< class of the first distribution
  std::size_t to = 0;    ///< class of the second one
  double mass = 0;       ///< above 0
  friend bool operator==(const MassFlow&, const MassFlow&) = default;
};

/// What moves where, and what it costs.
struct TransportPlan {
  double cost = 0;             ///< of a unit of mass, on average
  std::vector<MassFlow> flow;  ///< by from, then to; fewer than the classes of both together
};

/// A cheapest way to move the masses p (finite, in [0, 1e100]) to where q has them, for
/// costs.at(i, j) in [0, 1e100] a unit of mass: p.size() rows, q.size() columns. Both masses must
/// be equal (tolerance::equal_mass) and above 0. Else Error. The transportation problem (Hitchcock
/// 1941) by the network simplex method on whole numbers: masses in steps of some 2^-50 of their sum
/// and costs in steps of some 2^-50 of the largest (K up to a few hundred), so that whole numbers
/// are exact and others are to rounding. A perturbation (Orden 1956) makes every step cheaper than
/// the one before: it cannot cycle. The same input gives the same plan.
[[nodiscard]] TransportPlan transport_plan(std::span<const double> p, std::span<const double> q,
                                           const MatrixView<double>& costs);

namespace detail {

/// Sums of masses that were found to be equal and above 0; else Error, as transport_plan.
struct MassSums {
  double p = 0;
  double q = 0;
};
[[nodiscard]] MassSums equal_mass_sums(std::span<const double> p, std::span<const double> q);

}  // namespace detail

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/distribution/impl/transport_inl.hpp>
#endif
