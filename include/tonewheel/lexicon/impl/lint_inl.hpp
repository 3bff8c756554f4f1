#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/coverage_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>
#include <tonewheel/lexicon/impl/trace_inl.hpp>
#include <tonewheel/lexicon/lint.hpp>

namespace tonewheel {
namespace detail {

/// What a form of "x-less" negates: x, of at least three letters ("bless" and "unless" are no such
/// forms); nothing for other words.
inline std::optional<std::string_view> less_stem(std::string_view form) {
  const std::size_t at = form.rfind("less");
  if (at == std::string_view::npos || at < 3) {
    return std::nullopt;
  }
  constexpr std::array<std::string_view, 5> endings{"", "es", "ly", "ness", "nesses"};
  const bool ends = std::find(endings.begin(), endings.end(), form.substr(at + 4)) != endings.end();
  return ends ? std::optional(form.substr(0, at)) : std::nullopt;
}

/// Forms that begin with the stem and do not negate it.
inline std::vector<std::string> affirmed_forms(const std::vector<std::string>& forms,
                                               std::string_view stem) {
  std::vector<std::string> affirmed;
  for (const std::string& form : forms) {
    if (form.starts_with(stem) && less_stem(form) != stem) {
      affirmed.push_back(form);
    }
  }
  return affirmed;
}

/// `negated_base` and `negated_form`, at most one of both for each base word.
inline void lint_negations(const LexiconTables& tables, std::vector<LintFinding>& findings) {
  std::map<std::string, std::vector<std::string>> forms_of;
  for (const auto& [surface, bases] : tables.bases_of) {
    for (const std::string& base : bases) {
      forms_of[base].push_back(surface);
    }
  }
  std::vector<LintFinding> of_forms;
  for (const auto& [base, forms] : forms_of) {
    if (const auto stem = less_stem(base)) {
      const std::vector<std::string> affirmed = affirmed_forms(forms, *stem);
      if (!affirmed.empty()) {
        LintFinding& finding = findings.emplace_back(LintFinding{LintKind::negated_base});
        finding.words = affirmed;
        finding.words.insert(finding.words.begin(), base);
        finding.text = shown(base) + " has forms of its opposite: " + joined_words(affirmed);
      }
      continue;
    }
    std::vector<std::string> negated;
    for (const std::string& form : forms) {
      const auto stem = less_stem(form);
      if (stem && !affirmed_forms(forms, *stem).empty()) {
        negated.push_back(form);
      }
    }
    if (!negated.empty()) {
      LintFinding& finding = of_forms.emplace_back(LintFinding{LintKind::negated_form});
      finding.words = negated;
      finding.words.insert(finding.words.begin(), base);
      finding.text = shown(base) + " has its opposite among its forms: " + joined_words(negated);
    }
  }
  findings.insert(findings.end(), of_forms.begin(), of_forms.end());
}

/// Whether a cluster is good (1), bad (-1) or neither (0).
inline std::map<std::string, int> polarities(const LintOptions& options) {
  std::map<std::string, int> polarity;
  for (const std::string& cluster : options.positive) {
    polarity.emplace(cluster, 1);
  }
  for (const std::string& cluster : options.negative) {
    if (!polarity.emplace(cluster, -1).second && polarity.at(cluster) == 1) {
      throw Error("lint: found " + shown(cluster) +
                  " among the positive and the negative clusters, expected it in one list");
    }
  }
  return polarity;
}

/// A base word and the cluster that it has by itself.
struct LintSide {
  std::string base;
  std::string cluster;
};

inline void lint_opposites(const LexiconTables& tables, const LintOptions& options,
                           std::vector<LintFinding>& findings) {
  const std::map<std::string, int> polarity = polarities(options);
  for (const Clustering& clustering : tables.clusterings) {
    if (clustering.level != 1) {
      continue;
    }
    for (const auto& [surface, bases] : tables.bases_of) {
      std::optional<LintSide> good;
      std::optional<LintSide> bad;
      for (const std::string& base : bases) {
        const TraceStep step = trace_step(clustering, candidate_words(tables, base, {base}));
        const auto found = step.cluster ? polarity.find(*step.cluster) : polarity.end();
        if (found == polarity.end()) {
          continue;
        }
        std::optional<LintSide>& side = found->second > 0 ? good : bad;
        if (!side) {
          side = {base, *step.cluster};
        }
      }
      if (good && bad) {
        findings.push_back({LintKind::opposite_clusters,
                            clustering.wheel,
                            1,
                            {surface, good->base, bad->base},
                            shown(surface) + " is a form of " + good->base + " (" + good->cluster +
                                ") and of " + bad->base + " (" + bad->cluster + ") on " +
                                clustering.wheel});
      }
    }
  }
}

/// The places of each word on a wheel, as paths from the core outward, in file order.
inline std::map<std::string, std::vector<std::vector<std::string>>> word_places(
    const std::vector<WheelRow>& rows) {
  std::map<std::string, std::vector<std::vector<std::string>>> places;
  for (const WheelRow& row : rows) {
    std::vector<std::string> path;
    for (const std::string& word : {row.level1, row.level2, row.level3}) {
      if (word.empty()) {
        break;
      }
      path.push_back(word);
      auto& known = places[word];
      if (std::find(known.begin(), known.end(), path) == known.end()) {
        known.push_back(path);
      }
    }
  }
  return places;
}

/// "sad > hurt > embarrassed".
inline std::string wheel_path_text(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& word : path) {
    text += (text.empty() ? "" : " > ") + word;
  }
  return text;
}

/// Which cluster the lexicon takes: ", the lexicon takes sad", or nothing where it does not say.
inline std::string taken_cluster(const LexiconTables& tables, const std::string& wheel, int level,
                                 const std::string& word) {
  for (const Clustering& clustering : tables.clusterings) {
    if (clustering.wheel == wheel && clustering.level == level) {
      const auto found = clustering.cluster_of.find(word);
      return found == clustering.cluster_of.end() ? "" : ", the lexicon takes " + found->second;
    }
  }
  return "";
}

inline void lint_repetitions(const LexiconTables& tables, std::vector<LintFinding>& findings) {
  std::vector<LintFinding> repeated;
  for (const auto& [wheel, rows] : tables.wheel_rows) {
    for (const auto& [word, places] : word_places(rows)) {
      if (places.size() < 2) {
        continue;
      }
      std::vector<std::string> paths;
      for (const auto& place : places) {
        paths.push_back(wheel_path_text(place));
      }
      repeated.push_back({LintKind::repeated_word,
                          wheel,
                          0,
                          {word},
                          shown(word) + " stands " + std::to_string(places.size()) + " times on " +
                              wheel + ": " + joined_words(paths)});
      for (const std::size_t depth : {0U, 1U}) {
        std::vector<std::string> clusters;
        for (const auto& place : places) {
          if (place.size() > depth &&
              std::find(clusters.begin(), clusters.end(), place[depth]) == clusters.end()) {
            clusters.push_back(place[depth]);
          }
        }
        const int level = static_cast<int>(depth) + 1;
        if (clusters.size() > 1) {
          findings.push_back({LintKind::several_clusters,
                              wheel,
                              level,
                              {word},
                              shown(word) + " is in several clusters of " +
                                  grouping_label(wheel, level) + ": " + joined_words(clusters) +
                                  taken_cluster(tables, wheel, level, word)});
        }
      }
    }
  }
  findings.insert(findings.end(), repeated.begin(), repeated.end());
}

/// A word that several clusterings of a wheel have is named once, at the first of them.
inline void lint_unreachable(const LexiconTables& tables, std::vector<LintFinding>& findings) {
  const std::set<std::string> reached = reached_wheel_words(tables);
  std::set<std::pair<std::string, std::string>> named;
  for (const Clustering& clustering : tables.clusterings) {
    for (const auto& [word, cluster] : clustering.cluster_of) {
      if (!reached.contains(word) && named.emplace(clustering.wheel, word).second) {
        findings.push_back({LintKind::unreachable_word,
                            clustering.wheel,
                            clustering.level,
                            {word},
                            "no surface form leads to " + shown(word) + " on " + clustering.wheel});
      }
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<LintFinding> lint(const Lexicon& lexicon, const LintOptions& options) {
  const LexiconTables& tables = lexicon.tables();
  std::vector<LintFinding> findings;
  detail::lint_negations(tables, findings);
  detail::lint_opposites(tables, options, findings);
  detail::lint_repetitions(tables, findings);
  detail::lint_unreachable(tables, findings);
  return findings;
}

}  // namespace tonewheel
