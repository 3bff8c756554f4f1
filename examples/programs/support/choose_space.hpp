#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/class_words.hpp>
#include <tonewheel/data/glasgow.hpp>
#include <tonewheel/data/label_matches.hpp>
#include <tonewheel/data/label_sets.hpp>
#include <tonewheel/data/neutral.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/parrott.hpp>
#include <tonewheel/data/rater_variance.hpp>
#include <tonewheel/data/universal.hpp>
#include <tonewheel/data/vocabulary.hpp>
#include <tonewheel/data/wheels.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/ontology/set_space.hpp>

#include "support/program.hpp"
#include "support/stamp.hpp"

/// How programs come to a space: --space and the options that go with it.
namespace program {

using namespace tonewheel;

/// The options as given.
struct SpaceChoice {
  std::string space = "basic8";
  std::string neutral;
  std::string norms = "glasgow";
  std::string norms_scale;
  std::optional<double> spread;
  std::string rater_variance;
  std::string without_evidence;
};

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

/// A space, and what a report says of it.
struct ChosenSpace {
  Space space;
  std::vector<TableStamp> tables;
  std::vector<std::string> notes;
  std::string norms;     ///< name of the norms it rests on, or empty
  std::string citation;  ///< whom to cite for them
  std::optional<double> spread;
};

/// "V,A,D" (or "V,A" where there is no dominance), reader or off.
inline Vad parse_rater_variance(const std::string& text, bool dominance = true) {
  if (text == "off") {
    return {};
  }
  if (text == "reader") {
    return reader_variance();
  }
  std::vector<std::string_view> parts;
  split_fields(text, ',', parts);
  std::array<double, 3> numbers{};
  bool fit = parts.size() == 3 || (parts.size() == 2 && !dominance);
  for (std::size_t i = 0; fit && i < parts.size(); ++i) {
    const auto value = parse_number(parts[i]);
    fit = value && *value >= 0 && *value <= 4;
    numbers[i] = value.value_or(0);
  }
  if (!fit) {
    throw WrongUse("--rater-variance: found " + shown(text) +
                   ", expected V,A,D as variances on -1..1 such as .11,.13,.12 (V,A without "
                   "dominance), reader or off");
  }
  return {numbers[0], numbers[1], numbers[2]};
}

/// The labels of a table of one column, one a row; nothing where it has more columns: it then holds
/// means and deviations, or is neither.
inline std::optional<std::vector<std::string>> labels_of(const Table& table) {
  if (table.header().size() != 1) {
    return std::nullopt;
  }
  std::vector<std::string> labels;
  labels.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    labels.push_back(table.cell(row, 0));
  }
  return labels;
}

/// Classes that stand at the same place: "disappointment = disapproval".
inline std::vector<std::string> same_places(const Space& space) {
  std::vector<std::string> same;
  for (std::size_t k = 0; k < space.classes.size(); ++k) {
    for (std::size_t j = 0; j < k; ++j) {
      const EmotionClass& a = space.classes[j];
      const EmotionClass& b = space.classes[k];
      if (a.mean == b.mean && a.deviation == b.deviation) {
        same.push_back(a.name + " = " + b.name);
        break;
      }
    }
  }
  return same;
}

namespace detail {

inline Norms load_norms(const SpaceChoice& choice, ChosenSpace& out) {
  if (choice.norms == "glasgow") {
    out.tables.push_back({std::string(data::glasgow.name), std::string(data::glasgow.sha256)});
    return glasgow_norms();
  }
  if (!std::filesystem::exists(choice.norms)) {
    throw WrongUse("--norms: found " + shown(choice.norms) + ", expected glasgow or a file");
  }
  NormsOptions options;
  if (!choice.norms_scale.empty()) {
    options.scale = checked([&] { return parse_scale(choice.norms_scale); });
  }
  const std::string bytes = read_small_file(choice.norms);
  out.tables.push_back({choice.norms, sha256(bytes)});
  Norms norms = Norms::parse(bytes, choice.norms, options);
  if (norms.scale_guessed()) {
    out.notes.push_back("norms " + norms.name() + " are on the scale " + norms.scale().name() +
                        ", by the file's layout or its negative numbers (--norms-scale sets it)");
  }
  if (!norms.has_deviations()) {
    out.notes.push_back("norms " + norms.name() +
                        " have no standard deviations: every word has the typical one of the "
                        "Glasgow Norms");
  }
  return norms;
}

inline std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : ", ") + part;
  }
  return text;
}

