#pragma once

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>

namespace tonewheel {
namespace detail {

/// Adds a tab and the word; tabs, line ends and backslashes in it are escaped.
inline void append_field(std::string& line, std::string_view word) {
  line += '\t';
  for (const char c : word) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      default:
        line += c;
    }
  }
}

inline void append_word_lines(std::vector<std::string>& lines, std::string_view kind,
                              const std::map<std::string, std::vector<std::string>>& table) {
  for (const auto& [word, list] : table) {
    if (list.empty()) {
      continue;
    }
    std::string& line = lines.emplace_back(kind);
    append_field(line, word);
    for (const std::string& each : list) {
      append_field(line, each);
    }
  }
}

[[noreturn]] inline void bad_tables(const LexiconTables& tables, const std::string& message) {
  throw Error("lexicon " + shown(tables.name) + ": " + message);
}

/// `noun` of `word`, "base words" or "wheel words": sorted, no word twice, none empty.
inline void check_list(const LexiconTables& tables, const std::string& word, std::string_view noun,
                       const std::vector<std::string>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].empty()) {
      bad_tables(tables, "found an empty word among the " + std::string(noun) + " of " +
                             shown(word) + ", expected words");
    }
    if (i > 0 && list[i] <= list[i - 1]) {
      bad_tables(tables, "found " + shown(list[i]) + " after " + shown(list[i - 1]) +
                             " among the " + std::string(noun) + " of " + shown(word) +
                             ", expected them sorted, each once");
    }
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::string content_text(const LexiconTables& tables) {
  std::vector<std::string> lines;
  for (const Clustering& clustering : tables.clusterings) {
    for (const auto& [word, cluster] : clustering.cluster_of) {
      std::string& line = lines.emplace_back("cluster");
      detail::append_field(line, clustering.wheel);
      detail::append_field(line, std::to_string(clustering.level));
      detail::append_field(line, word);
      detail::append_field(line, cluster);
    }
  }
  std::sort(lines.begin(), lines.end());
  detail::append_field(lines.emplace_back("folding"), name(tables.folding));
  detail::append_word_lines(lines, "form", tables.bases_of);
  detail::append_field(lines.emplace_back("own_word_first"), tables.own_word_first ? "yes" : "no");
  detail::append_word_lines(lines, "synonym", tables.synonyms_of);
  // Nearly always sorted by now: only words with control characters or backslashes are not.
  if (!std::is_sorted(lines.begin(), lines.end())) {
    std::sort(lines.begin(), lines.end());
  }
  std::string text;
  for (const std::string& line : lines) {
    text += line;
    text += '\n';
  }
  return text;
}

TONEWHEEL_INLINE void check(const LexiconTables& tables) {
  std::string folded;
  for (const auto& [surface, bases] : tables.bases_of) {
    if (surface.empty()) {
      detail::bad_tables(tables, "found an empty surface form, expected a word");
    }
    fold_into(folded, surface, tables.folding);
    if (folded != surface) {
      detail::bad_tables(tables, "found the surface form " + shown(surface) +
                                     ", expected it folded: " + shown(folded));
    }
    if (bases.empty()) {
      detail::bad_tables(tables,
                         "found no base words for " + shown(surface) + ", expected at least one");
    }
    detail::check_list(tables, surface, "base words", bases);
  }
  for (const auto& [base, synonyms] : tables.synonyms_of) {
    if (base.empty()) {
      detail::bad_tables(tables, "found an empty base word, expected a word");
    }
    detail::check_list(tables, base, "wheel words", synonyms);
  }
  std::set<std::pair<std::string, int>> met;
  for (const Clustering& clustering : tables.clusterings) {
    const std::string which =
        shown(clustering.wheel) + " level " + std::to_string(clustering.level);
    if (clustering.wheel.empty()) {
      detail::bad_tables(tables, "found a clustering of a wheel without a name, expected a name");
    }
    if (clustering.level < 1) {
      detail::bad_tables(tables, "found " + which + ", expected a level from 1");
    }
    if (!met.emplace(clustering.wheel, clustering.level).second) {
      detail::bad_tables(tables, "found " + which + " twice, expected it once");
    }
    for (const auto& [word, cluster] : clustering.cluster_of) {
      if (word.empty() || cluster.empty()) {
        detail::bad_tables(tables, "found " + shown(word) + " in cluster " + shown(cluster) +
                                       " of " + which + ", expected words");
      }
    }
  }
}

}  // namespace tonewheel
