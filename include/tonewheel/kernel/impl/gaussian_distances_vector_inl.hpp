#pragma once

#include <cstddef>

#include <tonewheel/kernel/impl/exp2_vector_inl.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/log_vector_inl.hpp>
#include <tonewheel/kernel/impl/small_matrix_vector_inl.hpp>

// Plain arrays and numbers: functions of std::array and the like would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays,modernize-use-std-numbers)
namespace tonewheel::kernel::TONEWHEEL_ISA {

using detail::GaussianTask;

/// One Gaussian against as many as a vector has lanes: where their numbers stand.
template <std::size_t Dim>
struct GaussianPair {
  const double* p;  ///< the same in all lanes
  std::size_t p_stride;
  const double* q;  ///< one a lane
  std::size_t q_stride;

  static constexpr std::size_t covariance = Dim;
  static constexpr std::size_t whitener = covariance + Dim * Dim;
  static constexpr std::size_t root = whitener + Dim * Dim;
  static constexpr std::size_t log_determinant = root + Dim * Dim;

  [[nodiscard]] Doubles p_number(std::size_t f) const noexcept {
    return broadcast<Doubles>(p[f * p_stride]);
  }
  [[nodiscard]] Doubles q_number(std::size_t f) const noexcept {
    return load<Doubles>(q + f * q_stride);
  }
  [[nodiscard]] SmallMatrix<Dim> p_matrix(std::size_t f) const noexcept {
    SmallMatrix<Dim> matrix;
    for (std::size_t i = 0; i < Dim * Dim; ++i) {
      matrix.at[i / Dim][i % Dim] = p_number(f + i);
    }
    return matrix;
  }
  [[nodiscard]] SmallMatrix<Dim> q_matrix(std::size_t f) const noexcept {
    SmallMatrix<Dim> matrix;
    for (std::size_t i = 0; i < Dim * Dim; ++i) {
      matrix.at[i / Dim][i % Dim] = q_number(f + i);
    }
    return matrix;
  }
  /// p's mean less q's.
  [[nodiscard]] SmallVector<Dim> shift() const noexcept {
    SmallVector<Dim> difference;
    for (std::size_t i = 0; i < Dim; ++i) {
      difference.at[i] = p_number(i) - q_number(i);
    }
    return difference;
  }
};

/// log(1 + x), |x| so small that |x / (2 + x)| <= 0.2.
inline Doubles log_of_1_plus(Doubles x) noexcept {
  return log_of_parts(Doubles{}, x / (x + 2.0));
}

/// Squares of the entries of `excess` up to which formulas in it are used: exact near 0, where
/// determinants cancel. Elsewhere determinants are exact.
inline constexpr double alike = 0.04;

/// Everything in coordinates where p's covariance is I: R = W Q W^T is q's, and the mean of both is
/// I + D / 2 with D = R - I. The part of the shapes is log det(I + D / 2) - log det(I + D) / 2;
/// with the invariants t, s, d of D and a = t / 2 + c the determinants are 1 + a and 1 + b, and (1
/// + a)^2 / (1 + b) = 1 + (|D|^2 / 4 + t c + c^2 - 3 d / 4) / (1 + b).
template <std::size_t Dim>
inline Doubles bhattacharyya_of(const GaussianPair<Dim>& pair) noexcept {
  using Pair = GaussianPair<Dim>;
  const SmallMatrix<Dim> whitener = pair.p_matrix(Pair::whitener);
  const SmallMatrix<Dim> excess = congruent_excess(whitener, pair.q_matrix(Pair::covariance));
  const Factored<Dim> middle = factor_of_1_plus_half(excess);
  const Doubles square = square_in(middle, product(whitener, pair.shift()));
  const Invariants of = invariants(excess);
  const Doubles c = of.minors * 0.25 + of.determinant * 0.125;
  const Doubles top = multiply_add(c, of.trace + c, of.squares * 0.25) - 0.75 * of.determinant;
  const Doubles bottom = 1.0 + (of.trace + of.minors + of.determinant);
  const auto near = of.squares <= alike;
  const Doubles near_shape = 0.5 * log_of_1_plus(near ? top / bottom : Doubles{});
  const Doubles far_shape =
      log(middle.determinant()) +
      0.5 * (pair.p_number(Pair::log_determinant) - pair.q_number(Pair::log_determinant));
  const Doubles shape = near ? near_shape : far_shape;
  return larger(Doubles{}, square * 0.125 + shape * 0.5);
}

/// sqrt(1 - exp(-x)), x >= 0. With exp(-x) = 2^n 2^f it is (1 - 2^n) - 2^n (2^f - 1), and nothing
/// cancels for n = 0.
inline Doubles root_of_1_less_power(Doubles x) noexcept {
  const Doubles y = larger(x * -1.44269504088896340736, Doubles{} - 1000.0);
  const auto shift = broadcast<Doubles>(0x1.8p52);
  const Doubles rounded = y + shift;
  const Doubles n = rounded - shift;
  const Doubles f = y - n;
  const Doubles scale = exp2(n);
  const Doubles rest = (1.0 - scale) - scale * (f * exp2_slope(f));
  return square_root(larger(Doubles{}, rest));
}

template <std::size_t Dim>
struct BhattacharyyaOf {
  static Doubles of(const GaussianPair<Dim>& pair) noexcept { return bhattacharyya_of(pair); }
};

template <std::size_t Dim>
struct HellingerOf {
  static Doubles of(const GaussianPair<Dim>& pair) noexcept {
    const Doubles nats = bhattacharyya_of(pair);
    return nats < 1e300 ? root_of_1_less_power(nats) : broadcast<Doubles>(__builtin_nan(""));
  }
};

/// In coordinates where q's covariance is I: (|z|^2 + tr D - log det(I + D)) / 2.
template <std::size_t Dim>
struct KullbackLeiblerOf {
  static Doubles of(const GaussianPair<Dim>& pair) noexcept {
    using Pair = GaussianPair<Dim>;
    const SmallMatrix<Dim> whitener = pair.q_matrix(Pair::whitener);
    const SmallMatrix<Dim> excess = congruent_excess(whitener, pair.p_matrix(Pair::covariance));
    const Invariants of = invariants(excess);
    const auto near = of.squares <= alike;
    const Doubles b = of.trace + of.minors + of.determinant;
    const Doubles near_log = log_of_1_plus(near ? b : Doubles{});
    const Doubles far_log =
        pair.p_number(Pair::log_determinant) - pair.q_number(Pair::log_determinant);
    const Doubles square = squared_norm(product(whitener, pair.shift()));
    return larger(Doubles{}, 0.5 * (square + (of.trace - (near ? near_log : far_log))));
  }
};

/// The least |P^1/2 - Q^1/2 U|^2 over orthogonal U, which does not cancel: U is the orthogonal
/// factor of Q^1/2 P^1/2.
template <std::size_t Dim>
struct WassersteinOf {
  static Doubles of(const GaussianPair<Dim>& pair) noexcept {
    using Pair = GaussianPair<Dim>;
    const SmallMatrix<Dim> p_root = pair.p_matrix(Pair::root);
    const SmallMatrix<Dim> q_root = pair.q_matrix(Pair::root);
    const SmallMatrix<Dim> turn = orthogonal_factor(product(q_root, p_root));
    const SmallMatrix<Dim> turned = product(q_root, turn);
    Doubles squares = squared_norm(pair.shift());
    for (std::size_t i = 0; i < Dim; ++i) {
      for (std::size_t j = 0; j < Dim; ++j) {
        const Doubles difference = p_root.at[i][j] - turned.at[i][j];
        squares = multiply_add(difference, difference, squares);
      }
    }
    return square_root(squares);
  }
};

template <class Distance, std::size_t Dim>
inline void distance_row(const GaussianTask& task) noexcept {
  constexpr std::size_t n = lanes<Doubles>;
  alignas(vector_bytes) double of_pair[n];
  for (std::size_t first = 0; first < task.count; first += n) {
    const GaussianPair<Dim> pair{task.p, task.p_stride, task.q + first, task.q_stride};
    const Doubles value = Distance::of(pair);
    store(of_pair, value < 1e300 ? value : broadcast<Doubles>(__builtin_nan("")));
    const std::size_t count = task.count - first < n ? task.count - first : n;
    __builtin_memcpy(task.out + first, of_pair, count * sizeof(double));
  }
}

template <template <std::size_t> class Distance>
inline void distance_row(const GaussianTask& task) noexcept {
  if (task.dimensions == 2) {
    distance_row<Distance<2>, 2>(task);
  } else {
    distance_row<Distance<3>, 3>(task);
  }
}

inline void gaussian_distances_kernel(GaussianDistance distance,
                                      const GaussianTask& task) noexcept {
  switch (distance) {
    case GaussianDistance::bhattacharyya:
      return distance_row<BhattacharyyaOf>(task);
    case GaussianDistance::hellinger:
      return distance_row<HellingerOf>(task);
    case GaussianDistance::kullback_leibler:
      return distance_row<KullbackLeiblerOf>(task);
    case GaussianDistance::wasserstein:
      return distance_row<WassersteinOf>(task);
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays,modernize-use-std-numbers)
