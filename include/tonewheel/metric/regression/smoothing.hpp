#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/numbers.hpp>

/// Smoothing of continuous annotations, frame by frame at a constant rate. As many values come out
/// as went in; nothing in, nothing out. Throws Error on a value that is not finite, with its row,
/// and on options out of range.
namespace tonewheel {
inline namespace regression {

/// What a window sees beyond the ends of a, b, c, d.
enum class Edge : unsigned char {
  shrink,   ///< nothing: the window holds the frames there are (pandas: min_periods = 1)
  nearest,  ///< a a | a b c d | d d
  mirror,   ///< c b | a b c d | c b
  reflect,  ///< b a | a b c d | d c
};

/// The window, and what it sees beyond the ends.
struct WindowOptions {
  std::size_t window = 5;    ///< frames, odd and below 2^24; centred, so that nothing is delayed
  Edge edge = Edge::shrink;  ///< beyond the ends
};

/// Mean over the window, from its exact sum: no error runs along the series.
[[nodiscard]] std::vector<double> moving_average(const Numbers& values,
                                                 const WindowOptions& options = {});

/// Median over the window; of an even number of frames (Edge::shrink), the mean of the middle two.
[[nodiscard]] std::vector<double> median_filter(const Numbers& values,
                                                const WindowOptions& options = {});

/// s_0 = x_0, s_i = alpha x_i + (1 - alpha) s_(i-1), alpha in (0, 1]; delays the series by about
/// (1 - alpha) / alpha frames. Brown 1956.
[[nodiscard]] std::vector<double> exponential_smoothing(const Numbers& values, double alpha);

/// The window, and the polynomial that is fitted to it.
struct SavitzkyGolayOptions {
  std::size_t window = 5;  ///< frames, odd
  std::size_t degree = 2;  ///< of the polynomial, below the window and at most 20
  /// shrink: the polynomials of the first and last window give the ends (scipy: "interp"); such a
  /// series must be as long as the window.
  Edge edge = Edge::shrink;
};

/// Value at its middle of the polynomial of least squares through each window; keeps polynomials of
/// that degree. Savitzky & Golay 1964.
[[nodiscard]] std::vector<double> savitzky_golay(const Numbers& values,
                                                 const SavitzkyGolayOptions& options = {});

}  // namespace regression
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/regression/impl/smoothing_inl.hpp>
#endif
