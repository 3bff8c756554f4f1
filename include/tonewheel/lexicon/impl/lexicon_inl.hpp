#pragma once

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/impl/folded_key_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_tables_inl.hpp>
#include <tonewheel/lexicon/impl/word_index_inl.hpp>
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

/// Sorted, each once.
inline std::vector<std::string> sorted_names(std::vector<std::string_view> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return {names.begin(), names.end()};
}

inline GroupId group_id(const Grouping& grouping, std::string_view group) {
  const auto at = std::lower_bound(grouping.groups.begin(), grouping.groups.end(), group);
  return {static_cast<std::uint32_t>(at - grouping.groups.begin())};
}

/// Which groups there are, all that the tables name, reached or not; group_of is still empty.
inline std::vector<Grouping> empty_groupings(const LexiconTables& tables) {
  const auto listed = [](const std::map<std::string, std::vector<std::string>>& table) {
    std::unordered_set<std::string_view> words;
    for (const auto& [word, list] : table) {
      words.insert(list.begin(), list.end());
    }
    return sorted_names({words.begin(), words.end()});
  };
  std::vector<Grouping> groupings;
  groupings.push_back({"m1", 0, listed(tables.bases_of), {}});
  groupings.push_back({"m2", 0, listed(tables.synonyms_of), {}});
  for (const Clustering& clustering : tables.clusterings) {
    std::vector<std::string_view> clusters;
    clusters.reserve(clustering.cluster_of.size());
    for (const auto& [word, cluster] : clustering.cluster_of) {
      clusters.push_back(cluster);
    }
    groupings.push_back(
        {clustering.wheel, clustering.level, sorted_names(std::move(clusters)), {}});
  }
  for (Grouping& each : groupings) {
    each.group_of.reserve(tables.bases_of.size());
  }
  return groupings;
}

/// The clusters of each word that stands on a wheel, by clustering.
inline std::unordered_map<std::string_view, std::vector<GroupId>> clusters_of_words(
    const LexiconTables& tables, std::span<const Grouping> groupings) {
  std::unordered_map<std::string_view, std::vector<GroupId>> clusters;
  for (std::size_t i = 0; i < tables.clusterings.size(); ++i) {
    for (const auto& [word, cluster] : tables.clusterings[i].cluster_of) {
      std::vector<GroupId>& row = clusters[word];
      row.resize(tables.clusterings.size(), no_group);
      row[i] = group_id(groupings[i], cluster);
    }
  }
  return clusters;
}

}  // namespace detail

struct Lexicon::Source {
  std::function<LexiconTables()> fetch;  ///< of a finished lexicon
  std::once_flag fetched;
  LexiconTables tables;
  std::vector<std::string> surfaces;
};

TONEWHEEL_INLINE Lexicon::Lexicon(LexiconTables given, std::shared_ptr<const Morphology> morphology)
    : name_(given.name),
      folding_(given.folding),
      source_(std::make_shared<Source>()),
      morphology_(std::move(morphology)) {
  source_->tables = std::move(given);
  const LexiconTables& tables = source_->tables;
  check(tables);
  groupings_ = detail::empty_groupings(tables);
  std::vector<std::string>& surfaces = source_->surfaces;
  surfaces.reserve(tables.bases_of.size());
  const auto clusters_of =
      detail::clusters_of_words(tables, std::span<const Grouping>(groupings_).subspan(2));
  std::vector<GroupId> row(tables.clusterings.size());
  for (const auto& [surface, bases] : tables.bases_of) {
    surfaces.push_back(surface);
    groupings_[0].group_of.push_back(detail::group_id(groupings_[0], bases.front()));
    const std::vector<std::string>& first = detail::wheel_words(tables, bases.front());
    groupings_[1].group_of.push_back(
        first.empty() ? no_group : detail::group_id(groupings_[1], first.front()));
    std::fill(row.begin(), row.end(), no_group);
    for (const std::string& word : detail::candidate_words(tables, surface, bases)) {
      if (const auto found = clusters_of.find(word); found != clusters_of.end()) {
        std::transform(row.begin(), row.end(), found->second.begin(), row.begin(),
                       [](GroupId met, GroupId here) { return met == no_group ? here : met; });
      }
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      groupings_[i + 2].group_of.push_back(row[i]);
    }
  }
  index_ = WordIndex(surfaces);
}

