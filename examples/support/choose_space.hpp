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
#include <tonewheel/data/neutral.hpp>
#include <tonewheel/data/pad151.hpp>
#include <tonewheel/data/rater_variance.hpp>
#include <tonewheel/data/universal.hpp>
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
  std::string without_evidence = "error";
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
                 "times the variances of spaces of words [as chosen by evidence]");
  app.add_option(
      "--rater-variance", choice.rater_variance,
      "added to every class: V,A,D on the unit scale, reader (EmoBank's readers), or off "
      "[the space's own]");
  app.add_option("--without-evidence", choice.without_evidence,
                 "labels of which nothing is known: stop, or leave them out and say so")
      ->check(CLI::IsMember({"error", "leave-out"}))
      ->capture_default_str();
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

/// Runs a library call whose Error means that the command line is wrong.
template <class Call>
auto checked(Call call) {
  try {
    return call();
  } catch (const Error& error) {
    throw WrongUse(error.what());
  }
}

/// "V,A,D", reader or off.
inline Vad parse_rater_variance(const std::string& text) {
  if (text == "off") {
    return {};
  }
  if (text == "reader") {
    return reader_variance();
  }
  std::vector<std::string_view> parts;
  split_fields(text, ',', parts);
  std::array<double, 3> numbers{};
  bool fit = parts.size() == 3 || parts.size() == 2;
  for (std::size_t i = 0; fit && i < parts.size(); ++i) {
    const auto value = parse_number(parts[i]);
    fit = value && *value >= 0 && *value <= 4;
    numbers[i] = value.value_or(0);
  }
  if (!fit) {
    throw WrongUse("--rater-variance: found " + shown(text) +
                   ", expected V,A,D as variances on -1..1 such as .11,.13,.12, reader or off");
  }
  return {numbers[0], numbers[1], numbers[2]};
}

/// Labels, one a row in a column named label, class or word; nothing where the table is something
/// else.
inline std::optional<std::vector<std::string>> labels_of(const Table& table) {
  for (const char* name : {"label", "class", "word"}) {
    if (const auto column = table.find(name); column && !table.find("valence mean")) {
      std::vector<std::string> labels;
      for (std::size_t row = 0; row < table.rows(); ++row) {
        labels.push_back(table.cell(row, *column));
      }
      return labels;
    }
  }
  return std::nullopt;
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
  if (name == "basic8" && labels == nullptr) {
    out.space = basic8(options.norms, options.classes);
    return;
  }
  SetSpace made = labels != nullptr ? label_space(*labels, name, options)
                                    : checked([&] { return set_space(name, options); });
  if (!made.left_out.empty()) {
    out.notes.push_back("left out of " + name + ": " + joined(made.left_out));
  }
  if (!made.inherited.empty()) {
    out.notes.push_back(std::to_string(made.inherited.size()) + " classes of " + name +
                        " have no place of their own, so that some are always equally likely: " +
                        joined(made.inherited));
  }
  out.space = std::move(made.space);
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
  const bool is_set = !published && choice.space != "basic8" && [&] {
    const auto keys = set_space_keys();
    return std::find(keys.begin(), keys.end(), choice.space) != keys.end();
  }();
  if (!choice.norms_scale.empty() && choice.norms == "glasgow") {
    throw WrongUse("--norms-scale goes with --norms FILE");
  }
  if (!choice.neutral.empty() && (!published || choice.space == "pad151")) {
    throw WrongUse("--neutral goes with --space universal-2602 or fused14");
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
      if (choice.spread || choice.norms != "glasgow") {
        throw WrongUse("--norms and --spread go with spaces made from words; " + choice.space +
                       " holds means and deviations");
      }
      out.space = space_from_table(table, name);
    }
  }
  if (!choice.rater_variance.empty()) {
    Vad variance = parse_rater_variance(choice.rater_variance);
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
  return out;
}

/// What a report says of a space.
inline Json to_json(const ChosenSpace& chosen) {
  Json classes = Json::array();
  bool temperatures = false;
  bool raters = false;
  for (const EmotionClass& each : chosen.space.classes) {
    Json entry{{"name", each.name}};
    entry["n"] = each.n ? Json(*each.n) : Json();
    entry["source"] = each.source;
    if (each.temperature != 1) {
      entry["temperature"] = each.temperature;
      temperatures = true;
    }
    if (each.rater_variance != Vad{}) {
      entry["rater_variance"] = {each.rater_variance.valence, each.rater_variance.arousal,
                                 each.rater_variance.dominance};
      raters = true;
    }
    classes.push_back(std::move(entry));
  }
  Json json{{"name", chosen.space.name}, {"dominance", chosen.space.has_dominance}};
  json["norms"] = chosen.norms.empty() ? Json() : Json(chosen.norms);
  json["cite"] = chosen.citation.empty() ? Json() : Json(chosen.citation);
  json["spread"] = chosen.spread ? Json(*chosen.spread) : Json();
  json["rater_variance"] = raters;
  json["temperature"] = temperatures;
  json["classes"] = std::move(classes);
  json["notes"] = chosen.notes;
  return json;
}

}  // namespace program
