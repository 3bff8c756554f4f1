#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <tonewheel/dataset/pipeline.hpp>
#include <tonewheel/dataset/training_file.hpp>

namespace tonewheel {
TONEWHEEL_INLINE TrainingFile::TrainingFile(const std::filesystem::path& path,
                                            const TrainingFileOptions& options)
    : source_(path, options.format, options.quoting),
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
      workers_(std::clamp<std::size_t>(options.threads, 1, most_useful_threads())) {}

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
