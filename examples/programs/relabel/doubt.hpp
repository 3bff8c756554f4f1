#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tonewheel/dataset/relabelling.hpp>

#include "support/stamp.hpp"

/// What a run of tonewheel-relabel says about how far its probabilities are to be trusted.
namespace program {

inline constexpr const char* doubt_help =
    "add columns: p (p-value under the nearest class), entropy (nats), margin (likeliest less "
    "next), none (mass of \"none of these\"), joined by commas, or all; the summary and the report "
    "have their warnings anyway";

/// Of the rows written; "observed" on the input's scale, null where there are none.
inline Json doubt_json(const tonewheel::Relabelling& counted, bool has_dominance,
                       const Json& none_level) {
  const tonewheel::DoubtCounts::Counts& counts = counted.doubt().counts();
  const tonewheel::DoubtContext& context = counted.run().context;
  const auto share = [&](std::uint64_t count) {
    return counts.rows == 0 ? Json(nullptr)
                            : Json(static_cast<double>(count) / static_cast<double>(counts.rows));
  };
  Json first = Json::object();
  for (std::size_t k = 0; k < context.classes.size(); ++k) {
    first[context.classes[k]] = counts.first[k];
  }
  Json observed = Json::object();
  for (const tonewheel::Axis axis : tonewheel::all_axes) {
    const auto a = static_cast<std::size_t>(axis);
    if (axis == tonewheel::Axis::dominance && !has_dominance) {
      continue;
    }
    observed[std::string(name(axis))] = counts.rows == 0
                                            ? Json(nullptr)
                                            : Json{context.scale.from_unit(axis, counts.least[a]),
                                                   context.scale.from_unit(axis, counts.most[a])};
  }
  return {{"outside_every_class", {{"rows", counts.outside}, {"share", share(counts.outside)}}},
          {"region", tonewheel::doubt_region},
          {"likeliest", std::move(first)},
          {"observed", std::move(observed)},
          {"none_level", none_level}};
}

inline Json warnings_json(const std::vector<tonewheel::DoubtWarning>& warnings) {
  Json all = Json::array();
  for (const tonewheel::DoubtWarning& each : warnings) {
    all.push_back({{"code", each.code},
                   {"text", each.text},
                   {"about", each.about},
                   {"share", each.share ? Json(*each.share) : Json(nullptr)}});
  }
  return all;
}

}  // namespace program
