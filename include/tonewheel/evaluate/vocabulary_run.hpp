#pragma once

#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/table_stamp.hpp>
#include <tonewheel/evaluate/vocabulary_options.hpp>

namespace tonewheel {

/// What a result is a result of: parts of it are merged where all this is the same.
struct VocabularyRun {
  VocabularyMetric metric = VocabularyMetric::ew;  ///< how labels are compared
  TableStamp tables;                               ///< of the lexicon, or of mer2024's groups
  std::vector<TableStamp> inputs;                  ///< those tables first, then the files
  int level = 0;                                   ///< as the options have it
  std::vector<std::string> wheels;                 ///< likewise
  bool inflects = false;  ///< whether inflected words find their base forms
  /// What became of samples that had no prediction.
  MissingPrediction missing = MissingPrediction::error;
  std::vector<std::string> candidates;  ///< of hit: what the truth chooses from, sorted
  friend bool operator==(const VocabularyRun&, const VocabularyRun&) = default;
};

/// The options of a run as a report's stamp has them: level, wheels, wordnet, missing; of hit also
/// candidates.
[[nodiscard]] JsonValue options_json(const VocabularyRun& run);

/// [{"name", "sha256"}, ...]
[[nodiscard]] JsonValue json_value(std::span<const TableStamp> stamps);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/vocabulary_run_inl.hpp>
#endif
