#pragma once

namespace tonewheel::kernel {

/// Numbers of two rows of shares p and q over the same classes; sums run over the classes.
enum class RowMetric : unsigned char {
  kl,                  ///< sum p ln(p / q)
  kl_symmetric,        ///< sum (p - q) ln(p / q)
  js_divergence,       ///< (KL(p, m) + KL(q, m)) / 2, m = (p + q) / 2
  js_distance,         ///< its root
  cross_entropy,       ///< -sum p ln q
  chi_squared,         ///< sum (p - q)^2 / (p + q)
  chi_squared_of_q,    ///< sum (p - q)^2 / q
  chi_squared_of_p,    ///< sum (p - q)^2 / p
  hellinger,           ///< sqrt(sum (sqrt p - sqrt q)^2 / 2)
  fidelity,            ///< sum sqrt(p q)
  bhattacharyya,       ///< -ln of it
  chebyshev,           ///< max |p - q|
  clark,               ///< sqrt(sum ((p - q) / (p + q))^2)
  canberra,            ///< sum |p - q| / (p + q)
  euclidean,           ///< sqrt(sum (p - q)^2)
  sorensen,            ///< sum |p - q| / sum (p + q)
  brier,               ///< sum (p - q)^2
  cosine,              ///< sum p q / (|p| |q|), at most 1
  intersection,        ///< sum min(p, q)
  pearson,             ///< correlation over the classes
  ranked_probability,  ///< sum (cumulative difference)^2 / (classes - 1)
};

/// What the rows must be, and what is done to them before: each share is divided by the sum of its
/// row, then floored, then becomes (share + smoothing) / (sum + classes x smoothing).
struct RowRules {
  double mass_tolerance = -1;  ///< a row's sum may be so far from 1; below 0: any sum
  /// Whether each share is divided by the sum of its row.
  bool normalise = false;
  /// Shares of p are at least this.
  double floor_p = 0;
  /// Shares of q are at least this.
  double floor_q = 0;
  /// What is added to each share.
  double smoothing = 0;
  double divisor = 1;  ///< of the sum or logarithm, before a root
};

}  // namespace tonewheel::kernel
