#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/dataset/annotator.hpp>
#include <tonewheel/dataset/columns.hpp>
#include <tonewheel/dataset/doubt_columns.hpp>
#include <tonewheel/dataset/doubt_counts.hpp>
#include <tonewheel/dataset/doubt_warnings.hpp>
#include <tonewheel/dataset/fault_counts.hpp>
#include <tonewheel/dataset/format.hpp>
#include <tonewheel/dataset/shard.hpp>

namespace tonewheel {

/// How far a run is: units of the input (bytes, rows or files); total is nothing for pipes.
struct RelabelProgress {
  std::uint64_t rows = 0;              ///< rows read so far
  std::uint64_t position = 0;          ///< units of the input read so far
  std::optional<std::uint64_t> total;  ///< units of the whole input; none: not known
};

/// What RelabelOptions::prior_from_labels counted: rows of the whole input, by what their labels
/// are.
struct PriorLabels {
  std::vector<std::uint64_t> counts;  ///< of each class
  RowTally missing;                   ///< rows without a label
  RowTally unknown;                   ///< rows whose label is no class of the space
  std::vector<std::string> read_as;  ///< "anger as angry": labels that a class has another name for
};

/// How a data set is relabelled.
struct RelabelOptions {
  Space space = basic8();  ///< the classes that rows get probabilities of
  ModelOptions model{};    ///< covariances, repair and priors of these classes
  /// The prior of a class is its frequency in the label column of the whole input, which is then
  /// read twice and must be a file. A class that no label means is an Error. Labels that are no
  /// class, or missing, are an Error too under OutOfRange::error; else they are left out of the
  /// count, which RelabelReport::prior_labels tells, and their rows are described like any.
  bool prior_from_labels = false;
  /// Of prior_from_labels: a class that no label means has prior_floor instead, as in the code of
  /// arXiv 2602.06778, and a note says so.
  bool floor_absent_classes = false;
  Scale scale{};           ///< what the input's values are rated on
  ColumnChoice columns{};  ///< names of the input's columns; those left out are guessed
  /// Whether and how a dominance that the input lacks is estimated.
  DominanceFrom dominance_from = DominanceFrom::none;
  std::optional<Format> format{};    ///< see choose_formats
  std::optional<Quoting> quoting{};  ///< of CSV and TSV, see RecordReaderOptions
  /// Whether posteriors are computed in double or in float.
  Precision precision = Precision::double_precision;
  int digits = 6;        ///< decimals; shortest_digits (17): reads back to the same number
  std::size_t top = 0;   ///< csv and tsv only
  DoubtColumns doubt{};  ///< csv and tsv only; RelabelReport::doubt is there whatever is chosen
  OutOfRange out_of_range = OutOfRange::error;     ///< what becomes of rows that cannot be used
  std::size_t threads = 1;                         ///< the output is the same for any number
  Shard shard{};                                   ///< the part of the input to relabel
  std::function<void(const std::string&)> note{};  ///< told what was guessed or repaired
  /// Told after every block, one call at a time, from any of the threads.
  std::function<void(const RelabelProgress&)> progress{};
};

/// What a run did. read = written + all that was skipped.
struct RelabelReport {
  std::uint64_t rows_read = 0;     ///< rows of the input, or of its part
  std::uint64_t rows_written = 0;  ///< rows that got probabilities
  std::uint64_t blank_lines = 0;   ///< not counted as rows
  FaultCounts faults;  ///< rows left out or clipped, by reason, with the first row numbers
  /// The names of the classes, in the order of the output's columns.
  std::vector<std::string> classes;
  std::vector<UnitSum> mass;      ///< sum of each class's probabilities, the same for any blocks
  std::vector<double> mean_mass;  ///< mean probability of each class over the rows written
  std::vector<double> priors;     ///< as used, sum 1
  std::optional<PriorLabels> prior_labels;  ///< where the priors were counted
  std::vector<RepairNote> repaired;         ///< classes whose covariance had to be changed
  CovarianceKind covariance = CovarianceKind::diagonal;  ///< as used
  bool correlations_unused = false;                      ///< see Model
  bool without_correlations = false;                     ///< see Model
  FormatPair formats;                                    ///< what was read and what was written
  std::vector<std::string> guesses;    ///< "valence = V", one for each column that was not named
  bool has_dominance = false;          ///< the rows had a dominance of their own, which was used
  DoubtCounts doubt;                   ///< of the rows written
  std::optional<double> none_level;    ///< of DoubtColumns::none, where that is written
  DoubtContext context;                ///< what the warnings see the counts against
  std::vector<DoubtWarning> warnings;  ///< what of the data does not suit the space
};

/// Reads the annotated data set `input`, writes to `output` every row described as probabilities of
/// the space's classes. "-" is standard input or output. Memory: 2 x threads blocks (one thread:
/// one) of at most 1 MiB of input or 2^18 probabilities, and their output; flat in the number of
/// rows. The output does not depend on `threads`; those of the shards 1/n .. n/n concatenate to
/// that of the whole (.npy and folders: as arrays and sets of files). Throws Error, leaving no
/// output, on unreadable input, unwritable output, data refused under OutOfRange::error, or options
/// that do not fit.
RelabelReport relabel(const std::filesystem::path& input, const std::filesystem::path& output,
                      const RelabelOptions& options);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/relabel_inl.hpp>
#endif
