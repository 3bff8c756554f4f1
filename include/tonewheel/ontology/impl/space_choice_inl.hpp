#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <utility>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/sha256.hpp>
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
#include <tonewheel/ontology/space_choice.hpp>

namespace tonewheel {

namespace detail {

/// Runs a call whose Error means that what was asked for does not fit.
template <class Call>
auto fitting(Call call) {
  try {
    return call();
  } catch (const Error& error) {
    throw UnfitChoice(error.what());
  }
}

inline std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : ", ") + part;
  }
  return text;
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

/// Makes the space of a choice.
class SpaceChooser {
 public:
  explicit SpaceChooser(const SpaceChoice& choice)
      : choice_(choice),
        published_(choice.space == "universal-2602" || choice.space == "universal" ||
                   choice.space == "pad151" || choice.space == "fused14"),
        is_set_(is_set(choice, published_)) {}

  [[nodiscard]] ChosenSpace choose() {
    require_fit();
    if (published_) {
      take_published();
    } else if (is_set_ || choice_.space == "basic8") {
      make_of_words(nullptr, choice_.space);
    } else {
      take_file();
    }
    set_rater_variance();
    note_what_a_file_has();
    return std::move(out_);
  }

 private:
  static bool is_set(const SpaceChoice& choice, bool published) {
    // The graph is built only where it may be asked for a set.
    if (published || choice.space == "basic8" ||
        choice.space.find_first_of("./") != std::string::npos) {
      return false;
    }
    const auto keys = set_space_keys();
    return std::find(keys.begin(), keys.end(), choice.space) != keys.end();
  }

  void require_fit() const {
    if (!choice_.norms_scale.empty() && choice_.norms == "glasgow") {
      throw UnfitChoice("--norms-scale goes with --norms FILE");
    }
    if (!choice_.neutral.empty() && (!published_ || choice_.space == "pad151")) {
      throw UnfitChoice("--neutral goes with --space universal-2602 or fused14");
    }
    if (!choice_.without_evidence.empty() && published_) {
      throw UnfitChoice("--without-evidence goes with label sets and lists of labels");
    }
  }

  void rests_on(const EmbeddedTable& table) {
    out_.tables.push_back({std::string(table.name), std::string(table.sha256)});
  }

  void take_published() {
    if (choice_.spread || choice_.norms != "glasgow") {
      throw UnfitChoice("--norms and --spread go with spaces made from words; " + choice_.space +
                        " is a published table");
    }
    if (choice_.space != "universal-2602" && choice_.space != "universal") {
      rests_on(data::pad151);
    }
    if (choice_.space != "pad151") {
      rests_on(data::universal);
      rests_on(data::neutral);
    }
    if (choice_.space == "universal") {
      out_.notes.emplace_back("the space universal is called universal-2602");
    }
    out_.space = fitting([&] {
      return shipped_space(choice_.space, choice_.neutral.empty()
                                              ? default_neutral
                                              : std::string_view(choice_.neutral));
    });
  }

  void take_file() {
    if (!std::filesystem::exists(choice_.space)) {
      throw UnfitChoice("--space: found " + shown(choice_.space) + ", expected one of " +
                        joined(shipped_space_names()) + ", " + joined(set_space_keys()) +
                        ", or a file");
    }
    const std::string bytes = read_small_file(choice_.space);
    const std::string name = std::filesystem::path(choice_.space).stem().string();
    out_.tables.push_back({choice_.space, sha256(bytes)});
    const Table table = Table::parse(bytes, choice_.space);
    if (const auto labels = labels_of(table)) {
      make_of_words(&*labels, name);
      return;
    }
    if (choice_.spread || choice_.norms != "glasgow" || !choice_.without_evidence.empty()) {
      throw UnfitChoice(
          "--norms, --spread and --without-evidence go with spaces made from words; " +
          choice_.space + " has several columns, so it holds means and deviations");
    }
    if (!table.find("valence mean")) {
      throw Error({choice_.space, 0, "valence mean"},
                  "no such column: expected a space (class, valence mean, valence std, arousal "
                  "mean, arousal std, ...; see --help), or a list of labels in one column; the "
                  "header has: " +
                      joined(table.header()));
    }
    out_.space = space_from_table(table, name);
  }

