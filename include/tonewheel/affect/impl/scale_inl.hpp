#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

TONEWHEEL_INLINE Scale::Scale(std::string name, std::array<AxisRange, 3> ranges,
                              std::array<Axis, 3> order, std::size_t axes)
    : name_(std::move(name)), ranges_(ranges), order_(order), axes_(axes) {
  for (const AxisRange& range : ranges_) {
    if (!std::isfinite(range.min) || !std::isfinite(range.max) || !(range.min < range.neutral) ||
        !(range.neutral < range.max) || !std::isfinite(range.max - range.neutral) ||
        !std::isfinite(range.neutral - range.min)) {
      throw Error("scale " + shown(name_) + ": expected finite min < neutral < max, found min " +
                  number_text(range.min) + ", neutral " + number_text(range.neutral) + ", max " +
                  number_text(range.max));
    }
  }
  auto sorted = order_;
  std::sort(sorted.begin(), sorted.end());
  if (sorted != all_axes) {
    throw Error("scale " + shown(name_) + ": the column order must name each axis once");
  }
  if (axes_ != 3 && (axes_ != 2 || order_[2] != Axis::dominance)) {
    throw Error("scale " + shown(name_) + ": expected 3 axes, or 2 without dominance");
  }
}

TONEWHEEL_INLINE double Scale::from_unit(Axis axis, double value) const noexcept {
  const AxisRange& r = range(axis);
  if (value == 1.0) {
    return r.max;
  }
  if (value == -1.0) {
    return r.min;
  }
  return value >= 0 ? r.neutral + value * (r.max - r.neutral)
                    : r.neutral + value * (r.neutral - r.min);
}

TONEWHEEL_INLINE Vad Scale::to_unit(const Vad& point) const noexcept {
  return {to_unit(Axis::valence, point.valence), to_unit(Axis::arousal, point.arousal),
          to_unit(Axis::dominance, point.dominance)};
}

TONEWHEEL_INLINE Vad Scale::from_unit(const Vad& point) const noexcept {
  return {from_unit(Axis::valence, point.valence), from_unit(Axis::arousal, point.arousal),
          from_unit(Axis::dominance, point.dominance)};
}

TONEWHEEL_INLINE Vad convert(const Vad& point, const Scale& from, const Scale& to) noexcept {
  return to.from_unit(from.to_unit(point));
}

TONEWHEEL_INLINE std::span<const Scale> scale_presets() {
  constexpr auto all = [](double min, double max) {
    const AxisRange range{min, max, (min + max) / 2};
    return std::array{range, range, range};
  };
  constexpr std::array vad{Axis::valence, Axis::arousal, Axis::dominance};
  constexpr std::array adv{Axis::arousal, Axis::dominance, Axis::valence};
  static const std::vector<Scale> presets{
      Scale{},
      Scale{"affectnet", all(-1, 1), vad, 2},
      Scale{"emobank", all(1, 5)},
      Scale{"warriner", all(1, 9)},
      Scale{"anew", all(1, 9)},
      Scale{"nrc", all(0, 1)},
      Scale{"w2v2", all(0, 1), adv},
      Scale{"msp-podcast", all(1, 7)},
      Scale{"iemocap", all(1, 5)},
      Scale{"emotic", all(1, 10)},
      Scale{"nrc2", all(-1, 1)},
      Scale{"omg", {AxisRange{-1, 1, 0}, AxisRange{0, 1, 0.5}, AxisRange{}}, vad, 2},
  };
  return presets;
}

namespace detail {

/// The parts of a text between a character, at least one.
inline std::vector<std::string_view> parts_between(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(between);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(at + 1);
  }
}

/// "min:max" with neutral in the middle, or "min:max:neutral".
inline std::optional<AxisRange> parse_range(std::string_view text) {
  const std::vector<std::string_view> parts = parts_between(text, ':');
  if (parts.size() != 2 && parts.size() != 3) {
    return std::nullopt;
  }
  const auto min = parse_number(parts[0]);
  const auto max = parse_number(parts[1]);
  const auto neutral = parts.size() == 3 ? parse_number(parts[2])
                       : min && max      ? std::optional(*min + (*max - *min) / 2)
                                         : std::nullopt;
  return min && max && neutral ? std::optional(AxisRange{*min, *max, *neutral}) : std::nullopt;
}

/// "v=-1:1,a=0:1" and the like; nothing where an axis is not there, is there twice, or no range.
inline std::optional<Scale> parse_axes(const std::string& text) {
  std::array<std::optional<AxisRange>, 3> ranges;
  std::array<Axis, 3> order{all_axes};
  std::size_t axes = 0;
  for (const std::string_view part : parts_between(text, ',')) {
    const std::size_t equals = part.find('=');
    const std::string_view axis = trim(part.substr(0, equals));
    const std::size_t letter =
        axis.size() == 1 ? std::string_view("vad").find(axis[0]) : std::string_view::npos;
    if (equals == std::string_view::npos || letter == std::string_view::npos || ranges[letter]) {
      return std::nullopt;
    }
    ranges[letter] = parse_range(part.substr(equals + 1));
    if (!ranges[letter]) {
      return std::nullopt;
    }
    order[axes++] = all_axes[letter];
  }
  if (!ranges[0] || !ranges[1]) {
    return std::nullopt;
  }
  if (axes == 2) {
    order[2] = Axis::dominance;
  }
  return Scale(text, {*ranges[0], *ranges[1], ranges[2].value_or(AxisRange{})}, order, axes);
}

}  // namespace detail

TONEWHEEL_INLINE Scale parse_scale(std::string_view text) {
  const std::string wanted = lower_ascii(trim(text));
  std::string names;
  for (const Scale& preset : scale_presets()) {
    if (preset.name() == wanted) {
      return preset;
    }
    names += preset.name() + ", ";
  }
  const auto error = [&] {
    return Error(
        "scale: found " + shown(text) + ", expected one of " + names +
        "or min:max:neutral such as 0:100:50 (with an order such as 0:1:0.5:ADV), or a range for "
        "each axis such as v=-1:1,a=0:1");
  };
  if (wanted.find('=') != std::string::npos) {
    if (auto scale = detail::parse_axes(wanted)) {
      return *std::move(scale);
    }
    throw error();
  }
  const std::vector<std::string_view> parts = detail::parts_between(wanted, ':');
  if (parts.size() != 3 && parts.size() != 4) {
    throw error();
  }
  const auto min = parse_number(parts[0]);
  const auto max = parse_number(parts[1]);
  const auto neutral = parse_number(parts[2]);
  if (!min || !max || !neutral) {
    throw error();
  }
  std::array<Axis, 3> order{all_axes};
  if (parts.size() == 4) {
    if (parts[3].size() != 3) {
      throw error();
    }
    for (std::size_t i = 0; i < 3; ++i) {
      constexpr std::string_view letters = "vad";
      const auto letter = letters.find(parts[3][i]);
      if (letter == std::string_view::npos) {
        throw error();
      }
      order[i] = all_axes[letter];
    }
  }
  const AxisRange range{*min, *max, *neutral};
  return {wanted, {range, range, range}, order};
}

}  // namespace tonewheel
