#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/ontology/space_choice.hpp>

#include "support/program.hpp"
#include "support/space_json.hpp"
#include "support/stamp.hpp"

/// How programs come to a space: --space and the options that go with it.
namespace program {

using tonewheel::ChosenSpace;
using tonewheel::EmotionClass;
using tonewheel::Space;
using tonewheel::SpaceChoice;
using tonewheel::Vad;

inline void declare_space(CLI::App& app, SpaceChoice& choice) {
  app.add_option("--space", choice.space,
                 "basic8, universal-2602, pad151, fused14; a label set, tier or ring (ekman, "
                 "mikels8, goemotions, tone-primary, plutchik-1, geneva, ...); FILE.csv with means "
                 "and deviations, or with a list of labels")
      ->capture_default_str();
  app.add_option("--norms", choice.norms,
                 "where spaces of words come from: glasgow, or a FILE (Glasgow, Warriner, NRC VAD, "
                 "or word,valence,arousal,dominance[,sd])")
      ->capture_default_str();
  app.add_option("--norms-scale", choice.norms_scale,
                 "of that file, where its header does not tell");
  app.add_option("--spread", choice.spread,
                 "times the variances of spaces of words [as chosen by evidence]")
      ->check(CLI::PositiveNumber);
  app.add_option(
      "--rater-variance", choice.rater_variance,
      "added to every class: V,A,D on the unit scale, reader (EmoBank's readers), or off "
      "[the space's own]");
  app.add_option("--without-evidence", choice.without_evidence,
                 "labels of which nothing is known: stop (error), or leave them out and say so "
                 "[error]")
      ->check(CLI::IsMember({"error", "leave-out"}));
  app.add_option("--neutral", choice.neutral,
                 "of universal-2602 and fused14: MEAN:SD; the authors have 0.1:0.05, 0:0.1, "
                 "0.1:0.01, 0:0 [0.1:0.05]");
}

/// The space that the options ask for. Throws WrongUse on options that do not fit, Error on files.
inline ChosenSpace choose_space(const SpaceChoice& choice) {
  try {
    return tonewheel::choose_space(choice);
  } catch (const tonewheel::UnfitChoice& error) {
    throw WrongUse(error.what());
  }
}

/// What of a space is applied beside its Gaussians, for a stamp: null where nothing is.
inline Json applied(const Space& space) {
  Json raters = Json::object();
  Json temperatures = Json::object();
  for (const EmotionClass& each : space.classes) {
    if (each.rater_variance != Vad{}) {
      raters[each.name] = {each.rater_variance.valence, each.rater_variance.arousal,
                           each.rater_variance.dominance};
    }
    if (each.temperature != 1) {
      temperatures[each.name] = each.temperature;
    }
  }
  return {{"rater_variance", raters.empty() ? Json() : raters},
          {"temperature", temperatures.empty() ? Json() : temperatures}};
}

/// What a report says of a space.
inline Json to_json(const ChosenSpace& chosen) {
  Json json{{"name", chosen.space.name}, {"dominance", chosen.space.has_dominance}};
  json["norms"] = chosen.norms.empty() ? Json() : Json(chosen.norms);
  json["cite"] = chosen.citation.empty() ? Json() : Json(chosen.citation);
  json["spread"] = chosen.spread ? Json(*chosen.spread) : Json();
  json["classes"] = classes_json(chosen.space);
  json["notes"] = chosen.notes;
  return json;
}

}  // namespace program
