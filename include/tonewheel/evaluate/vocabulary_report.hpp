#pragma once

#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>

namespace tonewheel {

/// The result as lines for people.
[[nodiscard]] std::string report_text(const VocabularyEvaluation& found);

/// The result as values: metric, version, tables, scores by wheel and their means (`wheels`,
/// `mean`) or the one score (`set`), samples, and the words out of the vocabulary.
[[nodiscard]] JsonValue report_json(const VocabularyEvaluation& found);

/// A CSV with a row for each sample that was scored: its name, and for each grouping the sizes of
/// the truth, of the prediction and of what they share. `names` are those of all samples of the
/// truth.
[[nodiscard]] std::string sample_counts_csv(const VocabularyEvaluation& found,
                                            const SampleCounts& counts,
                                            std::span<const std::string_view> names);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/evaluate/impl/vocabulary_report_inl.hpp>
#endif
