#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/screen.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/dataset/columns.hpp>
#include <tonewheel/dataset/format.hpp>
#include <tonewheel/dataset/label_columns.hpp>
#include <tonewheel/dataset/record_source.hpp>
#include <tonewheel/dataset/training_records.hpp>
#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/dataset/training_tally.hpp>

namespace tonewheel {

/// What is read of a file of labelled rows, and how.
struct TrainingFileOptions {
  std::optional<Format> format{};    ///< csv or tsv; none: by the file's ending, else csv
  std::optional<Quoting> quoting{};  ///< see RecordReaderOptions
  Scale scale{};                     ///< of the points; without dominance where it has none
  ColumnChoice columns{};            ///< of the points
  LabelColumns labels{};             ///< the columns that say what people called a row
  /// The classes there are, such as those of a space: labels and columns of votes are read as them.
  /// None: the labels found, sorted (by number where all are numbers); of a column `expression`
  /// that holds AffectNet's codes, AffectNet's eight.
  std::vector<std::string> classes{};
  bool all_classes = false;                     ///< also those of `classes` that no row has
  std::optional<std::string> weights{};         ///< a column of numbers >= 0
  std::optional<std::string> group{};           ///< a column of speakers, videos
  OutOfRange out_of_range = OutOfRange::error;  ///< what becomes of rows that cannot be used
  Unlabelled unlabelled = Unlabelled::error;    ///< what becomes of rows without a label or votes
  std::size_t threads = 1;                      ///< the result is the same for any number
};

/// Rated, labelled rows of a CSV or TSV file with a header. The file is read once for its labels
/// and groups, then anew for every pass, so memory does not grow with rows; standard input ("-")
/// and pipes are kept in memory, which notes() of the tally say. A pass throws Error with file, row
/// and column on what the policies refuse: missing or unreadable numbers, values beyond the scale
/// (OutOfRange::clip moves those), negative weights and votes, labels that are no class, records
/// with too many or too few fields.
class TrainingFile final : public TrainingRows {
 public:
  /// Throws Error where the file cannot be read, columns are missing or classes cannot be told.
  explicit TrainingFile(const std::filesystem::path& path, const TrainingFileOptions& options = {});

  /// The classes, in the order of their numbers.
  [[nodiscard]] const std::vector<std::string>& classes() const override {
    return records_.classes();
  }
  /// Whether a column holds dominance.
  [[nodiscard]] bool has_dominance() const override { return records_.has_dominance(); }
  [[nodiscard]] bool has_votes() const override { return records_.has_votes(); }
  [[nodiscard]] bool counts_people() const override { return records_.counts_people(); }
  [[nodiscard]] const std::vector<std::string>& groups() const override {
    return records_.groups();
  }
  void pass(const std::function<void(const TrainingBlock&)>& consume) const override;
  [[nodiscard]] std::size_t workers() const override { return workers_; }
  void pass_together(
      const std::function<void(std::size_t worker, const TrainingBlock&)>& consume) const override;

  /// The path, "standard input" for "-"; for messages.
  [[nodiscard]] std::string name() const override { return source_.name(); }
  /// What the last pass saw; every complete pass sees the same. Nothing before the first.
  [[nodiscard]] const TrainingTally& tally() const noexcept { return tally_; }
  /// The file that is read.
  [[nodiscard]] const RecordSource& source() const noexcept { return source_; }

 private:
  void keep(TrainingTally tally) const;

  RecordSource source_;
  TrainingRecords records_;
  std::size_t workers_;
  mutable TrainingTally tally_;  // of a pass; passes are made one at a time
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/training_file_inl.hpp>
#endif
