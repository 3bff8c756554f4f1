#pragma once

#include <utility>

#include <tonewheel/affect/space.hpp>

#include "support/stamp.hpp"

namespace program {

/// Where the classes of a space lie, on the unit scale: name, n, prior, mean, deviation,
/// correlations where it has some, rater_variance, temperature, source.
inline Json classes_json(const tonewheel::Space& space) {
  const auto axes = [&](const tonewheel::Vad& value) {
    Json list{value.valence, value.arousal};
    if (space.has_dominance) {
      list.push_back(value.dominance);
    }
    return list;
  };
  Json classes = Json::array();
  for (const tonewheel::EmotionClass& each : space.classes) {
    Json entry{{"name", each.name},
               {"n", each.n ? Json(*each.n) : Json()},
               {"prior", each.prior ? Json(*each.prior) : Json()},
               {"mean", axes(each.mean)},
               {"deviation", axes(each.deviation)}};
    if (each.correlations) {
      entry["rho_va"] = each.correlations->va;
      if (space.has_dominance) {
        entry["rho_vd"] = each.correlations->vd;
        entry["rho_ad"] = each.correlations->ad;
      }
    }
    entry["rater_variance"] = axes(each.rater_variance);
    entry["temperature"] = each.temperature;
    entry["source"] = each.source;
    classes.push_back(std::move(entry));
  }
  return classes;
}

}  // namespace program
