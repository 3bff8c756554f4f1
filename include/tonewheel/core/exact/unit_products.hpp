#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>

namespace tonewheel {

/// A fast waiting room for exact sums of coordinates in [-1, 1] and of their products two by two,
/// of rows that count once or by a share in [0, 1]: several times as fast as additions to ExactSum,
/// to the same bits. It takes whole multiples of 2^-62, as every double of at least 2^-10 in size
/// is; the others are refused, for the caller to add one by one.
class UnitProducts {
 public:
  /// Valence, arousal and dominance.
  static constexpr std::size_t axes = 3;
  /// 00, 01, 02, 11, 12, 22.
  static constexpr std::size_t pairs = 6;

  /// The sums that the waiting room is emptied into.
  struct Sums {
    ExactSum weight;                     ///< of the rows
    std::array<ExactSum, axes> first;    ///< of each coordinate times the weight
    std::array<ExactSum, pairs> second;  ///< of each pair of coordinates times the weight
    friend bool operator==(const Sums&, const Sums&) noexcept = default;
  };

  /// A row of weight 1. False, and nothing is added, where a coordinate is not in [-1, 1] or no
  /// multiple of 2^-62.
  [[nodiscard]] bool add(const std::array<double, axes>& point) noexcept {
    std::array<std::int64_t, axes> x{};
    if (!whole(point[0], x[0]) || !whole(point[1], x[1]) || !whole(point[2], x[2])) {
      return false;
    }
    rows_ += 1;
    for (std::size_t a = 0; a < axes; ++a) {
      first_[a] += x[a];
    }
    second_[0].add(product(x[0], x[0]));
    second_[1].add(product(x[0], x[1]));
    second_[2].add(product(x[0], x[2]));
    second_[3].add(product(x[1], x[1]));
    second_[4].add(product(x[1], x[2]));
    second_[5].add(product(x[2], x[2]));
    return true;
  }

  /// The same for a row of a weight in [0, 1], a multiple of 2^-62 too.
  [[nodiscard]] bool add(const std::array<double, axes>& point, double weight) noexcept {
    std::array<std::int64_t, axes> x{};
    std::int64_t w = 0;
    if (!(weight >= 0) || !whole(weight, w) || !whole(point[0], x[0]) || !whole(point[1], x[1]) ||
        !whole(point[2], x[2])) {
      return false;
    }
    weight_ += w;
    for (std::size_t a = 0; a < axes; ++a) {
      weighted_first_[a].add(product(w, x[a]));
    }
    weighted_second_[0].add(product(x[0], x[0]), w);
    weighted_second_[1].add(product(x[0], x[1]), w);
    weighted_second_[2].add(product(x[0], x[2]), w);
    weighted_second_[3].add(product(x[1], x[1]), w);
    weighted_second_[4].add(product(x[1], x[2]), w);
    weighted_second_[5].add(product(x[2], x[2]), w);
    return true;
  }

  /// Adds what waits to the caller's sums; nothing waits any more.
  void drain(Sums& sums) noexcept;

 private:
  __extension__ using Wide = __int128;
  __extension__ using WideCount = unsigned __int128;

  // Room for 2^60 rows: each term below is at most 2^62, 2^124 or 2^186 in size, and is split so
  // that 60 bits are left above it.
  struct Pile {
    WideCount low = 0;  ///< counts 1
    Wide high = 0;      ///< counts 2^64
    void add(Wide value) noexcept {
      low += static_cast<std::uint64_t>(value);
      high += static_cast<std::int64_t>(value >> 64);
    }
  };
  struct TallPile {
    WideCount low = 0;  ///< counts 1
    Pile high;          ///< counts 2^64
    /// factor >= 0.
    void add(Wide value, std::int64_t factor) noexcept {
      const auto times = static_cast<std::uint64_t>(factor);
      const WideCount least = static_cast<WideCount>(static_cast<std::uint64_t>(value)) * times;
      low += static_cast<std::uint64_t>(least);
      high.add((value >> 64) * factor + static_cast<Wide>(least >> 64U));
    }
  };

  static constexpr double unit = 0x1p62;

  [[nodiscard]] static bool whole(double x, std::int64_t& out) noexcept {
    const double scaled = x * unit;
    if (!(std::abs(x) <= 1)) {
      return false;
    }
    out = static_cast<std::int64_t>(scaled);
    return static_cast<double>(out) == scaled;
  }
  [[nodiscard]] static Wide product(std::int64_t a, std::int64_t b) noexcept {
    return static_cast<Wide>(a) * b;
  }

  /// value * 2^exponent into a sum, by pieces that doubles hold.
  static void add_whole(ExactSum& sum, Wide value, int exponent) noexcept;
  static void add_count(ExactSum& sum, WideCount value, int exponent, bool below) noexcept;
  static void add_pile(ExactSum& sum, const Pile& pile, int exponent) noexcept;

  Wide rows_ = 0;
  std::array<Wide, axes> first_{};
  std::array<Pile, pairs> second_{};
  Wide weight_ = 0;
  std::array<Pile, axes> weighted_first_{};
  std::array<TallPile, pairs> weighted_second_{};
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/exact/impl/unit_products_inl.hpp>
#endif
