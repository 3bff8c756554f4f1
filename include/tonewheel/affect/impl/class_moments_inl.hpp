#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include <tonewheel/affect/class_moments.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

namespace detail {

/// a / b without the limits of a double's exponent in between; NaN where b is not above 0.
[[nodiscard]] inline double exact_ratio(const ExactSum& a, const ExactSum& b) noexcept {
  if (b.sign() <= 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const BinaryFraction above = a.fraction();
  const BinaryFraction below = b.fraction();
  return std::ldexp(above.fraction / below.fraction, above.exponent - below.exponent);
}

inline void require_axes(std::size_t axes) {
  if (axes != 2 && axes != 3) {
    throw Error("moments: found " + std::to_string(axes) +
                " axes, expected 2 (valence, arousal) or 3 (and dominance)");
  }
}

inline void require_row(const Vad& point, std::size_t axes, double weight) {
  for (std::size_t a = 0; a < axes; ++a) {
    if (const double x = point[all_axes[a]]; !std::isfinite(x)) {
      throw Error("moments: found " + std::string(name(all_axes[a])) + " " + number_text(x) +
                  ", expected a finite number");
    }
  }
  if (!(weight >= 0 && weight <= 1e100)) {  // sums of more would leave the numbers
    throw Error("moments: found weight " + number_text(weight) +
                ", expected a finite number >= 0, at most 1e+100");
  }
}

}  // namespace detail

TONEWHEEL_INLINE ClassMoments::ClassMoments(std::size_t axes) : axes_(axes) {
  detail::require_axes(axes);
}

TONEWHEEL_INLINE ClassMoments::ClassMoments(const State& state) {
  StateReader from(state, kind);
  axes_ = from.option<std::size_t>("axes");
  detail::require_axes(axes_);
  n_ = from.count<std::uint64_t>("n");
  // Weights above 0, of which the least come to more than 0 too: they are summed exactly.
  sums_.weight = detail::read_sum(from, "weight", n_, detail::SumOf::any);
  from.require(n_ == 0 || sums_.weight.sign() > 0, "weight", "a sum above 0 of rows");
  const auto read = [&](std::string_view name, auto& sums) {
    const std::vector<std::uint64_t> of(sums.size(), n_);
    const std::vector<ExactSum> all = detail::read_sums(from, name, of, detail::SumOf::any);
    std::copy(all.begin(), all.end(), sums.begin());
  };
  read("sums", sums_.first);
  read("products", sums_.second);
  from.finish();
  if (axes_ == 2) {
    from.require(sums_.first[2] == ExactSum(), "sums", "0 of the third of two axes");
    for (const std::size_t of_third : {2U, 4U, 5U}) {
      from.require(sums_.second[of_third] == ExactSum(), "products", "0 of the third of two axes");
    }
  }
  // What overflows has a square that does. Products of three numbers lose digits near the least
  // double, and only there.
  const auto fits_squares = [](const ExactSum& sum, const ExactSum& a, const ExactSum& b) {
    if (detail::is_number(a) && detail::is_number(b) && !detail::is_number(sum)) {
      return false;
    }
    const bool small = sum.fraction().exponent < -300;
    const bool large = a.fraction().exponent > 100 || b.fraction().exponent > 100;
    return small || large || detail::fits_spreads(sum, a, b);
  };
  constexpr std::array<std::size_t, 3> squares{0, 3, 5};
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = a; b < 3; ++b, ++pair) {
      const bool fits =
          fits_squares(sums_.second[pair], sums_.second[squares[a]], sums_.second[squares[b]]);
      from.require((a != b || sums_.second[pair].sign() >= 0) && fits, "products",
                   "sums of squares, and of products that go with them");
    }
    // (sum of w x)^2 is at most sum of w * sum of w x^2.
    from.require(fits_squares(sums_.first[a], sums_.weight, sums_.second[squares[a]]), "sums",
                 "no more than the squares allow");
  }
}

TONEWHEEL_INLINE void ClassMoments::add(const Vad& point, double weight) {
  detail::require_row(point, axes_, weight);
  if (weight == 0) {
    return;
  }
  const std::array<double, 3> x{point.valence, point.arousal, axes_ == 3 ? point.dominance : 0};
  add_count(n_, 1, "moments: rows");
  if (!(weight == 1 ? units_.add(x) : units_.add(x, weight))) {
    add_weighted(x, weight);
  }
}