/// A space made from words: basic8, a set, or a list of labels.
inline void make_of_words(const SpaceChoice& choice, const std::vector<std::string>* labels,
                          const std::string& name, ChosenSpace& out) {
  SetSpaceOptions options{.norms = load_norms(choice, out)};
  options.leave_out = choice.without_evidence == "leave-out";
  options.classes.spread = choice.spread.value_or(options.classes.spread);
  out.norms = options.norms.name();
  out.citation = options.norms.citation();
  out.spread = options.classes.spread;
  out.tables.push_back(
      {std::string(data::class_words.name), std::string(data::class_words.sha256)});
  out.tables.push_back(
      {std::string(data::rater_variance.name), std::string(data::rater_variance.sha256)});
  if (name == "basic8" && labels == nullptr) {
    if (!choice.without_evidence.empty()) {
      throw WrongUse("--without-evidence goes with label sets and lists of labels");
    }
    out.space = basic8(options.norms, options.classes);
    return;
  }
  for (const EmbeddedTable& table :
       {data::label_sets, data::wheels, data::parrott, data::vocabulary, data::word_forms,
        data::label_matches, data::pad151}) {
    out.tables.push_back({std::string(table.name), std::string(table.sha256)});
  }
  SetSpace made = labels != nullptr ? label_space(*labels, name, options)
                                    : checked([&] { return set_space(name, options); });
  if (!made.left_out.empty()) {
    out.notes.push_back("left out of " + name + ": " + joined(made.left_out));
  }
  if (!made.borrowed.empty()) {
    out.notes.push_back(
        "of " + name + " " + std::to_string(made.borrowed.size()) +
        (made.borrowed.size() == 1 ? " class has" : " classes have") +
        " no ratings of their own and stand where another word does: " + joined(made.borrowed));
  }
  out.space = std::move(made.space);
  if (const auto same = same_places(out.space); !same.empty()) {
    out.notes.push_back("always equally likely, since they stand at the same place: " +
                        joined(same));
  }
}

}  // namespace detail

