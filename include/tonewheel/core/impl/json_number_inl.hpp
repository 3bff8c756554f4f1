#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tonewheel::detail {

/// Doubles as JSON libraries print them: Grisu2 (Loitsch 2010, "Printing floating-point numbers
/// quickly and accurately with integers", section 5). Its digits always read back; of 10000 numbers
/// about 4 have a digit more than std::to_chars would need, or another last one, so that reports
/// with numbers of std::to_chars would differ from those of nlohmann::json now and then.
class JsonNumber {
 public:
  /// A number above 0, finite.
  explicit JsonNumber(double value) {
    constexpr std::uint64_t hidden = std::uint64_t{1} << 52U;
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const auto biased = static_cast<int>(bits >> 52U);
    const std::uint64_t fraction = bits & (hidden - 1);
    const Scaled exact =
        biased == 0 ? Scaled{fraction, -1074} : Scaled{fraction + hidden, biased - 1075};
    // Every number between these two reads back to this one.
    const bool near_below = fraction == 0 && biased > 1;
    const Scaled above = normal({2 * exact.digits + 1, exact.exponent - 1});
    Scaled below = near_below ? Scaled{4 * exact.digits - 1, exact.exponent - 2}
                              : Scaled{2 * exact.digits - 1, exact.exponent - 1};
    below.digits <<= static_cast<unsigned>(below.exponent - above.exponent);
    below.exponent = above.exponent;
    const int power = power_for(above.exponent);
    const Scaled scale{powers[static_cast<std::size_t>((power + 300) / 8)],
                       (power * 217706 >> 16) - 63};
    exponent_ = -power;
    generate(product(below, scale).digits + 1, product(normal(exact), scale).digits,
             product(above, scale));
  }

  /// The number is digits() times ten to the power of exponent().
  [[nodiscard]] std::string_view digits() const noexcept { return {buffer_.data(), size_}; }
  [[nodiscard]] int exponent() const noexcept { return exponent_; }

 private:
  /// digits times two to the power of exponent.
  struct Scaled {
    std::uint64_t digits;
    int exponent;
  };

  static Scaled normal(Scaled number) noexcept {
    const int shift = std::countl_zero(number.digits);
    return {number.digits << static_cast<unsigned>(shift), number.exponent - shift};
  }

  /// The upper 64 bits of the product, rounded, halves up.
  static Scaled product(Scaled a, Scaled b) noexcept {
    constexpr std::uint64_t low = 0xffffffffU;
    const std::uint64_t ll = (a.digits & low) * (b.digits & low);
    const std::uint64_t lh = (a.digits & low) * (b.digits >> 32U);
    const std::uint64_t hl = (a.digits >> 32U) * (b.digits & low);
    const std::uint64_t hh = (a.digits >> 32U) * (b.digits >> 32U);
    const std::uint64_t middle = (ll >> 32U) + (lh & low) + (hl & low) + (std::uint64_t{1} << 31U);
    return {hh + (lh >> 32U) + (hl >> 32U) + (middle >> 32U), a.exponent + b.exponent + 64};
  }

  /// The power of ten that takes a number of that exponent to one of -60 to -32.
  static int power_for(int exponent) noexcept {
    const int least = -60 - exponent - 1;
    const int power = least * 78913 / (1 << 18) + (least > 0 ? 1 : 0);
    return -300 + (300 + power + 7) / 8 * 8;
  }

  void generate(std::uint64_t below, std::uint64_t exact, Scaled above) noexcept {
    above.digits -= 1;
    std::uint64_t allowed = above.digits - below;
    std::uint64_t distance = above.digits - exact;
    const auto point = static_cast<unsigned>(-above.exponent);
    const std::uint64_t one = std::uint64_t{1} << point;
    std::uint64_t whole = above.digits >> point;
    std::uint64_t part = above.digits & (one - 1);
    std::uint64_t ten = 1;
    int left = 1;
    for (; whole / ten >= 10; ten *= 10) {
      ++left;
    }
    for (; left > 0; ten /= 10) {
      append(whole / ten);
      whole %= ten;
      --left;
      if (const std::uint64_t rest = (whole << point) + part; rest <= allowed) {
        exponent_ += left;
        round(distance, allowed, rest, ten << point);
        return;
      }
    }
    do {
      part *= 10;
      append(part >> point);
      part &= one - 1;
      --exponent_;
      allowed *= 10;
      distance *= 10;
    } while (part > allowed);
    round(distance, allowed, part, one);
  }

  void append(std::uint64_t digit) noexcept {
    buffer_[size_++] = static_cast<char>('0' + static_cast<int>(digit));
  }

  /// Takes the last digit nearer to the number itself.
  void round(std::uint64_t distance, std::uint64_t allowed, std::uint64_t rest,
             std::uint64_t unit) noexcept {
    while (rest < distance && allowed - rest >= unit &&
           (rest + unit < distance || distance - rest > rest + unit - distance)) {
      --buffer_[size_ - 1];
      rest += unit;
    }
  }