  [[nodiscard]] Norms load_norms() {
    if (choice_.norms == "glasgow") {
      rests_on(data::glasgow);
      return glasgow_norms();
    }
    if (!std::filesystem::exists(choice_.norms)) {
      throw UnfitChoice("--norms: found " + shown(choice_.norms) + ", expected glasgow or a file");
    }
    NormsOptions options;
    if (!choice_.norms_scale.empty()) {
      options.scale = fitting([&] { return parse_scale(choice_.norms_scale); });
    }
    const std::string bytes = read_small_file(choice_.norms);
    out_.tables.push_back({choice_.norms, sha256(bytes)});
    Norms norms = Norms::parse(bytes, choice_.norms, options);
    if (norms.scale_guessed()) {
      out_.notes.push_back(
          "norms " + norms.name() + " are on the scale " + norms.scale().name() +
          ", by the file's layout or its negative numbers (--norms-scale sets it)");
    }
    if (!norms.has_deviations()) {
      out_.notes.push_back("norms " + norms.name() +
                           " have no standard deviations: every word has the typical one of the "
                           "Glasgow Norms");
    }
    return norms;
  }

  /// basic8, a set, or a list of labels.
  void make_of_words(const std::vector<std::string>* labels, const std::string& name) {
    SetSpaceOptions options{.norms = load_norms()};
    options.leave_out = choice_.without_evidence == "leave-out";
    options.classes.spread = choice_.spread.value_or(options.classes.spread);
    out_.norms = options.norms.name();
    out_.citation = options.norms.citation();
    out_.spread = options.classes.spread;
    rests_on(data::class_words);
    rests_on(data::rater_variance);
    if (name == "basic8" && labels == nullptr) {
      if (!choice_.without_evidence.empty()) {
        throw UnfitChoice("--without-evidence goes with label sets and lists of labels");
      }
      out_.space = basic8(options.norms, options.classes);
      return;
    }
    for (const EmbeddedTable& table :
         {data::label_sets, data::wheels, data::parrott, data::vocabulary, data::word_forms,
          data::label_matches, data::pad151}) {
      rests_on(table);
    }
    SetSpace made = labels != nullptr ? label_space(*labels, name, options)
                                      : fitting([&] { return set_space(name, options); });
    if (!made.left_out.empty()) {
      out_.notes.push_back("left out of " + name + ": " + joined(made.left_out));
    }
    if (!made.borrowed.empty()) {
      out_.notes.push_back(
          "of " + name + " " + std::to_string(made.borrowed.size()) +
          (made.borrowed.size() == 1
               ? " class has no ratings of its own and stands where another word does: "
               : " classes have no ratings of their own and stand where another word does: ") +
          joined(made.borrowed));
    }
    out_.space = std::move(made.space);
    if (const auto same = same_places(out_.space); !same.empty()) {
      out_.notes.push_back("always equally likely, since they stand at the same place: " +
                           joined(same));
    }
  }

  void set_rater_variance() {
    if (choice_.rater_variance.empty()) {
      return;
    }
    Vad variance = parse_rater_variance(choice_.rater_variance, out_.space.has_dominance);
    if (!out_.space.has_dominance) {
      variance.dominance = 0;
    }
    if (choice_.rater_variance == "reader") {
      rests_on(data::rater_variance);
    }
    for (EmotionClass& each : out_.space.classes) {
      each.rater_variance = variance;
    }
  }

  void note_what_a_file_has() {
    const auto any = [&](auto differs) {
      return std::any_of(out_.space.classes.begin(), out_.space.classes.end(), differs);
    };
    const bool of_a_file = out_.norms.empty() && !published_;
    if (of_a_file && any([](const EmotionClass& each) { return each.rater_variance != Vad{}; })) {
      out_.notes.push_back("a rater's variance widens the classes of " + out_.space.name +
                           " (--rater-variance off takes it away)");
    }
    if (of_a_file && any([](const EmotionClass& each) { return each.temperature != 1; })) {
      out_.notes.push_back("temperatures of the space " + out_.space.name + " are applied");
    }
  }

  SpaceChoice choice_;
  bool published_;
  bool is_set_;
  ChosenSpace out_;
};

}  // namespace detail

TONEWHEEL_INLINE ChosenSpace choose_space(const SpaceChoice& choice) {
  return detail::SpaceChooser(choice).choose();
}

TONEWHEEL_INLINE Vad parse_rater_variance(std::string_view text, bool dominance) {
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
    throw UnfitChoice("--rater-variance: found " + shown(text) +
                      ", expected V,A,D as variances on -1..1 such as .11,.13,.12 (V,A without "
                      "dominance), reader or off");
  }
  return {numbers[0], numbers[1], numbers[2]};
}

TONEWHEEL_INLINE std::vector<std::string> same_places(const Space& space) {
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

}  // namespace tonewheel