TONEWHEEL_INLINE void ClassMoments::add_weighted(const std::array<double, 3>& x,
                                                 double weight) noexcept {
  sums_.weight.add(weight);
  std::size_t pair = 0;
  for (std::size_t a = 0; a < axes_; ++a) {
    // weight * x[a] in two parts, so that the product of three numbers is exact.
    const double high = weight * x[a];
    const double low = std::fma(weight, x[a], -high);
    sums_.first[a].add_product(weight, x[a]);
    for (std::size_t b = a; b < 3; ++b, ++pair) {
      if (b < axes_) {
        sums_.second[pair].add_product(high, x[b]);
        if (low != 0) {
          sums_.second[pair].add_product(low, x[b]);
        }
      }
    }
  }
}

TONEWHEEL_INLINE void ClassMoments::merge(const ClassMoments& other) {
  if (axes_ != other.axes_) {
    throw Error("moments: found " + std::to_string(other.axes_) + " axes, expected " +
                std::to_string(axes_) + " as in those merged into");
  }
  const Sums theirs = other.settled();
  add_count(n_, other.n_, "moments: rows");
  sums_.weight.merge(theirs.weight);
  for (std::size_t a = 0; a < 3; ++a) {
    sums_.first[a].merge(theirs.first[a]);
  }
  for (std::size_t pair = 0; pair < 6; ++pair) {
    sums_.second[pair].merge(theirs.second[pair]);
  }
}

TONEWHEEL_INLINE void ClassMoments::subtract(const ClassMoments& part) {
  if (axes_ != part.axes_ || part.n_ > n_) {
    throw Error("moments: found " + std::to_string(part.n_) + " rows of " +
                std::to_string(part.axes_) + " axes to take away, expected some of the " +
                std::to_string(n_) + " rows of " + std::to_string(axes_) + " axes");
  }
  const Sums theirs = part.settled();
  sums_ = settled();
  units_ = UnitProducts();
  n_ -= part.n_;
  sums_.weight.subtract(theirs.weight);
  for (std::size_t a = 0; a < 3; ++a) {
    sums_.first[a].subtract(theirs.first[a]);
  }
  for (std::size_t pair = 0; pair < 6; ++pair) {
    sums_.second[pair].subtract(theirs.second[pair]);
  }
}

TONEWHEEL_INLINE ClassMoments::Sums ClassMoments::settled() const noexcept {
  Sums all = sums_;
  UnitProducts units = units_;
  units.drain(all);
  return all;
}

TONEWHEEL_INLINE std::array<ExactSum, 6> ClassMoments::spread(const Sums& sums) noexcept {
  std::array<ExactSum, 6> out;
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = a; b < 3; ++b, ++pair) {
      ExactSum squared_mean;
      squared_mean.add_product(sums.first[a], sums.first[b]);
      out[pair].add_product(sums.weight, sums.second[pair]);
      out[pair].subtract(squared_mean);
    }
  }
  return out;
}

TONEWHEEL_INLINE double ClassMoments::weight() const noexcept {
  return settled().weight.value();
}

TONEWHEEL_INLINE Vad ClassMoments::mean() const noexcept {
  const Sums sums = settled();
  Vad mean{};
  for (std::size_t a = 0; a < axes_; ++a) {
    mean[all_axes[a]] = detail::exact_ratio(sums.first[a], sums.weight);
  }
  return mean;
}

TONEWHEEL_INLINE std::array<double, 6> ClassMoments::covariance(MomentDivisor by) const noexcept {
  const Sums sums = settled();
  ExactSum divisor;
  divisor.add_product(sums.weight, sums.weight);
  if (by == MomentDivisor::n_minus_1) {
    divisor.subtract(sums.weight);
  }
  const std::array<ExactSum, 6> spreads = spread(sums);
  std::array<double, 6> out{};
  for (std::size_t pair = 0; pair < 6; ++pair) {
    out[pair] = detail::exact_ratio(spreads[pair], divisor);
  }
  return out;
}

TONEWHEEL_INLINE std::array<double, 6> ClassMoments::scatter() const noexcept {
  const Sums sums = settled();
  const std::array<ExactSum, 6> spreads = spread(sums);
  std::array<double, 6> out{};
  for (std::size_t pair = 0; pair < 6; ++pair) {
    out[pair] = detail::exact_ratio(spreads[pair], sums.weight);
  }
  return out;
}

TONEWHEEL_INLINE State ClassMoments::state() const {
  const Sums sums = settled();
  return StateWriter(kind)
      .option("axes", axes_)
      .count("n", n_)
      .count("weight", sums.weight)
      .count("sums", sums.first)
      .count("products", sums.second)
      .finish();
}

TONEWHEEL_INLINE bool ClassMoments::equal(const ClassMoments& other) const noexcept {
  return axes_ == other.axes_ && n_ == other.n_ && settled() == other.settled();
}

}  // namespace tonewheel
