// Open-vocabulary scores of label lists in memory, ns a sample, step by step, beside the same step
// done one label at a time: the limit is what remains when the labels' ids are known, their masks
// united and counted (known_ids). Samples of 1 to 8 labels a side, one in ten unknown.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <tonewheel/core/table.hpp>
#include <tonewheel/data/word_forms.hpp>
#include <tonewheel/kernel/label_bounds.hpp>
#include <tonewheel/kernel/set_counts.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/fold.hpp>
#include <tonewheel/lexicon/label_list.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/ontology/atlas.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t samples = 4096;

const Lexicon& lexicon() {
  static const Lexicon lexicon(builtin_tables(atlas(), Table::parse(data::word_forms)));
  return lexicon;
}

/// Five wheels, two levels each.
const std::vector<GroupingId>& groupings() {
  static const std::vector<GroupingId> all = [] {
    std::vector<GroupingId> positions;
    for (const char* wheel : {"plutchik", "willcox-a", "willcox-b", "roberts", "junto"}) {
      positions.push_back(lexicon().grouping(wheel, 1));
      positions.push_back(lexicon().grouping(wheel, 2));
    }
    return positions;
  }();
  return all;
}

std::string random_list(std::mt19937_64& random) {
  std::vector<std::string> labels(1 + random() % 8);
  for (std::string& label : labels) {
    label = lexicon().surface(SurfaceId{static_cast<std::uint32_t>(random() % lexicon().size())});
    if (random() % 10 == 0 || label.find_first_of("'\",") != std::string::npos) {
      label = "unknown" + std::to_string(random() % 500);
    }
  }
  return label_list_text(labels);
}

struct Samples {
  std::vector<std::string> texts;  ///< truths, then predictions
  std::vector<std::string_view> truths;
  std::vector<std::string_view> predictions;
  std::vector<std::string> labels;  ///< of all lists
  std::vector<WordIndex::Key> keys;

  Samples() {
    std::mt19937_64 random(1);
    for (std::size_t i = 0; i < 2 * samples; ++i) {
      texts.push_back(random_list(random));
      for_each_label(texts.back(), [&](std::string_view label) {
        labels.push_back(fold(label));
        if (label.size() <= WordIndex::key_bytes) {
          keys.push_back(WordIndex::key_of(labels.back()));
        }
      });
    }
    truths.assign(texts.begin(), texts.begin() + samples);
    predictions.assign(texts.begin() + samples, texts.end());
  }
};

const Samples& data_set() {
  static const Samples all;
  return all;
}

void count_samples(benchmark::State& state) {
  state.counters["time/sample"] = benchmark::Counter(
      samples, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void split_one_by_one(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& text : data_set().texts) {
      for_each_label(text, [](std::string_view label) { benchmark::DoNotOptimize(label.data()); });
    }
  }
  count_samples(state);
}

/// With the copy of the lists behind each other, and small letters.
void split_blocks(benchmark::State& state) {
  std::vector<char> text(2 * LabelLookup::block_bytes + 1024);
  const std::size_t blocks = text.size() / kernel::label_block;
  std::vector<std::uint32_t> starts(text.size() / 2 + 16);
  std::vector<std::uint32_t> ends(starts.size());
  std::vector<std::uint64_t> marks(blocks + 1);
  std::vector<std::uint32_t> before(blocks + 1);
  std::vector<std::uint32_t> list_ends;
  for (auto _ : state) {
    std::size_t size = 0;
    for (const std::string& list : data_set().texts) {
      list.copy(text.data() + size, list.size());
      size += list.size();
      text[size++] = ',';
      list_ends.push_back(static_cast<std::uint32_t>(size));
      if (size >= LabelLookup::block_bytes || &list == &data_set().texts.back()) {
        std::fill(text.data() + size, text.data() + text.size(), ',');
        benchmark::DoNotOptimize(
            kernel::label_bounds({text.data(), size / kernel::label_block + 1, starts.data(),
                                  ends.data(), marks.data(), before.data()},
                                 list_ends.data(), list_ends.size()));
        size = 0;
        list_ends.clear();
      }
    }
  }
  count_samples(state);
}

