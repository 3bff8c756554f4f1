#pragma once

#include <cstddef>

#include <tonewheel/kernel/impl/vector_inl.hpp>

// Plain arrays: functions of std::array would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays)
/// Matrices and vectors of 2 or 3 dimensions, one a lane.
namespace tonewheel::kernel::TONEWHEEL_ISA {

template <std::size_t Dim>
struct SmallVector {
  Doubles at[Dim];
};

template <std::size_t Dim>
struct SmallMatrix {
  Doubles at[Dim][Dim];
};

template <std::size_t Dim>
inline Doubles squared_norm(const SmallVector<Dim>& v) noexcept {
  Doubles sum = v.at[0] * v.at[0];
  for (std::size_t i = 1; i < Dim; ++i) {
    sum = multiply_add(v.at[i], v.at[i], sum);
  }
  return sum;
}

template <std::size_t Dim>
inline Doubles squared_norm(const SmallMatrix<Dim>& m) noexcept {
  Doubles sum = {};
  for (std::size_t i = 0; i < Dim; ++i) {
    for (std::size_t j = 0; j < Dim; ++j) {
      sum = multiply_add(m.at[i][j], m.at[i][j], sum);
    }
  }
  return sum;
}

template <std::size_t Dim>
inline SmallVector<Dim> product(const SmallMatrix<Dim>& a, const SmallVector<Dim>& v) noexcept {
  SmallVector<Dim> out;
  for (std::size_t i = 0; i < Dim; ++i) {
    out.at[i] = a.at[i][0] * v.at[0];
    for (std::size_t k = 1; k < Dim; ++k) {
      out.at[i] = multiply_add(a.at[i][k], v.at[k], out.at[i]);
    }
  }
  return out;
}

template <std::size_t Dim>
inline SmallMatrix<Dim> product(const SmallMatrix<Dim>& a, const SmallMatrix<Dim>& b) noexcept {
  SmallMatrix<Dim> out;
  for (std::size_t i = 0; i < Dim; ++i) {
    for (std::size_t j = 0; j < Dim; ++j) {
      out.at[i][j] = a.at[i][0] * b.at[0][j];
      for (std::size_t k = 1; k < Dim; ++k) {
        out.at[i][j] = multiply_add(a.at[i][k], b.at[k][j], out.at[i][j]);
      }
    }
  }
  return out;
}

/// W S W^T - I, S symmetric.
template <std::size_t Dim>
inline SmallMatrix<Dim> congruent_excess(const SmallMatrix<Dim>& w,
                                         const SmallMatrix<Dim>& s) noexcept {
  const SmallMatrix<Dim> half = product(w, s);
  SmallMatrix<Dim> out;
  for (std::size_t i = 0; i < Dim; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      Doubles sum = half.at[i][0] * w.at[j][0];
      for (std::size_t k = 1; k < Dim; ++k) {
        sum = multiply_add(half.at[i][k], w.at[j][k], sum);
      }
      out.at[i][j] = i == j ? sum - 1.0 : sum;
      out.at[j][i] = out.at[i][j];
    }
  }
  return out;
}

/// Of a symmetric matrix.
struct Invariants {
  Doubles trace;
  Doubles minors;       ///< sum of the principal minors of two rows
  Doubles determinant;  ///< of three rows; 0 for a matrix of two
  Doubles squares;      ///< of all entries
};

inline Invariants invariants(const SmallMatrix<2>& m) noexcept {
  return {m.at[0][0] + m.at[1][1], m.at[0][0] * m.at[1][1] - m.at[0][1] * m.at[0][1], Doubles{},
          squared_norm(m)};
}

inline Invariants invariants(const SmallMatrix<3>& m) noexcept {
  const Doubles a = m.at[1][1] * m.at[2][2] - m.at[1][2] * m.at[1][2];
  const Doubles b = m.at[0][0] * m.at[2][2] - m.at[0][2] * m.at[0][2];
  const Doubles c = m.at[0][0] * m.at[1][1] - m.at[0][1] * m.at[0][1];
  const Doubles d = m.at[0][1] * m.at[2][2] - m.at[1][2] * m.at[0][2];
  const Doubles e = m.at[0][1] * m.at[1][2] - m.at[1][1] * m.at[0][2];
  return {m.at[0][0] + m.at[1][1] + m.at[2][2], a + b + c,
          m.at[0][0] * a - m.at[0][1] * d + m.at[0][2] * e, squared_norm(m)};
}

