#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/label_set.hpp>
#include <tonewheel/ontology/set_space.hpp>
#include <tonewheel/ontology/tone.hpp>
#include <tonewheel/ontology/tone_ontology.hpp>
#include <tonewheel/ontology/word_forms.hpp>

namespace tonewheel {
namespace detail {

/// "Doubt/Confusion" as "doubt_confusion".
inline std::string class_id(std::string_view label) {
  std::string id;
  for (const char c : lower_ascii(label)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (plain) {
      id += c;
    } else if (!id.empty() && id.back() != '_') {
      id += '_';
    }
  }
  while (!id.empty() && id.back() == '_') {
    id.pop_back();
  }
  return id;
}

/// Labels that stand for all that a set does not name.
inline bool names_no_emotion(std::string_view label) {
  const std::string id = class_id(label);
  return id == "other" || id == "others" || id == "something_else" || id == "none" ||
         id == "uncertain" || id == "unknown" || id == "no_face";
}

/// The words of a label that holds several: "Doubt/Confusion".
inline std::vector<std::string> words_of_label(std::string_view label) {
  std::vector<std::string> words{std::string(trim(label))};
  if (label.find('/') == std::string_view::npos) {
    return words;
  }
  while (!label.empty()) {
    const auto end = std::min(label.find('/'), label.size());
    words.emplace_back(trim(label.substr(0, end)));
    label.remove_prefix(std::min(end + 1, label.size()));
  }
  return words;
}

/// Makes classes of labels, with what is known of their concepts.
class SetSpaceMaker {
 public:
  explicit SetSpaceMaker(const SetSpaceOptions& options)
      : options_(options),
        graph_(atlas({.norms = options.norms})),
        tone_(graph_.find_scheme(tone_key)),
        forms_(shipped_vocabulary()) {}

  [[nodiscard]] const ConceptGraph& graph() const noexcept { return graph_; }

  /// The class of a label; `ids` are concepts that carry it.
  std::optional<EmotionClass> make(std::string_view label, const std::vector<ConceptId>& ids,
                                   SetSpace& out) const {
    std::vector<std::string> words;
    for (const std::string& word : words_of_label(label)) {
      std::vector<std::string> more = class_words(word);
      if (more.empty()) {
        more = forms_.of(word);
        more.insert(more.begin(), word);
      }
      words.insert(words.end(), more.begin(), more.end());
    }
    if (auto rated = class_of_words({}, words, options_.norms, options_.classes)) {
      return rated;
    }
    // Concepts of the same name in other schemes come after the set's own.
    std::vector<ConceptId> all = ids;
    for (const std::string& word : words_of_label(label)) {
      const auto named = graph_.find_label(word, {.preferred_only = true});
      all.insert(all.end(), named.begin(), named.end());
    }
    for (const bool inherited_too : {false, true}) {
      for (const ConceptId id : all) {
        if (const auto found = affect_of(id, inherited_too)) {
          out.borrowed.push_back(std::string(label) + " (as " + path_text(graph_, *found) + ": " +
                                 graph_[*found].affect->source + ")");
          return of_affect(*graph_[*found].affect);
        }
      }
    }
    return std::nullopt;
  }

