#pragma once

#include <set>

#include <tonewheel/lexicon/coverage.hpp>
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>

namespace tonewheel {
namespace detail {

/// Every word of a wheel that some surface form leads to.
inline std::set<std::string> reached_wheel_words(const LexiconTables& tables) {
  std::set<std::string> reached;
  for (const auto& [surface, bases] : tables.bases_of) {
    const std::vector<std::string> words = candidate_words(tables, surface, bases);
    reached.insert(words.begin(), words.end());
  }
  return reached;
}

/// The groups of all words that a surface form has for grouping `i`, of which the first decides.
inline std::set<std::string> possible_groups(const LexiconTables& tables, std::size_t i,
                                             const std::string& surface,
                                             const std::vector<std::string>& bases) {
  if (i == 0) {
    return {bases.begin(), bases.end()};
  }
  if (i == 1) {
    const std::vector<std::string>& words = wheel_words(tables, bases.front());
    return {words.begin(), words.end()};
  }
  std::set<std::string> groups;
  const auto& cluster_of = tables.clusterings[i - 2].cluster_of;
  for (const std::string& word : candidate_words(tables, surface, bases)) {
    if (const auto found = cluster_of.find(word); found != cluster_of.end()) {
      groups.insert(found->second);
    }
  }
  return groups;
}

}  // namespace detail

TONEWHEEL_INLINE std::vector<Coverage> coverage(const Lexicon& lexicon) {
  const LexiconTables& tables = lexicon.tables();
  const std::set<std::string> wheel_words = detail::reached_wheel_words(tables);
  std::vector<Coverage> result;
  for (std::size_t i = 0; i < lexicon.groupings().size(); ++i) {
    const Grouping& grouping = lexicon.groupings()[i];
    Coverage& entry = result.emplace_back();
    entry.name = grouping.name;
    entry.level = grouping.level;
    entry.groups = grouping.groups.size();
    std::vector<bool> reached(grouping.groups.size());
    for (const GroupId group : grouping.group_of) {
      if (group != no_group) {
        ++entry.surfaces;
        reached[group.index()] = true;
      }
    }
    for (const auto& [surface, bases] : tables.bases_of) {
      entry.ambiguous += detail::possible_groups(tables, i, surface, bases).size() > 1 ? 1U : 0U;
    }
    for (std::size_t group = 0; group < reached.size(); ++group) {
      entry.reached += reached[group] ? 1U : 0U;
      if (i < 2 && !reached[group]) {
        entry.unreachable.push_back(grouping.groups[group]);
      }
    }
    if (i >= 2) {
      for (const auto& [word, cluster] : tables.clusterings[i - 2].cluster_of) {
        if (!wheel_words.contains(word)) {
          entry.unreachable.push_back(word);
        }
      }
    }
  }
  return result;
}

}  // namespace tonewheel
