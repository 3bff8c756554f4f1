#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <tonewheel/affect/fusion.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

/// The authors' least standard deviation in a fusion.
inline constexpr double fusion_deviation_floor = 1e-6;

inline double fusion_variance(const EmotionClass& each, Axis axis) {
  const double deviation = std::max(each.deviation[axis], fusion_deviation_floor);
  return deviation * deviation;
}

/// Bhattacharyya distance of two Gaussians with independent axes, in nats.
inline double diagonal_bhattacharyya(const EmotionClass& p, const EmotionClass& q) {
  double shift = 0;
  double shape = 0;
  for (const Axis axis : all_axes) {
    const double p_variance = fusion_variance(p, axis);
    const double q_variance = fusion_variance(q, axis);
    const double middle = (p_variance + q_variance) / 2;
    const double difference = p.mean[axis] - q.mean[axis];
    shift += difference * difference / middle;
    shape += std::log(middle / std::sqrt(p_variance * q_variance));
  }
  return std::max(shift / 8 + shape / 2, 0.0);  // in this order NaN stays NaN
}

inline std::string fused_name(const Space& space, const std::vector<std::size_t>& members,
                              const std::vector<std::string>& naming) {
  const auto names = [&](const std::string& name) {
    return std::any_of(naming.begin(), naming.end(), [&](const std::string& each) {
      return lower_ascii(each) == lower_ascii(name);
    });
  };
  std::string joined;
  for (const std::size_t member : members) {
    const std::string& name = space.classes[member].name;
    if (names(name)) {
      joined += (joined.empty() ? "" : " + ") + name;
    }
  }
  if (!joined.empty()) {
    return joined;
  }
  joined = space.classes[members[0]].name;
  if (members.size() > 1) {
    joined += " + " + space.classes[members[1]].name;
  }
  return members.size() > 2 ? joined + " (etc)" : joined;
}

/// Moment matching with equal weights, axis by axis.
inline EmotionClass fused_class(const Space& space, const std::vector<std::size_t>& members) {
  EmotionClass fused;
  const auto count = static_cast<double>(members.size());
  for (const Axis axis : all_axes) {
    double mean = 0;
    for (const std::size_t member : members) {
      mean += space.classes[member].mean[axis];
    }
    mean /= count;
    double variance = 0;
    auto& source = fused.deviation_source[static_cast<std::size_t>(axis)];
    for (const std::size_t member : members) {
      const EmotionClass& each = space.classes[member];
      const double difference = each.mean[axis] - mean;
      variance += fusion_variance(each, axis) + difference * difference;
      if (each.deviation_source[static_cast<std::size_t>(axis)] == DeviationSource::pooled) {
        source = DeviationSource::pooled;
      }
    }
    fused.mean[axis] = mean;
    fused.deviation[axis] = std::sqrt(variance / count);
  }
  return fused;
}

}  // namespace detail

TONEWHEEL_INLINE Fusion fuse(const Space& space, const FusionOptions& options) {
  const std::size_t n = space.classes.size();
  if (n == 0) {
    throw Error("fuse: the space " + space.name + " has no class, expected at least one");
  }
  CondensedDistances distances{n, {}};
  distances.values.reserve(n * (n - 1) / 2);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      distances.values.push_back(
          detail::diagonal_bhattacharyya(space.classes[i], space.classes[j]));
    }
  }
  Fusion fusion{{space.name + "-fused", {}}, {}, complete_linkage(std::move(distances))};
  const std::vector<std::size_t> cluster = cut(
      fusion.tree,
      {.clusters = options.clusters, .height = options.clusters ? std::nullopt : options.height});
  fusion.members.resize(*std::max_element(cluster.begin(), cluster.end()) + 1);
  for (std::size_t i = 0; i < n; ++i) {
    fusion.members[cluster[i]].push_back(i);
  }
  for (const std::vector<std::size_t>& members : fusion.members) {
    fusion.space.classes.push_back(detail::fused_class(space, members));
    fusion.space.classes.back().name = detail::fused_name(space, members, options.naming);
  }
  return fusion;
}

}  // namespace tonewheel