void fold_one_by_one(benchmark::State& state) {
  std::string folded;
  for (auto _ : state) {
    for (const std::string& label : data_set().labels) {
      fold_into(folded, label);
      benchmark::DoNotOptimize(folded.data());
    }
  }
  count_samples(state);
}

void find_one_by_one(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& label : data_set().labels) {
      benchmark::DoNotOptimize(lexicon().index().find(label));
    }
  }
  count_samples(state);
}

void find_keys(benchmark::State& state) {
  std::vector<std::uint32_t> found(data_set().keys.size());
  for (auto _ : state) {
    lexicon().index().find_each(data_set().keys, found.data());
    benchmark::DoNotOptimize(found.data());
  }
  count_samples(state);
}

/// Calls use(look-up) for each block of samples.
template <class Use>
void each_block(LabelLookup& lookup, Use use) {
  const Samples& all = data_set();
  for (std::size_t i = 0; i < samples;) {
    lookup.clear();
    for (; i < samples && !lookup.full(); ++i) {
      lookup.add_text(all.truths[i]);
      lookup.add_text(all.predictions[i]);
    }
    lookup.look_up();
    use(lookup);
  }
}

/// Split, fold and find together.
void look_up_blocks(benchmark::State& state) {
  LabelLookup lookup(lexicon());
  for (auto _ : state) {
    each_block(lookup,
               [](const LabelLookup& found) { benchmark::DoNotOptimize(found.surfaces().data()); });
  }
  count_samples(state);
}

/// Masks of label ids united and counted; with_scores: and the counts added to the scores.
void known_ids(benchmark::State& state, bool with_scores) {
  struct Block {
    std::vector<std::uint32_t> ids;
    std::vector<std::uint32_t> ends;
  };
  std::vector<Block> blocks;
  LabelLookup lookup(lexicon());
  each_block(lookup, [&](const LabelLookup& found) {
    blocks.push_back({{found.surfaces().begin(), found.surfaces().end()},
                      {found.ends().begin(), found.ends().end()}});
  });
  const GroupMasks masks(lexicon(), groupings());
  const kernel::MaskTable table = masks.table();
  std::vector<std::uint64_t> scratch(2 * table.words);
  std::vector<SetCounts> counts(samples * table.size);
  std::vector<SetScore> scores(table.size);
  for (auto _ : state) {
    for (const Block& block : blocks) {
      const std::size_t size = block.ends.size() / 2;
      kernel::sample_set_counts(table, block.ids.data(), block.ends.data(), size, scratch.data(),
                                counts.data());
      for (std::size_t i = 0; with_scores && i < scores.size(); ++i) {
        scores[i].add(std::span<const SetCounts>(counts).subspan(i * size, size));
      }
    }
    benchmark::DoNotOptimize(counts.data());
    benchmark::ClobberMemory();
  }
  count_samples(state);
}

void add_one_by_one(benchmark::State& state) {
  OpenVocabularyScore score(lexicon(), groupings());
  const Samples& all = data_set();
  for (auto _ : state) {
    for (std::size_t i = 0; i < samples; ++i) {
      benchmark::DoNotOptimize(score.add(all.truths[i], all.predictions[i]).data());
    }
  }
  count_samples(state);
}

void add_batch(benchmark::State& state) {
  OpenVocabularyScore score(lexicon(), groupings());
  for (auto _ : state) {
    score.add_batch(data_set().truths, data_set().predictions);
  }
  count_samples(state);
}

BENCHMARK(split_one_by_one);
BENCHMARK(split_blocks);
BENCHMARK(fold_one_by_one);
BENCHMARK(find_one_by_one);
BENCHMARK(find_keys);
BENCHMARK(look_up_blocks);
BENCHMARK_CAPTURE(known_ids, counted, false);
BENCHMARK_CAPTURE(known_ids, scored, true);
BENCHMARK(add_one_by_one);
BENCHMARK(add_batch);

}  // namespace
