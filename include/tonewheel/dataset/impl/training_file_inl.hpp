#pragma once

#include <algorithm>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/training_file.hpp>

namespace tonewheel {
namespace detail {

/// The delimiter of a table by its format, given or told by its path.
inline char delimiter_of(const std::filesystem::path& path, std::optional<Format> given) {
  const Format format = given ? *given : format_of(path).value_or(Format::csv);
  if (format != Format::csv && format != Format::tsv) {
    throw Error({path.string(), 0, {}}, "found " + std::string(name(format)) +
                                            ", expected a table of csv or tsv (--format)");
  }
  return format == Format::tsv ? '\t' : ',';
}

}  // namespace detail

TONEWHEEL_INLINE TrainingFile::TrainingFile(const std::filesystem::path& path,
                                            const TrainingFileOptions& options)
    : source_(path, detail::delimiter_of(path, options.format)),
      records_(source_, {.scale = options.scale,
                         .columns = options.columns,
                         .labels = options.labels,
                         .classes = options.classes,
                         .all_classes = options.all_classes,
                         .weights = options.weights,
                         .group = options.group,
                         .out_of_range = options.out_of_range,
                         .unlabelled = options.unlabelled,
                         .threads = options.threads}),
      workers_(std::max<std::size_t>(options.threads, 1)) {}

TONEWHEEL_INLINE void TrainingFile::keep(TrainingTally tally) const {
  if (source_.in_memory()) {
    tally.notes.push_back(source_.name() + " is kept in memory: it cannot be read twice");
  }
  tally_ = std::move(tally);
}

TONEWHEEL_INLINE void TrainingFile::pass(
    const std::function<void(const TrainingBlock&)>& consume) const {
  keep(records_.pass([&](const TrainingRecordBlock& block) { consume(block.rows); }));
}

TONEWHEEL_INLINE void TrainingFile::pass_together(
    const std::function<void(std::size_t, const TrainingBlock&)>& consume) const {
  keep(records_.pass_together(
      [&](std::size_t worker, const TrainingRecordBlock& block) { consume(worker, block.rows); }));
}

}  // namespace tonewheel
