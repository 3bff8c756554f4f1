#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/dataset/long_ratings.hpp>
#include <tonewheel/dataset/training_file.hpp>
#include <tonewheel/dataset/training_table.hpp>
#ifdef TONEWHEEL_FIT_EXCHANGE
#include <tonewheel/exchange/affectnet_plus.hpp>
#endif

#include "fit/command_line.hpp"
#include "support/program.hpp"

/// The rows that a command line names.
namespace fit_program {

using namespace tonewheel;

/// OpenedRows to fit to or to judge by, and what became of those of the file.
class OpenedRows {
 public:
  explicit OpenedRows(std::unique_ptr<TrainingFile> file)
      : file_(file.get()), rows_(std::move(file)) {}
  OpenedRows(TrainingColumns columns, TrainingTally tally)
      : rows_(std::make_unique<TrainingTable>(std::move(columns))), tally_(std::move(tally)) {}

  [[nodiscard]] const TrainingRows& get() const { return *rows_; }
  /// After a pass.
  [[nodiscard]] const TrainingTally& tally() const {
    return file_ == nullptr ? tally_ : file_->tally();
  }
  /// What was read, where it cannot be read again for its checksum; else nullptr.
  [[nodiscard]] const std::string* bytes() const {
    return file_ != nullptr && file_->source().in_memory() ? &file_->source().bytes() : nullptr;
  }

 private:
  const TrainingFile* file_ = nullptr;
  std::unique_ptr<TrainingRows> rows_;
  TrainingTally tally_;
};

inline OutOfRange out_of_range_of(const CommandLine& line) {
  return line.out_of_range == "skip"   ? OutOfRange::skip
         : line.out_of_range == "clip" ? OutOfRange::clip
                                       : OutOfRange::error;
}

inline Unlabelled unlabelled_of(const CommandLine& line) {
  return line.unlabelled == "skip" ? Unlabelled::skip
         : line.unlabelled == "em" ? Unlabelled::keep
                                   : Unlabelled::error;
}

inline TrainingFileOptions file_options_of(const CommandLine& line, const Scale& scale,
                                           std::size_t threads) {
  TrainingFileOptions options{.scale = scale, .columns = line.columns};
  if (!line.format.empty()) {
    options.format = line.format == "tsv" ? Format::tsv : Format::csv;
  }
  options.quoting = line.quoting;
  if (!line.votes.empty()) {
    options.labels = {LabelLayout::votes, line.votes, line.votes_prefix,
                      line.votes_are == "counts"   ? VotesAre::counts
                      : line.votes_are == "shares" ? VotesAre::shares
                                                   : VotesAre::guessed};
  } else if (!line.raters.empty()) {
    options.labels = {LabelLayout::raters, line.raters, {}};
  } else if (!line.label.empty()) {
    options.labels.names = {line.label};
  }
  if (!line.weights.empty()) {
    options.weights = line.weights;
  }
  if (!line.group.empty()) {
    options.group = line.group;
  }
  options.out_of_range = out_of_range_of(line);
  options.unlabelled = unlabelled_of(line);
  options.threads = threads;
  return options;
}

#ifdef TONEWHEEL_FIT_EXCHANGE
inline OpenedRows open_affectnet_plus(const CommandLine& line, const std::string& path) {
  if (!line.group.empty() && lower_ascii(line.group) != "subset") {
    throw program::WrongUse("--group: found " + shown(line.group) +
                            ", expected Subset, the only one of AffectNet+");
  }
  AffectNetPlus found = read_affectnet_plus(
      path,
      {.labels = line.labels == "hard" ? AffectNetPlusLabels::hard : AffectNetPlusLabels::soft,
       .subsets = !line.group.empty(),
       .out_of_range = out_of_range_of(line),
       .unlabelled = unlabelled_of(line)});
  return {std::move(found.columns), std::move(found.tally)};
}
#else
inline OpenedRows open_affectnet_plus(const CommandLine&, const std::string&) {
  throw program::WrongUse("--format affectnet-plus: this program was built without exchange");
}
#endif

/// Opens a table or folder. With `classes` its labels are read as them; `fixed`: all of these are
/// classes, whether met or not.
inline OpenedRows open_rows(const CommandLine& line, const std::string& path, const Scale& scale,
                            std::size_t threads, const std::vector<std::string>& classes,
                            bool fixed) {
  if (line.is_folder()) {
    return open_affectnet_plus(line, path);
  }
  TrainingFileOptions options = file_options_of(line, scale, threads);
  options.classes = classes;
  options.all_classes = fixed;
  if (line.is_long()) {
    LongColumns columns{
        line.long_columns[0], line.long_columns[1], line.long_columns[2], line.points, {}};
    if (!line.key.empty()) {
      columns.key = line.key;
    }
    LongRatings found = read_long_ratings(path, columns, options);
    return {std::move(found.columns), std::move(found.tally)};
  }
  return OpenedRows(std::make_unique<TrainingFile>(path, options));
}

}  // namespace fit_program
