#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/near_point.hpp>
#include <tonewheel/ontology/tier.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/wheel/catalogue.hpp>

#include "ontology/session.hpp"

/// tonewheel-ontology find --vad: which words and which cells of the wheels lie near a point.
namespace ontology {

/// The options of find that speak of a point.
struct PointLine {
  std::string vad;
  std::string scale = "unit";
  std::size_t count = 3;
};

/// A rating on the unit scale.
struct RatedPoint {
  Vad unit;
  bool has_dominance = true;
};

/// "V,A,D" or "V,A" on a scale; throws WrongUse.
inline RatedPoint read_point(const PointLine& line) {
  const Scale scale = [&] {
    try {
      return parse_scale(line.scale);
    } catch (const Error& error) {
      throw program::WrongUse(error.what());
    }
  }();
  std::vector<double> numbers;
  for (std::string_view rest = line.vad;;) {
    const std::size_t comma = rest.find(',');
    const auto value = parse_number(trim(rest.substr(0, comma)));
    if (!value || numbers.size() == 3) {
      throw program::WrongUse("--vad: found " + shown(line.vad) +
                              ", expected two or three numbers such as .3,.6,.1");
    }
    const Axis axis = all_axes[numbers.size()];
    if (const AxisRange& range = scale.range(axis); !range.contains(*value)) {
      throw program::WrongUse("--vad: found " + std::string(name(axis)) + " " +
                              number_text(*value) + ", expected " + number_text(range.min) +
                              " to " + number_text(range.max) + " (--scale " + scale.name() + ")");
    }
    numbers.push_back(scale.to_unit(axis, *value));
    if (comma == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(comma + 1);
  }
  if (numbers.size() == 1) {
    throw program::WrongUse("--vad: found " + shown(line.vad) +
                            ", expected two or three numbers such as .3,.6,.1");
  }
  const bool three = numbers.size() == 3;
  return {{numbers[0], numbers[1], three ? numbers[2] : 0}, three};
}

/// What the numbers of a neighbour are.
inline constexpr const char* nearness_meaning =
    "distance: from the point to the word's mean, a straight line on the unit scale (-1 to 1), "
    "which "
    "orders the list;\nsd: the same in standard deviations of the word's Gaussian (Mahalanobis).";

/// "distance 0.123, 0.9 sd", with what the Gaussian is worth.
inline std::string nearness_text(const ConceptGraph& graph, const PointNeighbour& near) {
  const ConceptAffect& affect = *graph[near.concept_id].affect;
  return fmt::format(
      "distance {:.3f}, {}{}{}", near.distance,
      std::isnan(near.deviations) ? "no density" : fmt::format("{:.2f} sd", near.deviations),
      near.inherited ? "; inherited from " + std::string(name(affect.origin)) : "",
      near.tied ? "; tied by inheritance" : "");
}

inline Json nearness_json(const ConceptGraph& graph, const PointNeighbour& near) {
  const Concept& node = graph[near.concept_id];
  return {{"key", node.key},
          {"name", node.name()},
          {"distance", near.distance},
          {"deviations", std::isnan(near.deviations) ? Json() : Json(near.deviations)},
          {"origin", name(node.affect->origin)},
          {"inherited", near.inherited},
          {"tied", near.tied}};
}

/// The nearest of each tier of a scheme, or of the whole graph where no scheme speaks first.
inline Json print_tiers(const Loaded& loaded, const Common& common, const RatedPoint& point,
                        std::size_t count) {
  const ConceptGraph& graph = loaded.graph;
  auto scheme = chosen_scheme(loaded, common);
  if (!scheme) {
    scheme = graph.find_scheme(tone_key);
  }
  std::set<std::optional<int>> tiers;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    if (scheme && graph[{i}].scheme == scheme && graph[{i}].affect) {
      tiers.insert(graph[{i}].tier);
    }
  }
  if (tiers.size() < 2) {
    tiers = {std::nullopt};
  }
  Json all = Json::array();
  for (const std::optional<int> tier : tiers) {
    const auto nearest =
        nearest_to_point(graph, point.unit, count,
                         {.scheme = scheme, .tier = tier, .has_dominance = point.has_dominance});
    const bool tone = scheme && graph.scheme(*scheme).key == tone_key && tier && *tier <= 3;
    const std::string title = !tier  ? "nearest"
                              : tone ? std::string(name(static_cast<Tier>(*tier)))
                                     : "tier " + std::to_string(*tier);
    Json list = Json::array();
    for (const PointNeighbour& near : nearest) {
      list.push_back(nearness_json(graph, near));
      if (!common.quiet) {
        fmt::print("  {:11} {}  ({})\n", list.size() == 1 ? title : "",
                   path_text(graph, near.concept_id), nearness_text(graph, near));
      }
    }
    all.push_back({{"tier", tier ? Json(*tier) : Json()}, {"nearest", std::move(list)}});
  }
  return all;
}

/// The nearest cell of every wheel: its sector, ring and angle.
inline Json print_wheels(const Loaded& loaded, const Common& common, const RatedPoint& point) {
  const ConceptGraph& graph = loaded.graph;
  Json all = Json::array();
  if (!loaded.shipped) {
    return all;
  }
  for (const std::string& key : wheel_keys()) {
    const Wheel wheel = shipped_wheel(graph, key);
    std::vector<ConceptId> cells;
    for (int ring = 1; ring <= wheel.rings(); ++ring) {
      const auto of_ring = wheel.ring(ring);
      cells.insert(cells.end(), of_ring.begin(), of_ring.end());
    }
    const auto nearest =
        nearest_to_point(graph, cells, point.unit, 1, {.has_dominance = point.has_dominance});
    if (nearest.empty()) {
      all.push_back({{"wheel", key}, {"cell", nullptr}});
      continue;
    }
    const PointNeighbour& near = nearest.front();
    const std::string sector(graph[wheel.core(*wheel.sector_of(near.concept_id))].name());
    const int ring = *wheel.ring_of(near.concept_id);
    const double degrees = 360 * *wheel.angle_of(near.concept_id);
    if (!common.quiet) {
      fmt::print("  {:11} {}, sector {}, ring {}, {:.1f} degrees{}  ({})\n", key,
                 path_text(graph, near.concept_id), sector, ring, degrees,
                 wheel.has_published_angles() ? "" : " by order", nearness_text(graph, near));
    }
    all.push_back({{"wheel", key},
                   {"cell", nearness_json(graph, near)},
                   {"sector", sector},
                   {"ring", ring},
                   {"degrees", degrees},
                   {"published_angles", wheel.has_published_angles()}});
  }
  return all;
}

inline int find_point(const Common& common, const PointLine& line) {
  const RatedPoint point = read_point(line);
  const Loaded loaded = load(common);
  const Vad& unit = point.unit;
  if (!common.quiet) {
    fmt::print("valence {:+.3f}, arousal {:+.3f}{} on the unit scale\n", unit.valence, unit.arousal,
               point.has_dominance ? fmt::format(", dominance {:+.3f}", unit.dominance)
                                   : ", any dominance");
  }
  Json json{{"point",
             {{"valence", unit.valence},
              {"arousal", unit.arousal},
              {"dominance", point.has_dominance ? Json(unit.dominance) : Json()}}}};
  json["tiers"] = print_tiers(loaded, common, point, line.count);
  json["wheels"] = print_wheels(loaded, common, point);
  if (!common.quiet) {
    fmt::print("{}\n", nearness_meaning);
  }
  write_report(common, loaded, std::move(json), "find",
               {{"vad", line.vad}, {"scale", line.scale}, {"count", line.count}});
  return program::done;
}

}  // namespace ontology
