#pragma once

#include <cstddef>

#include <tonewheel/kernel/impl/log_vector_inl.hpp>
#include <tonewheel/kernel/impl/vector_inl.hpp>

/// What a metric of distributions sums up, a row a lane. Each takes the classes in turn: add(p, q),
/// for each of its passes over them; then finish(divisor, classes).
namespace tonewheel::kernel::TONEWHEEL_ISA {

inline Doubles smaller(Doubles a, Doubles b) noexcept {
  return -larger(-a, -b);
}
inline Doubles magnitude(Doubles x) noexcept {
  return larger(x, -x);
}

/// Shares are scaled by this where only their ratio counts, so that none is denormal.
inline constexpr double share_scale = 0x1p64;

/// log(p / q), p and q > 0 or 0 where the value is not used.
inline Doubles share_log_ratio(Doubles p, Doubles q) noexcept {
  return log_ratio(p * share_scale, q > 0 ? q * share_scale : broadcast<Doubles>(1.0));
}

struct KlTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const Doubles at_zero = p > 0 ? broadcast<Doubles>(__builtin_inf()) : Doubles{};
    return q > 0 ? p * share_log_ratio(p, q) : at_zero;
  }
};

struct SymmetricKlTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const Doubles value = (p - q) * share_log_ratio(p, q);
    const auto at_zero = broadcast<Doubles>(__builtin_inf());
    return p == q ? Doubles{} : (((p > 0) & (q > 0)) ? value : at_zero);
  }
};

/// With t = (p - q) / (p + q): (p + q) / 4 times t log((1 + t) / (1 - t)) + log(1 - t^2) for near
/// shares, where nothing cancels; else, with v and w = (1 +- t) / 2, twice
/// v log 2 v + w log 2 w, of which at most nine tenths cancel.
struct JsTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const auto one = broadcast<Doubles>(1.0);
    const Doubles sum = p + q;
    const Doubles divisor = sum > 0 ? sum : one;
    const Doubles t = (p - q) / divisor;
    const Doubles t2 = t * t;
    const auto close = t2 <= 0.04;
    const Doubles v = (p + p) / divisor;
    const Doubles w = (q + q) / divisor;
    const Doubles a =
        close ? log_of_parts(Doubles{}, t) : log_ratio(larger(v, one * 0x1p-1000), one);
    const Doubles b = close ? log_of_parts(Doubles{}, -t2 / (2.0 - t2))
                            : log_ratio(larger(w, one * 0x1p-1000), one);
    const Doubles both = multiply_add(close ? t : v, a, (close ? one : w) * b);
    return larger(Doubles{}, sum * 0.25 * both);
  }
};

struct CrossEntropyTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const auto one = broadcast<Doubles>(share_scale);
    const Doubles value = -p * log_ratio(q > 0 ? q * share_scale : one, one);
    const Doubles at_zero = p > 0 ? broadcast<Doubles>(__builtin_inf()) : Doubles{};
    return q > 0 ? value : at_zero;
  }
};

/// difference^2 / divisor, 0 where there is no difference.
inline Doubles squared_part(Doubles difference, Doubles divisor) noexcept {
  return difference == 0 ? Doubles{} : difference / divisor * difference;
}

struct ChiSquaredTerm {
  static Doubles of(Doubles p, Doubles q) noexcept { return squared_part(p - q, p + q); }
};
struct ChiSquaredOfQTerm {
  static Doubles of(Doubles p, Doubles q) noexcept { return squared_part(p - q, q); }
};
struct ChiSquaredOfPTerm {
  static Doubles of(Doubles p, Doubles q) noexcept { return squared_part(p - q, p); }
};

struct HellingerTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const Doubles difference = square_root(p) - square_root(q);
    return difference * difference;
  }
};

struct FidelityTerm {
  static Doubles of(Doubles p, Doubles q) noexcept { return square_root(p) * square_root(q); }
};

struct ClarkTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const Doubles difference = p - q;
    const Doubles ratio = difference == 0 ? Doubles{} : difference / (p + q);
    return ratio * ratio;
  }
};

struct CanberraTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const Doubles difference = magnitude(p - q);
    return difference == 0 ? Doubles{} : difference / (p + q);
  }
};

