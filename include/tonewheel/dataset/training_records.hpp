#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/screen.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/cell_index.hpp>
#include <tonewheel/dataset/columns.hpp>
#include <tonewheel/dataset/label_columns.hpp>
#include <tonewheel/dataset/record_reader.hpp>
#include <tonewheel/dataset/record_source.hpp>
#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/dataset/training_tally.hpp>

namespace tonewheel {

/// What is read from the records of a file.
struct TrainingRecordOptions {
  bool wants_points = true;  ///< columns of valence and arousal are there
  Scale scale{};             ///< of the points; without dominance where it has none
  ColumnChoice columns{};    ///< of the points
  bool wants_labels = true;  ///< columns of labels, votes or raters are read
  LabelColumns labels{};     ///< the columns that say what people called a row
  /// The classes there are. Labels and columns of votes are read as them: by name, letter case
  /// ignored, by AffectNet's nouns and codes (dataset/class_labels.hpp). None: all labels found.
  std::vector<std::string> classes{};
  bool all_classes = false;                     ///< also those of `classes` that no row has
  std::optional<std::string> weights{};         ///< a column of numbers >= 0
  std::optional<std::string> group{};           ///< a column that names speakers, videos
  std::vector<std::string> keys{};              ///< columns that name something else: items, raters
  OutOfRange out_of_range = OutOfRange::error;  ///< what becomes of rows that cannot be used
  Unlabelled unlabelled = Unlabelled::error;    ///< what becomes of rows without a label or votes
  std::size_t threads = 1;                      ///< the result is the same for any number
};

/// Consecutive rows, and the numbers of their keys.
struct TrainingRecordBlock {
  TrainingBlock rows;               ///< points, labels or votes, weights and groups
  std::vector<std::uint32_t> keys;  ///< rows x keys: positions in TrainingRecords::key_names
};

/// The records of a CSV or TSV file as rated, labelled rows. The file is read once at first, for
/// its labels and keys, and once for every pass. Memory: blocks of 1 MiB, labels and keys.
class TrainingRecords {
 public:
  /// Labels that are told apart at most: with more, the column is hardly one of labels.
  static constexpr std::size_t most_labels = 1000;

  /// Throws Error on columns that are not there or would be two things, more than most_labels
  /// labels, none at all, none that is one of `classes`, columns of votes that `classes` does not
  /// have, and votes that may be counts or rounded shares (LabelColumns::votes_are).
  TrainingRecords(const RecordSource& source, TrainingRecordOptions options);

  /// Sorted by name, by number where all are numbers; columns of votes in the order they are named;
  /// those of TrainingRecordOptions::classes in their order.
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept { return classes_; }
  /// Whether a column holds dominance.
  [[nodiscard]] bool has_dominance() const noexcept { return columns_.dominance.has_value(); }
  /// Whether rows are labelled by votes, not by one label.
  [[nodiscard]] bool has_votes() const noexcept {
    return options_.wants_labels && options_.labels.layout != LabelLayout::label;
  }
  /// Votes are counts of people: as LabelColumns::votes_are says, which a note of the tally tells.
  [[nodiscard]] bool counts_people() const noexcept { return counts_people_; }
  /// The different cells of a key column, sorted, trimmed, without quotes.
  [[nodiscard]] const std::vector<std::string>& key_names(std::size_t key) const {
    return key_names_[key];
  }
  /// The groups that were met, in the order of their numbers.
  [[nodiscard]] const std::vector<std::string>& groups() const noexcept { return groups_; }

  /// Gives the rows to `consume` in their order, read by up to options.threads threads. Throws
  /// Error with the place as the policies say, and where the file has changed.
  TrainingTally pass(const std::function<void(const TrainingRecordBlock&)>& consume) const;
  /// As pass, in any order and from several threads at once: `worker` < threads tells which, no
  /// two calls of one worker overlap.
  TrainingTally pass_together(
      const std::function<void(std::size_t worker, const TrainingRecordBlock&)>& consume) const;

 private:
  struct Item;
  struct ScanItem;
  /// Records whose numbers are read together.
  static constexpr std::size_t records_together = 64;
  /// Of a label that is none of the classes.
  static constexpr std::uint32_t unknown_label = no_label - 1;

  void find_all_columns();
  [[nodiscard]] bool named_otherwise(std::size_t column) const;
  std::size_t find_column(const std::string& column_name, const std::string& role);
  void scan();
  void scan_records(ScanItem& item) const;
  void scan_votes(std::uint64_t row, ScanItem& item) const;
  void tell_votes(const ScanItem& all);
  void name_classes();
  void name_given_classes(const std::vector<std::string>& texts);
  void name_vote_classes();
  void keep_classes(const std::vector<bool>& met, std::vector<std::uint32_t>& positions);
  void note_read_as(const std::vector<std::string>& read_as);
  void name_keys(std::size_t key);

  void read(Item& item) const;
  void read_cells(std::size_t first, std::size_t count, Item& item) const;
  void admit(std::uint64_t row, std::size_t i, Item& item) const;
  bool read_point(std::uint64_t row, std::size_t i, Item& item, Vad& point) const;
  bool read_amount(std::uint64_t row, std::size_t i, std::size_t number, Item& item,
                   double& amount) const;
  bool read_keys(std::uint64_t row, std::size_t i, Item& item) const;
  bool read_labels(std::uint64_t row, std::size_t i, Item& item) const;
  [[nodiscard]] std::uint32_t label_of(std::uint64_t row, std::string_view cell) const;
  void reject(std::uint64_t row, Fault fault, std::size_t column, std::string_view found,
              const std::string& expected, Item& item) const;
  template <class Transform, class Consume>
  TrainingTally run(Transform transform, Consume consume) const;

  const RecordSource* source_;
  TrainingRecordOptions options_;
  std::vector<std::string> header_;
  Columns columns_;
  std::size_t axes_ = 0;              ///< 0 where no points are wanted
  std::vector<std::size_t> numbers_;  ///< columns: axes, the weight if there is one, votes
  std::vector<std::size_t> labels_;   ///< columns: of labels
  std::vector<std::size_t> keys_;     ///< columns: keys, then the group if there is one
  std::vector<std::string> classes_;
  std::vector<std::string> given_;         ///< the classes there may be; empty: those found
  std::vector<std::uint32_t> vote_class_;  ///< of each column of votes
  bool counts_people_ = false;
  std::vector<CellIndex> cells_;           ///< as they stand: of all labels, then of each key
  std::vector<std::uint64_t> label_rows_;  ///< where each cell of labels was met first
  std::vector<std::uint32_t> class_of_;    ///< of each cell: a class, no_label or unknown_label
  std::vector<std::vector<std::uint32_t>> key_of_;  ///< of each cell: a position, or no_label
  std::vector<std::vector<std::string>> key_names_;
  std::vector<std::string> groups_;
  TrainingTally said_;  ///< columns, guesses and notes
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/training_records_inl.hpp>
#endif
