#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/ontology/label_atlas.hpp>
#include <tonewheel/wheel/catalogue.hpp>
#include <tonewheel/wheel/wheel.hpp>

namespace tonewheel {
namespace detail {

/// What a word means in TONE: concepts of its own name, form, synonym or exact match, else of a
/// close one. In id order.
struct ToneMeaning {
  std::vector<ConceptId> concepts;
  bool close = false;
};

inline bool is_label(const ConceptGraph& graph, ConceptId id, std::string_view word) {
  return fold(graph[id].name()) == word;
}

/// The members of a list that stand in the scheme, sorted.
inline std::vector<ConceptId> within(const ConceptGraph& graph, std::vector<ConceptId> ids,
                                     SchemeId scheme) {
  std::erase_if(ids, [&](ConceptId id) { return graph[id].scheme != scheme; });
  std::sort(ids.begin(), ids.end());
  return ids;
}

inline ToneMeaning tone_meaning(const ConceptGraph& graph, SchemeId tone, const std::string& word) {
  const auto highest = [&](const std::vector<ConceptId>& ids) -> std::vector<ConceptId> {
    if (ids.empty()) {
      return {};
    }
    return {*std::min_element(ids.begin(), ids.end(), [&](ConceptId a, ConceptId b) {
      return std::pair(graph[a].tier, a) < std::pair(graph[b].tier, b);
    })};
  };
  if (auto named = highest(graph.find_label(word, {.scheme = tone, .preferred_only = true}));
      !named.empty()) {
    return {std::move(named), false};
  }
  if (auto formed = highest(graph.find_label(word, {.scheme = tone})); !formed.empty()) {
    return {std::move(formed), false};
  }
  for (const auto& [type, close] :
       {std::pair(relation::exact_match, false), std::pair(relation::close_match, true)}) {
    std::vector<ConceptId> found;
    for (const ConceptId id : graph.find_label(word)) {
      for (const ConceptId match : within(graph, graph.out(id, type), tone)) {
        found.push_back(match);
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (!found.empty()) {
      return {std::move(found), close};
    }
  }
  return {};
}

/// The cells of the wheel, round it ring by ring.
inline std::vector<ConceptId> cells_around(const Wheel& wheel) {
  std::vector<ConceptId> cells;
  for (int ring = 1; ring <= wheel.rings(); ++ring) {
    const auto on_ring = wheel.ring(ring);
    cells.insert(cells.end(), on_ring.begin(), on_ring.end());
  }
  return cells;
}

/// The first of the cells that is matched so to the concept of TONE.
inline std::optional<ConceptId> matched_cell(const ConceptGraph& graph,
                                             const std::vector<ConceptId>& cells, ConceptId tone,
                                             RelationTypeId type) {
  const std::vector<ConceptId> matches = graph.in(tone, type);
  const auto found = std::find_first_of(cells.begin(), cells.end(), matches.begin(), matches.end());
  return found == cells.end() ? std::nullopt : std::optional(*found);
}

/// The cell a word goes to, `cells` all of the wheel; nothing: it is not on the wheel.
inline std::optional<ConceptId> cell_of(const ConceptGraph& graph, const Wheel& wheel,
                                        const std::vector<ConceptId>& cells,
                                        const std::string& word, const ToneMeaning& meaning) {
  const auto named = find_cells(graph, wheel, word);
  for (const ConceptId cell : named) {
    if (is_label(graph, cell, word)) {
      return cell;
    }
  }
  if (!named.empty()) {
    return named.front();
  }
  constexpr std::array kinds{relation::exact_match, relation::close_match};
  for (const RelationTypeId type : kinds) {
    for (const ConceptId tone : meaning.concepts) {
      if (const auto cell = matched_cell(graph, cells, tone, type)) {
        return cell;
      }
    }
  }
  for (const ConceptId tone : meaning.concepts) {
    for (const ConceptId above : ancestors(graph, tone)) {
      for (const RelationTypeId type : kinds) {
        if (const auto cell = matched_cell(graph, cells, above, type)) {
          return cell;
        }
      }
    }
  }
  return std::nullopt;
}

/// The word's spellings: '-' or a space between its parts, either apostrophe.
inline std::vector<std::string> spellings(const std::string& word) {
  constexpr std::string_view typographic = "\xE2\x80\x99";
  std::vector<std::string> all{word};
  std::string spaced = word;
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  std::string joined = word;
  std::replace(joined.begin(), joined.end(), ' ', '-');
  all.push_back(spaced);
  all.push_back(joined);
  for (std::size_t i = 0; i < 3; ++i) {
    std::string other = all[i];
    if (const auto at = other.find(typographic); at != std::string::npos) {
      all.push_back(other.replace(at, typographic.size(), "'"));
    } else if (const auto ascii = other.find('\''); ascii != std::string::npos) {
      all.push_back(other.replace(ascii, 1, typographic));
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Rows of the table of forms: word -> forms, folded.
inline std::map<std::string, std::vector<std::string>> forms_of(const Table& table) {
  const std::size_t word = table.column("word");
  const std::size_t forms = table.column("forms");
  std::map<std::string, std::vector<std::string>> all;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    auto& list = all[fold(table.cell(row, word))];
    for (const std::string& each : split_list(table.cell(row, forms))) {
      if (std::string form = fold(each); !form.empty()) {
        list.push_back(std::move(form));
      }
    }
  }
  return all;
}

/// Base words -> their forms, themselves among them.
inline std::map<std::string, std::set<std::string>> base_words(
    const ConceptGraph& graph, SchemeId tone,
    const std::map<std::string, std::vector<std::string>>& forms) {
  std::map<std::string, std::set<std::string>> bases;
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const Concept& node = graph[{i}];
    for (const Label& label : node.labels) {
      if (node.kind == ConceptKind::emotion && label.kind != LabelKind::hidden) {
        bases[fold(label.text)];
      }
    }
  }
  for (const auto& [word, list] : forms) {
    bases[word];
  }
  const auto add = [&](const std::string& base, const std::string& form) {
    const auto all = spellings(form);
    bases[base].insert(all.begin(), all.end());
  };
  for (const ConceptId id : graph.members(tone)) {
    for (const Label& label : graph[id].labels) {
      if (label.kind == LabelKind::hidden) {
        add(fold(graph[id].name()), fold(label.text));
      }
    }
  }
  for (const auto& [word, list] : forms) {
    for (const std::string& form : list) {
      add(word, form);
    }
  }
  for (auto& [base, list] : bases) {
    const auto own = spellings(base);
    list.insert(own.begin(), own.end());
  }
  return bases;
}

}  // namespace detail

TONEWHEEL_INLINE LexiconTables builtin_tables(const ConceptGraph& graph, const Table& word_forms) {
  const auto tone = graph.find_scheme("tone");
  if (!tone) {
    throw Error("built-in lexicon: the graph has no TONE");
  }
  LexiconTables tables{.name = "tonewheel", .own_word_first = true};
  const auto bases = detail::base_words(graph, *tone, detail::forms_of(word_forms));
  std::map<std::string, detail::ToneMeaning> meanings;
  for (const auto& [base, forms] : bases) {
    for (const std::string& form : forms) {
      tables.bases_of[form].push_back(base);
    }
    const auto& meaning = meanings[base] = detail::tone_meaning(graph, *tone, base);
    auto& synonyms = tables.synonyms_of[base];
    for (const ConceptId id : meaning.concepts) {
      synonyms.push_back(fold(graph[id].name()));
    }
    if (synonyms.empty()) {
      synonyms.push_back(base);
    }
    std::sort(synonyms.begin(), synonyms.end());
    synonyms.erase(std::unique(synonyms.begin(), synonyms.end()), synonyms.end());
  }
  for (int tier = 1; tier <= 3; ++tier) {
    Clustering clustering{.wheel = "tone", .level = tier};
    for (const auto& [base, meaning] : meanings) {
      if (!meaning.concepts.empty()) {
        const ConceptId id = meaning.concepts.front();
        clustering.cluster_of[base] =
            fold(graph[tier_ancestor(graph, id, tier).value_or(id)].name());
      }
    }
    tables.clusterings.push_back(std::move(clustering));
  }
  for (const std::string& key : wheel_keys()) {
    if (key == "parrott") {
      continue;  // TONE itself
    }
    const Wheel wheel = shipped_wheel(graph, key);
    const std::vector<ConceptId> cells = detail::cells_around(wheel);
    Clustering core{.wheel = key, .level = 1};
    Clustering second{.wheel = key, .level = 2};
    for (const auto& [base, meaning] : meanings) {
      if (const auto cell = detail::cell_of(graph, wheel, cells, base, meaning)) {
        core.cluster_of[base] = fold(graph[wheel.core(*wheel.sector_of(*cell))].name());
        second.cluster_of[base] = fold(graph[wheel.cluster_of(*cell, 2).value_or(*cell)].name());
      }
    }
    tables.clusterings.push_back(std::move(core));
    if (wheel.rings() > 1) {
      tables.clusterings.push_back(std::move(second));
    }
  }
  return tables;
}

TONEWHEEL_INLINE const Lexicon& builtin_lexicon() {
  static const Lexicon lexicon(builtin_tables(label_atlas(), Table::parse(data::word_forms)));
  return lexicon;
}

}  // namespace tonewheel
