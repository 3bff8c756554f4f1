#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include <tonewheel/core/state.hpp>

namespace tonewheel {

/// What every score of this library is: something that data are added to, one by one or in
/// parts of any size, on one machine or many.
///
///     tonewheel::PairMoments a;                        // made with its options, if it has any
///     a.add(0.2, 0.3);                                 // add: a sample
///     a.merge(tonewheel::PairMoments(other_state));    // merge: as if those had been added here
///     fmt::print("{} of {}\n", a.concordance(), a.n()); // n: how many were counted
///     const std::string kept = a.state().text();       // state: one line of JSON
///
/// Laws, which tests/metric/accumulator_test.cpp checks of each type: merge is union, in any order
/// and any split, to the same bits; one that nothing was added to changes nothing; a state read
/// back is equal and has the same text; equal data make equal states. Whatever is not counted in
/// n() is counted beside it by name (missing, skipped, ...).
template <class A>
concept Accumulator = std::copyable<A> && std::equality_comparable<A> &&
                      std::constructible_from<A, const State&> && requires(A a, const A& b) {
                        { A::kind } -> std::convertible_to<std::string_view>;
                        a.merge(b);
                        { b.n() } -> std::same_as<std::uint64_t>;
                        { b.state() } -> std::same_as<State>;
                      };

}  // namespace tonewheel