TONEWHEEL_INLINE Lexicon::Lexicon(FinishedLexicon finished,
                                  std::shared_ptr<const Morphology> morphology)
    : name_(std::move(finished.name)),
      folding_(finished.folding),
      content_sha256_(std::move(finished.content_sha256)),
      source_(std::make_shared<Source>()),
      morphology_(std::move(morphology)),
      index_(std::move(finished.index)),
      groupings_(std::move(finished.groupings)) {
  source_->fetch = std::move(finished.tables);
  for (const Grouping& each : groupings_) {
    const auto missing = std::find_if(
        each.group_of.begin(), each.group_of.end(),
        [&](GroupId group) { return group != no_group && group.index() >= each.groups.size(); });
    if (each.group_of.size() != size() || missing != each.group_of.end()) {
      throw Error("finished lexicon " + shown(name_) + ": found in " +
                  detail::grouping_label(each.name, each.level) + " " +
                  (missing != each.group_of.end() ? "group " + std::to_string(missing->value) +
                                                        " of " + std::to_string(each.groups.size())
                                                  : std::to_string(each.group_of.size()) +
                                                        " words of " + std::to_string(size())) +
                  ", expected a group or none for each word");
    }
  }
}

TONEWHEEL_INLINE const Lexicon::Source& Lexicon::source() const {
  if (source_->fetch) {
    std::call_once(source_->fetched, [this] {
      const Lexicon made(source_->fetch());
      const std::vector<std::string>& surfaces = made.source_->surfaces;
      bool same = made.name_ == name_ && made.folding_ == folding_ && made.size() == size() &&
                  made.groupings_ == groupings_;
      for (std::size_t i = 0; i < surfaces.size() && same; ++i) {
        same = index_.find(surfaces[i]) == i;
      }
      if (!same) {
        throw Error("finished lexicon " + shown(name_) +
                    ": found tables of another lexicon, expected those it was made of");
      }
      source_->tables = made.source_->tables;
      source_->surfaces = surfaces;
    });
  }
  return *source_;
}

TONEWHEEL_INLINE const LexiconTables& Lexicon::tables() const {
  return source().tables;
}

TONEWHEEL_INLINE const std::string& Lexicon::surface(SurfaceId id) const {
  return source().surfaces.at(id.index());
}

TONEWHEEL_INLINE std::optional<SurfaceId> Lexicon::find(std::string_view label) const {
  std::uint32_t found = WordIndex::not_found;
  if (const WordIndex::Key key = detail::folded_key(label); key.size != detail::no_word) {
    index_.find_each(std::span(&key, 1), &found);
    if (found != WordIndex::not_found) {
      return SurfaceId{found};
    }
  }
  thread_local std::string folded;
  fold_into(folded, label, folding_);
  return find_folded(folded);
}

TONEWHEEL_INLINE std::optional<SurfaceId> Lexicon::find_folded(std::string_view folded) const {
  if (const auto found = index_.find(folded)) {
    return SurfaceId{*found};
  }
  if (morphology_) {
    for (const std::string& base : morphology_->base_forms(folded)) {
      if (const auto found = index_.find(base)) {
        return SurfaceId{*found};
      }
    }
  }
  return std::nullopt;
}

TONEWHEEL_INLINE const Grouping& Lexicon::at(GroupingId id) const {
  if (id.index() >= groupings_.size()) {
    throw Error("lexicon " + shown(name_) + ": found grouping " + std::to_string(id.value) +
                ", expected one below " + std::to_string(groupings_.size()));
  }
  return groupings_[id.index()];
}

TONEWHEEL_INLINE GroupingId Lexicon::grouping(std::string_view name, int level) const {
  std::string known;
  for (std::size_t i = 0; i < groupings_.size(); ++i) {
    if (groupings_[i].name == name && groupings_[i].level == level) {
      return {static_cast<std::uint32_t>(i)};
    }
    known += (i == 0 ? "" : ", ") + detail::grouping_label(groupings_[i].name, groupings_[i].level);
  }
  throw Error("lexicon " + shown(name_) + ": found grouping " + shown(name) +
              (level == 0 ? "" : " level " + std::to_string(level)) + ", expected one of " + known);
}

TONEWHEEL_INLINE std::span<const Grouping> Lexicon::groupings() const noexcept {
  return groupings_;
}

}  // namespace tonewheel