 private:
  /// The concept itself or one of TONE that it matches, with a Gaussian.
  [[nodiscard]] std::optional<ConceptId> affect_of(ConceptId id, bool inherited_too) const {
    std::vector<ConceptId> same{id};
    for (const RelationTypeId type : {relation::exact_match, relation::close_match}) {
      for (const ConceptId match : graph_.out(id, type)) {
        if (graph_[match].scheme == tone_) {
          same.push_back(match);
        }
      }
    }
    for (const ConceptId each : same) {
      const auto& affect = graph_[each].affect;
      if (affect && (inherited_too || !inherited(affect->origin))) {
        return each;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] EmotionClass of_affect(const ConceptAffect& affect) const {
    EmotionClass out;
    out.mean = affect.mean;
    out.deviation = {std::sqrt(options_.classes.spread * affect.covariance[0]),
                     std::sqrt(options_.classes.spread * affect.covariance[3]),
                     std::sqrt(options_.classes.spread * affect.covariance[5])};
    out.rater_variance = options_.classes.rater_variance;
    if (options_.classes.correlations) {
      out.correlations = Correlations{};
    }
    out.n = 0;
    out.source = std::string(name(affect.origin)) + " " + affect.source;
    return out;
  }

  const SetSpaceOptions& options_;
  ConceptGraph graph_;
  std::optional<SchemeId> tone_;
  WordForms forms_;
};

/// Adds classes for labels to a space, doubled names made distinct by `path_of`:
/// the parent's and the label's name, and the whole path.
template <class PathOf>
void add_classes(SetSpace& out, const SetSpaceMaker& maker, const SetSpaceOptions& options,
                 const std::vector<std::pair<std::string, std::vector<ConceptId>>>& labels,
                 PathOf path_of) {
  std::set<std::string> taken;
  std::string without;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto& [label, ids] = labels[i];
    if (names_no_emotion(label)) {
      out.left_out.push_back(label + " (names no emotion: no place, no mass)");
      continue;
    }
    auto made = maker.make(label, ids, out);
    if (!made) {
      if (options.leave_out) {
        out.left_out.push_back(label + " (no evidence)");
      } else {
        without += (without.empty() ? "" : ", ") + label;
      }
      continue;
    }
    made->name = class_id(label);
    if (made->name.empty()) {
      throw Error("space " + out.space.name + ": label " + shown(label) +
                  " has no letter that a class could be named by");
    }
    if (!taken.insert(made->name).second) {
      for (const std::string& path : {path_of(i).first, path_of(i).second}) {
        made->name = class_id(path);
        if (!made->name.empty() && taken.insert(made->name).second) {
          break;
        }
        made->name.clear();
      }
      if (made->name.empty()) {
        throw Error("space " + out.space.name + ": found " + shown(label) +
                    " twice, expected labels that stand once");
      }
    }
    out.space.classes.push_back(std::move(*made));
  }
  if (!without.empty()) {
    throw Error("space " + out.space.name + ": nothing is known of the place of " + without +
                ": the norms " + options.norms.name() +
                " do not rate them, and no table has them (leave them out with "
                "--without-evidence leave-out, or bring --norms that rate them)");
  }
  if (out.space.classes.empty()) {
    throw Error("space " + out.space.name + ": no label with a place, expected at least one");
  }
}

}  // namespace detail

TONEWHEEL_INLINE SetSpace set_space(std::string_view key, const SetSpaceOptions& options) {
  const detail::SetSpaceMaker maker(options);
  const ConceptGraph& graph = maker.graph();
  const LabelSet set = label_set(graph, key);
  SetSpace out;
  out.space.name = key;
  std::vector<std::pair<std::string, std::vector<ConceptId>>> labels;
  std::vector<ConceptId> ids;
  for (const ConceptId id : set.labels) {
    const ConceptKind kind = graph[id].kind;
    if (kind != ConceptKind::emotion && kind != ConceptKind::sentiment) {
      throw Error("space " + shown(key) + ": " + shown(graph[id].name()) + " is of the kind " +
                  std::string(name(kind)) + ", expected a set of emotions");
    }
    labels.emplace_back(graph[id].name(), std::vector<ConceptId>{id});
    ids.push_back(id);
  }
  detail::add_classes(out, maker, options, labels, [&](std::size_t i) {
    const auto above = parents(graph, ids[i]);
    return std::pair(above.empty()
                         ? std::string()
                         : std::string(graph[above.front()].name()) + " " + labels[i].first,
                     path_text(graph, ids[i]));
  });
  return out;
}

TONEWHEEL_INLINE SetSpace label_space(std::span<const std::string> labels, std::string name,
                                      const SetSpaceOptions& options) {
  const detail::SetSpaceMaker maker(options);
  const ConceptGraph& graph = maker.graph();
  SetSpace out;
  out.space.name = std::move(name);
  std::vector<std::pair<std::string, std::vector<ConceptId>>> all;
  for (const std::string& label : labels) {
    std::vector<ConceptId> ids;
    for (const std::string& word : detail::words_of_label(label)) {
      const auto found = graph.find_label(word, {});
      ids.insert(ids.end(), found.begin(), found.end());
    }
    all.emplace_back(label, std::move(ids));
  }
  detail::add_classes(out, maker, options, all,
                      [](std::size_t) { return std::pair<std::string, std::string>(); });
  return out;
}

TONEWHEEL_INLINE std::vector<std::string> set_space_keys() {
  return label_set_keys(shipped_graph());
}

}  // namespace tonewheel
