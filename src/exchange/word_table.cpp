#include "word_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include <tonewheel/core/text.hpp>

namespace tonewheel::exchange {
namespace {

/// Slips of the pen that would otherwise be wheels.
constexpr std::array<std::string_view, 3> misspelt{"form", "synonym", "words"};

Place in_column(Place place, std::string_view column) {
  place.column += place.column.empty() ? column : "/" + std::string(column);
  return place;
}

}  // namespace

void WordTableBuilder::add_column(const std::string& column) {
  const auto fail = [&](const std::string& what) {
    return Error({file_, 0, column}, "found the column " + shown(column) + ", expected " + what);
  };
  const std::size_t colon = column.rfind(':');
  const std::string wheel(trim(std::string_view(column).substr(0, colon)));
  const std::string lower = lower_ascii(wheel);
  if (wheel.empty() || std::find(misspelt.begin(), misspelt.end(), lower) != misspelt.end()) {
    throw fail("word, forms, synonyms, or a wheel as NAME or NAME:LEVEL");
  }
  int level = 1;
  if (colon != std::string::npos) {
    const std::string text(trim(std::string_view(column).substr(colon + 1)));
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), level);
    if (status != std::errc{} || end != text.data() + text.size() || level < 1) {
      throw fail("a level from 1 after the colon");
    }
  }
  const auto found = std::find(wheels_.begin(), wheels_.end(), wheel);
  const auto position = static_cast<std::size_t>(found - wheels_.begin());
  if (found == wheels_.end()) {
    wheels_.push_back(wheel);
  }
  if (!clusters_.try_emplace({position, level}).second) {
    throw fail("each level of a wheel once");
  }
  columns_[column] = {position, level};
}

void WordTableBuilder::add_row(const WordRow& row) {
  const auto folded = [&](const std::string& text, const std::string& column) {
    return folded_word(text, folding_, in_column(row.place, column));
  };
  const std::string word = folded(row.word, "word");
  if (word.empty()) {
    throw Error(in_column(row.place, "word"), "found no word, expected one");
  }
  const auto [entry, is_new] = entries_.try_emplace(word, Entry{row.place, {}});
  if (!is_new) {
    throw Error(in_column(row.place, "word"),
                "found " + shown(word) + ", which has a row already (" +
                    describe(entry->second.place) + "), expected one row a word");
  }
  bases_[word].insert(word);
  for (const std::string& form : row.forms) {
    if (const std::string each = folded(form, "forms"); !each.empty()) {
      bases_[each].insert(word);
    }
  }
  for (const std::string& synonym : row.synonyms) {
    if (std::string each = folded(synonym, "synonyms"); !each.empty()) {
      bases_[each].insert(each);
      entry->second.synonyms.push_back(std::move(each));
    }
  }
  for (const auto& [column, text] : row.clusters) {
    if (std::string cluster = folded(text, column); !cluster.empty()) {
      clusters_.at(columns_.at(column))[word] = std::move(cluster);
    }
  }
}

WordSets WordTableBuilder::synonyms(const std::set<std::string>& on_wheel) const {
  WordSets sets;
  for (const std::string& word : on_wheel) {
    sets[word].insert(word);
  }
  for (const auto& [word, entry] : entries_) {
    const bool leads = wheels_.empty() || on_wheel.contains(word);
    if (leads) {
      sets[word].insert(word);
    }
    for (const std::string& synonym : entry.synonyms) {
      if (leads) {
        sets[synonym].insert(word);
      }
      if (on_wheel.contains(synonym)) {
        sets[word].insert(synonym);
      }
    }
  }
  return sets;
}

LexiconTables WordTableBuilder::finish(std::string name) const {
  if (entries_.empty()) {
    throw Error({file_, 0, {}}, "found no rows, expected words");
  }
  LexiconTables tables;
  tables.name = std::move(name);
  tables.folding = folding_;
  tables.own_word_first = true;
  WordSets bases = bases_;
  std::set<std::string> on_wheel;
  for (const auto& [level, cluster_of] : clusters_) {
    Clustering clustering{wheels_[level.first], level.second, cluster_of};
    for (const auto& [word, cluster] : cluster_of) {
      if (!entries_.contains(cluster)) {
        clustering.cluster_of.emplace(cluster, cluster);
        bases[cluster].insert(cluster);
      }
    }
    for (const auto& [word, cluster] : clustering.cluster_of) {
      on_wheel.insert(word);
    }
    tables.clusterings.push_back(std::move(clustering));
  }
  tables.bases_of = sorted_lists(bases);
  tables.synonyms_of = sorted_lists(synonyms(on_wheel));
  return tables;
}

}  // namespace tonewheel::exchange