/// L diag(pivots) L^T, L unit lower triangular.
template <std::size_t Dim>
struct Factored {
  Doubles lower[Dim][Dim];
  Doubles pivot[Dim];
  [[nodiscard]] Doubles determinant() const noexcept {
    Doubles value = pivot[0];
    for (std::size_t i = 1; i < Dim; ++i) {
      value *= pivot[i];
    }
    return value;
  }
};

/// I + m / 2, symmetric and positive definite.
template <std::size_t Dim>
inline Factored<Dim> factor_of_1_plus_half(const SmallMatrix<Dim>& m) noexcept {
  Factored<Dim> out;
  for (std::size_t j = 0; j < Dim; ++j) {
    for (std::size_t i = j; i < Dim; ++i) {
      Doubles rest = 0.5 * m.at[i][j] + (i == j ? 1.0 : 0.0);
      for (std::size_t k = 0; k < j; ++k) {
        rest -= out.lower[i][k] * out.lower[j][k] * out.pivot[k];
      }
      if (i == j) {
        out.pivot[j] = rest;
      } else {
        out.lower[i][j] = rest / out.pivot[j];
      }
    }
  }
  return out;
}

/// z^T M^-1 z.
template <std::size_t Dim>
inline Doubles square_in(const Factored<Dim>& m, SmallVector<Dim> z) noexcept {
  Doubles sum = {};
  for (std::size_t i = 0; i < Dim; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      z.at[i] -= m.lower[i][k] * z.at[k];
    }
    sum += z.at[i] * z.at[i] / m.pivot[i];
  }
  return sum;
}

/// The rotation nearest to m, whose determinant is above 0.
inline SmallMatrix<2> orthogonal_factor(const SmallMatrix<2>& m) noexcept {
  const Doubles c = m.at[0][0] + m.at[1][1];
  const Doubles s = m.at[1][0] - m.at[0][1];
  const Doubles norm = square_root(multiply_add(c, c, s * s));
  return {{{c / norm, -s / norm}, {s / norm, c / norm}}};
}

/// The transposed inverse times the determinant.
inline SmallMatrix<3> cofactors(const SmallMatrix<3>& m) noexcept {
  SmallMatrix<3> out;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t r = (i + 1) % 3;
    const std::size_t s = (i + 2) % 3;
    for (std::size_t j = 0; j < 3; ++j) {
      const std::size_t c = (j + 1) % 3;
      const std::size_t d = (j + 2) % 3;
      out.at[i][j] = m.at[r][c] * m.at[s][d] - m.at[r][d] * m.at[s][c];
    }
  }
  return out;
}

/// The same in three dimensions, by Newton's iteration X = (g X + X^-T / g) / 2 with Higham's scale
/// g^2 = |X^-1| / |X| (SIAM J. Sci. Stat. Comput. 7, 1986). Six steps suffice for condition numbers
/// up to 1e10, beyond which the inverses lose too much: NaN.
inline SmallMatrix<3> orthogonal_factor(SmallMatrix<3> m) noexcept {
  Doubles condition = {};
  for (int step = 0; step < 7; ++step) {
    const SmallMatrix<3> inverse = cofactors(m);
    const Doubles determinant =
        multiply_add(m.at[0][0], inverse.at[0][0],
                     multiply_add(m.at[0][1], inverse.at[0][1], m.at[0][2] * inverse.at[0][2]));
    const Doubles norm = squared_norm(m);
    const Doubles norms = square_root(squared_norm(inverse) / norm);
    condition = step == 0 ? norms * norm / determinant : condition;
    const Doubles scale = square_root(norms / determinant);
    const Doubles of_inverse = 0.5 / (scale * determinant);
    const Doubles of_m = 0.5 * scale;
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        m.at[i][j] = multiply_add(m.at[i][j], of_m, inverse.at[i][j] * of_inverse);
      }
    }
  }
  const Doubles unfit =
      ((condition > 0) & (condition < 1e10)) ? Doubles{} : broadcast<Doubles>(__builtin_nan(""));
  m.at[0][0] += unfit;
  return m;
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays)
