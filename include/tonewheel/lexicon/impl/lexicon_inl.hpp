#pragma once

#include <algorithm>
#include <set>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_tables_inl.hpp>
#include <tonewheel/lexicon/lexicon.hpp>

namespace tonewheel {
namespace detail {

/// "m1", "wheel1 level 2".
inline std::string grouping_label(std::string_view name, int level) {
  return std::string(name) + (level == 0 ? "" : " level " + std::to_string(level));
}

/// The wheel words of a base word; nothing where the tables have none.
inline const std::vector<std::string>& wheel_words(const LexiconTables& tables,
                                                   const std::string& base) {
  static const std::vector<std::string> none;
  const auto found = tables.synonyms_of.find(base);
  return found == tables.synonyms_of.end() ? none : found->second;
}

/// The wheel words of all base words, sorted, each once.
inline std::vector<std::string> pooled_wheel_words(const LexiconTables& tables,
                                                   const std::vector<std::string>& bases) {
  std::vector<std::string> pool;
  for (const std::string& base : bases) {
    const std::vector<std::string>& words = wheel_words(tables, base);
    pool.insert(pool.end(), words.begin(), words.end());
  }
  std::sort(pool.begin(), pool.end());
  pool.erase(std::unique(pool.begin(), pool.end()), pool.end());
  return pool;
}

/// The words that a wheel is searched for, the first choice first; none twice.
inline std::vector<std::string> candidate_words(const LexiconTables& tables,
                                                const std::string& surface,
                                                const std::vector<std::string>& bases) {
  std::vector<std::string> pool = pooled_wheel_words(tables, bases);
  if (!tables.own_word_first) {
    return pool;
  }
  std::vector<std::string> words{surface};
  for (const std::vector<std::string>& list : {bases, pool}) {
    for (const std::string& word : list) {
      if (std::find(words.begin(), words.end(), word) == words.end()) {
        words.push_back(word);
      }
    }
  }
  return words;
}

/// A grouping of which group_of is still empty.
inline Grouping named_grouping(std::string name, int level, const std::set<std::string>& groups) {
  return {std::move(name), level, {groups.begin(), groups.end()}, {}};
}

inline GroupId group_id(const Grouping& grouping, const std::string& group) {
  const auto at = std::lower_bound(grouping.groups.begin(), grouping.groups.end(), group);
  return {static_cast<std::uint32_t>(at - grouping.groups.begin())};
}

/// Which groups there are: all that the tables name, reached or not.
inline std::vector<Grouping> empty_groupings(const LexiconTables& tables) {
  std::set<std::string> bases;
  for (const auto& [surface, list] : tables.bases_of) {
    bases.insert(list.begin(), list.end());
  }
  std::set<std::string> synonyms;
  for (const auto& [base, list] : tables.synonyms_of) {
    synonyms.insert(list.begin(), list.end());
  }
  std::vector<Grouping> groupings;
  groupings.push_back(named_grouping("m1", 0, bases));
  groupings.push_back(named_grouping("m2", 0, synonyms));
  for (const Clustering& clustering : tables.clusterings) {
    std::set<std::string> clusters;
    for (const auto& [word, cluster] : clustering.cluster_of) {
      clusters.insert(cluster);
    }
    groupings.push_back(named_grouping(clustering.wheel, clustering.level, clusters));
  }
  return groupings;
}

}  // namespace detail

TONEWHEEL_INLINE Lexicon::Lexicon(LexiconTables tables,
                                  std::shared_ptr<const Morphology> morphology)
    : tables_(std::move(tables)), morphology_(std::move(morphology)) {
  check(tables_);
  groupings_ = detail::empty_groupings(tables_);
  surfaces_.reserve(tables_.bases_of.size());
  index_.reserve(tables_.bases_of.size());
  for (const auto& [surface, bases] : tables_.bases_of) {
    index_.emplace(surface, SurfaceId{static_cast<std::uint32_t>(surfaces_.size())});
    surfaces_.push_back(surface);
    groupings_[0].group_of.push_back(detail::group_id(groupings_[0], bases.front()));
    const std::vector<std::string>& first = detail::wheel_words(tables_, bases.front());
    groupings_[1].group_of.push_back(
        first.empty() ? no_group : detail::group_id(groupings_[1], first.front()));
    const std::vector<std::string> candidates = detail::candidate_words(tables_, surface, bases);
    for (std::size_t i = 0; i < tables_.clusterings.size(); ++i) {
      const auto& cluster_of = tables_.clusterings[i].cluster_of;
      Grouping& grouping = groupings_[i + 2];
      GroupId group = no_group;
      for (const std::string& word : candidates) {
        if (const auto found = cluster_of.find(word); found != cluster_of.end()) {
          group = detail::group_id(grouping, found->second);
          break;
        }
      }
      grouping.group_of.push_back(group);
    }
  }
}

TONEWHEEL_INLINE std::optional<SurfaceId> Lexicon::find(std::string_view label) const {
  thread_local std::string folded;
  fold_into(folded, label, tables_.folding);
  return find_folded(folded);
}

TONEWHEEL_INLINE std::optional<SurfaceId> Lexicon::find_folded(std::string_view folded) const {
  if (const auto found = index_.find(folded); found != index_.end()) {
    return found->second;
  }
  if (morphology_) {
    for (const std::string& base : morphology_->base_forms(folded)) {
      if (const auto found = index_.find(base); found != index_.end()) {
        return found->second;
      }
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE std::size_t Lexicon::grouping(std::string_view name, int level) const {
  std::string known;
  for (std::size_t i = 0; i < groupings_.size(); ++i) {
    if (groupings_[i].name == name && groupings_[i].level == level) {
      return i;
    }
    known += (i == 0 ? "" : ", ") + detail::grouping_label(groupings_[i].name, groupings_[i].level);
  }
  throw Error("lexicon " + shown(tables_.name) + ": found grouping " + shown(name) +
              (level == 0 ? "" : " level " + std::to_string(level)) + ", expected one of " + known);
}

}  // namespace tonewheel