struct SquareTerm {
  static Doubles of(Doubles p, Doubles q) noexcept {
    const Doubles difference = p - q;
    return difference * difference;
  }
};

struct IntersectionTerm {
  static Doubles of(Doubles p, Doubles q) noexcept { return smaller(p, q); }
};

/// What becomes of a sum.
struct AsItIs {
  static Doubles of(Doubles sum, double divisor) noexcept { return sum / divisor; }
};
struct Root {
  static Doubles of(Doubles sum, double divisor) noexcept { return square_root(sum / divisor); }
};
struct RootOfHalf {
  static Doubles of(Doubles sum, double) noexcept { return square_root(sum * 0.5); }
};
struct MinusLog {
  static Doubles of(Doubles sum, double divisor) noexcept { return (0.0 - log(sum)) / divisor; }
};

template <class Term, class Last = AsItIs>
struct SumOf {
  static constexpr int passes = 1;
  Doubles sum = {};
  void add(int, Doubles p, Doubles q) noexcept { sum += Term::of(p, q); }
  [[nodiscard]] Doubles finish(double divisor, double) const noexcept {
    return Last::of(sum, divisor);
  }
};

struct Chebyshev {
  static constexpr int passes = 1;
  Doubles largest = {};
  void add(int, Doubles p, Doubles q) noexcept { largest = larger(magnitude(p - q), largest); }
  [[nodiscard]] Doubles finish(double, double) const noexcept { return largest; }
};

struct Sorensen {
  static constexpr int passes = 1;
  Doubles apart = {};
  Doubles sum = {};
  void add(int, Doubles p, Doubles q) noexcept {
    apart += magnitude(p - q);
    sum += p + q;
  }
  [[nodiscard]] Doubles finish(double, double) const noexcept { return apart / sum; }
};

/// Sums of products; NaN where the squares are too small to be told from 0.
struct Products {
  Doubles product = {};
  Doubles square_p = {};
  Doubles square_q = {};
  void add(Doubles p, Doubles q) noexcept {
    product = multiply_add(p, q, product);
    square_p = multiply_add(p, p, square_p);
    square_q = multiply_add(q, q, square_q);
  }
  [[nodiscard]] Doubles ratio() const noexcept {
    const Doubles value = product / (square_root(square_p) * square_root(square_q));
    const auto one = broadcast<Doubles>(1.0);
    const Doubles kept = smaller(one, larger(-one, value));
    return smaller(square_p, square_q) > 1e-200 ? kept : broadcast<Doubles>(__builtin_nan(""));
  }
};

struct Cosine {
  static constexpr int passes = 1;
  Products products;
  void add(int, Doubles p, Doubles q) noexcept { products.add(p, q); }
  [[nodiscard]] Doubles finish(double, double) const noexcept { return products.ratio(); }
};

/// Each row less its first share, so that what is common to all cancels exactly; then less the mean
/// of those.
struct Pearson {
  static constexpr int passes = 2;
  Doubles first_p = {};
  Doubles first_q = {};
  Doubles sum_p = {};
  Doubles sum_q = {};
  Products products;
  double classes = 0;
  bool started = false;
  void add(int pass, Doubles p, Doubles q) noexcept {
    if (!started) {
      first_p = p;
      first_q = q;
      started = true;
    }
    if (pass == 0) {
      sum_p += p - first_p;
      sum_q += q - first_q;
      classes += 1;
    } else {
      products.add(p - first_p - sum_p / classes, q - first_q - sum_q / classes);
    }
  }
  [[nodiscard]] Doubles finish(double, double) const noexcept { return products.ratio(); }
};

struct RankedProbability {
  static constexpr int passes = 1;
  Doubles ahead = {};
  Doubles sum = {};
  void add(int, Doubles p, Doubles q) noexcept {
    ahead += p - q;
    sum = multiply_add(ahead, ahead, sum);
  }
  [[nodiscard]] Doubles finish(double, double classes) const noexcept {
    return classes > 1 ? sum / (classes - 1) : broadcast<Doubles>(__builtin_nan(""));
  }
};

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