/// The space that the options ask for. Throws WrongUse on options that do not fit, Error on files.
inline ChosenSpace choose_space(const SpaceChoice& choice) {
  ChosenSpace out;
  const auto embedded = [&](const EmbeddedTable& table) {
    out.tables.push_back({std::string(table.name), std::string(table.sha256)});
  };
  const bool published = choice.space == "universal-2602" || choice.space == "universal" ||
                         choice.space == "pad151" || choice.space == "fused14";
  // The graph is built only where it may be asked for a set.
  const bool may_be_set = !published && choice.space != "basic8" &&
                          choice.space.find_first_of("./") == std::string::npos;
  const bool is_set = may_be_set && [&] {
    const auto keys = set_space_keys();
    return std::find(keys.begin(), keys.end(), choice.space) != keys.end();
  }();
  if (!choice.norms_scale.empty() && choice.norms == "glasgow") {
    throw WrongUse("--norms-scale goes with --norms FILE");
  }
  if (!choice.neutral.empty() && (!published || choice.space == "pad151")) {
    throw WrongUse("--neutral goes with --space universal-2602 or fused14");
  }
  if (!choice.without_evidence.empty() && published) {
    throw WrongUse("--without-evidence goes with label sets and lists of labels");
  }
  if (published) {
    if (choice.spread || choice.norms != "glasgow") {
      throw WrongUse("--norms and --spread go with spaces made from words; " + choice.space +
                     " is a published table");
    }
    if (choice.space != "universal-2602" && choice.space != "universal") {
      embedded(data::pad151);
    }
    if (choice.space != "pad151") {
      embedded(data::universal);
      embedded(data::neutral);
    }
    if (choice.space == "universal") {
      out.notes.push_back("the space universal is called universal-2602");
    }
    out.space = checked([&] {
      return shipped_space(choice.space, choice.neutral.empty() ? default_neutral
                                                                : std::string_view(choice.neutral));
    });
  } else if (is_set || choice.space == "basic8") {
    detail::make_of_words(choice, nullptr, choice.space, out);
  } else {
    if (!std::filesystem::exists(choice.space)) {
      throw WrongUse("--space: found " + shown(choice.space) + ", expected one of " +
                     detail::joined(shipped_space_names()) + ", " +
                     detail::joined(set_space_keys()) + ", or a file");
    }
    const std::string bytes = read_small_file(choice.space);
    const std::string name = std::filesystem::path(choice.space).stem().string();
    out.tables.push_back({choice.space, sha256(bytes)});
    const Table table = Table::parse(bytes, choice.space);
    if (const auto labels = labels_of(table)) {
      detail::make_of_words(choice, &*labels, name, out);
    } else {
      if (choice.spread || choice.norms != "glasgow" || !choice.without_evidence.empty()) {
        throw WrongUse("--norms, --spread and --without-evidence go with spaces made from words; " +
                       choice.space + " has several columns, so it holds means and deviations");
      }
      if (!table.find("valence mean")) {
        throw Error({choice.space, 0, "valence mean"},
                    "no such column: expected a space (class, valence mean, valence std, arousal "
                    "mean, arousal std, ...; see --help), or a list of labels in one column; the "
                    "header has: " +
                        detail::joined(table.header()));
      }
      out.space = space_from_table(table, name);
    }
  }
  if (!choice.rater_variance.empty()) {
    Vad variance = parse_rater_variance(choice.rater_variance, out.space.has_dominance);
    if (!out.space.has_dominance) {
      variance.dominance = 0;
    }
    if (choice.rater_variance == "reader") {
      embedded(data::rater_variance);
    }
    for (EmotionClass& each : out.space.classes) {
      each.rater_variance = variance;
    }
  }
  const auto any = [&](auto differs) {
    return std::any_of(out.space.classes.begin(), out.space.classes.end(), differs);
  };
  const bool of_a_file = out.norms.empty() && !published;
  if (of_a_file && any([](const EmotionClass& each) { return each.rater_variance != Vad{}; })) {
    out.notes.push_back("a rater's variance widens the classes of " + out.space.name +
                        " (--rater-variance off takes it away)");
  }
  if (of_a_file && any([](const EmotionClass& each) { return each.temperature != 1; })) {
    out.notes.push_back("temperatures of the space " + out.space.name + " are applied");
  }
  return out;
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
  Json classes = Json::array();
  for (const EmotionClass& each : chosen.space.classes) {
    Json entry{{"name", each.name}};
    entry["n"] = each.n ? Json(*each.n) : Json();
    entry["source"] = each.source;
    if (each.temperature != 1) {
      entry["temperature"] = each.temperature;
    }
    if (each.rater_variance != Vad{}) {
      entry["rater_variance"] = {each.rater_variance.valence, each.rater_variance.arousal,
                                 each.rater_variance.dominance};
    }
    classes.push_back(std::move(entry));
  }
  Json json{{"name", chosen.space.name}, {"dominance", chosen.space.has_dominance}};
  json["norms"] = chosen.norms.empty() ? Json() : Json(chosen.norms);
  json["cite"] = chosen.citation.empty() ? Json() : Json(chosen.citation);
  json["spread"] = chosen.spread ? Json(*chosen.spread) : Json();
  json["classes"] = std::move(classes);
  json["notes"] = chosen.notes;
  return json;
}

}  // namespace program