  /// The first 64 bits of ten to the powers -300, -292, ... 324, rounded.
  static constexpr std::array<std::uint64_t, 79> powers{
      0xab70fe17c79ac6caU, 0xff77b1fcbebcdc4fU, 0xbe5691ef416bd60cU, 0x8dd01fad907ffc3cU,
      0xd3515c2831559a83U, 0x9d71ac8fada6c9b5U, 0xea9c227723ee8bcbU, 0xaecc49914078536dU,
      0x823c12795db6ce57U, 0xc21094364dfb5637U, 0x9096ea6f3848984fU, 0xd77485cb25823ac7U,
      0xa086cfcd97bf97f4U, 0xef340a98172aace5U, 0xb23867fb2a35b28eU, 0x84c8d4dfd2c63f3bU,
      0xc5dd44271ad3cdbaU, 0x936b9fcebb25c996U, 0xdbac6c247d62a584U, 0xa3ab66580d5fdaf6U,
      0xf3e2f893dec3f126U, 0xb5b5ada8aaff80b8U, 0x87625f056c7c4a8bU, 0xc9bcff6034c13053U,
      0x964e858c91ba2655U, 0xdff9772470297ebdU, 0xa6dfbd9fb8e5b88fU, 0xf8a95fcf88747d94U,
      0xb94470938fa89bcfU, 0x8a08f0f8bf0f156bU, 0xcdb02555653131b6U, 0x993fe2c6d07b7facU,
      0xe45c10c42a2b3b06U, 0xaa242499697392d3U, 0xfd87b5f28300ca0eU, 0xbce5086492111aebU,
      0x8cbccc096f5088ccU, 0xd1b71758e219652cU, 0x9c40000000000000U, 0xe8d4a51000000000U,
      0xad78ebc5ac620000U, 0x813f3978f8940984U, 0xc097ce7bc90715b3U, 0x8f7e32ce7bea5c70U,
      0xd5d238a4abe98068U, 0x9f4f2726179a2245U, 0xed63a231d4c4fb27U, 0xb0de65388cc8ada8U,
      0x83c7088e1aab65dbU, 0xc45d1df942711d9aU, 0x924d692ca61be758U, 0xda01ee641a708deaU,
      0xa26da3999aef774aU, 0xf209787bb47d6b85U, 0xb454e4a179dd1877U, 0x865b86925b9bc5c2U,
      0xc83553c5c8965d3dU, 0x952ab45cfa97a0b3U, 0xde469fbd99a05fe3U, 0xa59bc234db398c25U,
      0xf6c69a72a3989f5cU, 0xb7dcbf5354e9beceU, 0x88fcf317f22241e2U, 0xcc20ce9bd35c78a5U,
      0x98165af37b2153dfU, 0xe2a0b5dc971f303aU, 0xa8d9d1535ce3b396U, 0xfb9b7cd9a4a7443cU,
      0xbb764c4ca7a44410U, 0x8bab8eefb6409c1aU, 0xd01fef10a657842cU, 0x9b10a4e5e9913129U,
      0xe7109bfba19c0c9dU, 0xac2820d9623bf429U, 0x80444b5e7aa7cf85U, 0xbf21e44003acdd2dU,
      0x8e679c2f5e44ff8fU, 0xd433179d9c8cb841U, 0x9e19db92b4e31ba9U};

  std::array<char, 20> buffer_{};
  std::size_t size_ = 0;
  int exponent_ = 0;
};

/// Adds a number as JSON writes it: 0.5, 1.0, 1e+20; null where it is not finite.
inline void append_json_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  out += std::signbit(value) ? "-" : "";
  if (value == 0) {
    out += "0.0";
    return;
  }
  const JsonNumber number(std::abs(value));
  const std::string_view digits = number.digits();
  const auto size = static_cast<int>(digits.size());
  const int before_point = size + number.exponent();
  if (size <= before_point && before_point <= 15) {
    out += digits;
    out.append(static_cast<std::size_t>(before_point - size), '0');
    out += ".0";
  } else if (0 < before_point && before_point <= 15) {
    out += digits.substr(0, static_cast<std::size_t>(before_point));
    out += '.';
    out += digits.substr(static_cast<std::size_t>(before_point));
  } else if (-4 < before_point && before_point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-before_point), '0');
    out += digits;
  } else {
    const int power = before_point - 1;
    out += digits.front();
    out += size > 1 ? "." : "";
    out += digits.substr(1);
    out += power < 0 ? "e-" : "e+";
    out += std::abs(power) < 10 ? "0" : "";
    out += std::to_string(std::abs(power));
  }
}

}  // namespace tonewheel::detail
