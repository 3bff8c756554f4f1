#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/pipeline.hpp>
#include <tonewheel/dataset/read_cell.hpp>
#include <tonewheel/dataset/training_records.hpp>

namespace tonewheel {

/// A block whose labels and keys are gathered.
struct TrainingRecords::ScanItem {
  struct Fresh {
    std::size_t index;     ///< of cells_
    std::uint32_t number;  ///< in `seen`
    std::uint64_t row;
  };
  RecordBlock records;
  std::vector<CellIndex> seen;   ///< by this item so far
  std::vector<Fresh> fresh;      ///< seen first in this block
  std::uint64_t broken_row = 0;  ///< the first with a vote that is no whole number; 0: none
  std::size_t broken_column = 0;
  double broken_vote = 0;
  double least_votes = std::numeric_limits<double>::infinity();  ///< sum of a row that has votes
  double most_votes = 0;                                         ///< likewise
  std::vector<std::string_view> fields;
};

/// The votes of a row whose cells are in item.fields; none where one cannot be used.
TONEWHEEL_INLINE void TrainingRecords::scan_votes(std::uint64_t row, ScanItem& item) const {
  double sum = 0;
  for (std::size_t j = numbers_.size() - vote_class_.size(); j < numbers_.size(); ++j) {
    const double value = read_cell(item.fields[numbers_[j]]).value;
    if (!(value >= 0 && std::isfinite(value))) {
      return;
    }
    if (value != std::floor(value) && item.broken_row == 0) {
      item.broken_row = row;
      item.broken_column = numbers_[j];
      item.broken_vote = value;
    }
    sum += value;
  }
  if (sum > 0) {
    item.least_votes = std::min(item.least_votes, sum);
    item.most_votes = std::max(item.most_votes, sum);
  }
}

/// Decides what the votes are, and says it.
TONEWHEEL_INLINE void TrainingRecords::tell_votes(const ScanItem& all) {
  const bool whole = all.broken_row == 0;
  const bool alike = all.least_votes == all.most_votes;
  const bool of_hundred = whole && alike && (all.most_votes == 100 || all.most_votes == 1000);
  const VotesAre asked = options_.labels.votes_are;
  if (asked == VotesAre::counts && !whole) {
    throw Error({source_->name(), all.broken_row, header_[all.broken_column]},
                "found votes " + number_text(all.broken_vote) +
                    ", expected a whole number: a count of people (--votes-are shares takes them "
                    "as shares)");
  }
  if (asked == VotesAre::guessed && whole && !alike && all.most_votes > 0) {
    // Shares of K classes, each rounded to a whole, miss their sum by at most K / 2.
    const double miss = std::max(1.0, std::floor(static_cast<double>(vote_class_.size()) / 2));
    for (const double sum : {100.0, 1000.0}) {
      if (all.least_votes >= sum - miss && all.most_votes <= sum + miss) {
        throw Error({source_->name(), 0, {}},
                    "votes: rows sum to " + number_text(all.least_votes) + " to " +
                        number_text(all.most_votes) + ", which shares rounded to whole " +
                        (sum == 100 ? "percent" : "per mille") +
                        " do and counts of people may: expected to be told which they are "
                        "(--votes-are shares or --votes-are counts)");
      }
    }
  }
  counts_people_ = asked == VotesAre::counts ||
                   (asked == VotesAre::guessed && whole && all.most_votes > 1 && !of_hundred);
  if (all.most_votes == 0) {
    return;  // refused elsewhere, or no row
  }
  const std::string range =
      number_text(all.least_votes) + (alike ? "" : " to " + number_text(all.most_votes));
  if (counts_people_) {
    said_.notes.push_back("votes are counts of people: rows of " + range +
                          (all.most_votes == 1 ? " vote" : " votes"));
  } else if (of_hundred && asked == VotesAre::guessed) {
    said_.notes.push_back("votes are shares: every row sums to " + range +
                          " (--votes-are counts takes them as people)");
  } else {
    said_.notes.push_back("votes are shares, not counts of people: " +
                          (alike ? "every row sums to " + range : "rows sum to " + range));
  }
}

TONEWHEEL_INLINE void TrainingRecords::scan_records(ScanItem& item) const {
  item.seen.resize(cells_.size());
  item.fresh.clear();
  const auto note = [&](std::size_t index, std::string_view cell, std::size_t record) {
    CellIndex& seen = item.seen[index];
    const std::size_t size = seen.size();
    const std::uint32_t number = seen.insert(cell);
    if (number == size) {
      item.fresh.push_back({index, number, item.records.first_row + record});
    }
  };
  const bool votes = has_votes() && labels_.empty();
  for (std::size_t i = 0; i < item.records.records.size(); ++i) {
    split_fields(item.records.content(i), source_->delimiter(), item.fields, source_->quoting());
    if (item.fields.size() != header_.size()) {
      continue;
    }
    for (const std::size_t column : labels_) {
      note(0, item.fields[column], i);
    }
    for (std::size_t key = 0; key < keys_.size(); ++key) {
      note(1 + key, item.fields[keys_[key]], i);
    }
    if (votes) {
      scan_votes(item.records.first_row + i, item);
    }
  }
}

TONEWHEEL_INLINE void TrainingRecords::scan() {
  const bool votes = has_votes() && labels_.empty();
  if (labels_.empty() && keys_.empty() && !votes) {
    return;
  }
  ScanItem all;  // of votes: what the whole file has
  const std::unique_ptr<RecordReader> reader = source_->open();
  run_pipeline<ScanItem>(
      options_.threads, [&](ScanItem& item) { return reader->next(item.records); },
      [&](ScanItem& item) { scan_records(item); },
      [&](ScanItem& item) {
        for (const ScanItem::Fresh& fresh : item.fresh) {
          const std::size_t known = cells_[fresh.index].size();
          cells_[fresh.index].insert(item.seen[fresh.index][fresh.number]);
          if (fresh.index == 0 && cells_[0].size() > known) {
            label_rows_.push_back(fresh.row);
          }
          if (fresh.index == 0 && cells_[0].size() > most_labels) {
            throw Error({source_->name(), fresh.row, header_[labels_.front()]},
                        "more than " + std::to_string(most_labels) +
                            " different labels up to here, such as " +
                            shown(item.seen[0][fresh.number]) + ": expected a column of labels");
          }
        }
        if (all.broken_row == 0) {
          all.broken_row = item.broken_row;
          all.broken_column = item.broken_column;
          all.broken_vote = item.broken_vote;
        }
        all.least_votes = std::min(all.least_votes, item.least_votes);
        all.most_votes = std::max(all.most_votes, item.most_votes);
      });
  counts_people_ = has_votes();
  if (votes) {
    tell_votes(all);
  }
}

}  // namespace tonewheel
