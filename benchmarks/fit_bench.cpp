// Fitting a space to labelled rows, ns a row, beside the limit of this machine: one pass that reads
// the same rows and adds up their coordinates.

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/affect/fit.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t rows = 1000000;
constexpr std::size_t classes = 8;

struct Data {
  std::vector<Vad> points;
  std::vector<std::uint32_t> labels;
  std::vector<double> votes;  ///< rows x classes, three of them not 0
};

const std::vector<std::string>& names() {
  static const std::vector<std::string> all{"happy", "contempt",  "surprised", "angry",
                                            "sad",   "disgusted", "fearful",   "neutral"};
  return all;
}

/// Points about the mean of their class; numbers with all their digits, as a conversion of a rating
/// scale leaves them.
const Data& data() {
  static const Data all = [] {
    Data made;
    std::uint64_t state = 1;
    const auto unit = [&state] {  // in [-1, 1)
      state = state * 6364136223846793005U + 1442695040888963407U;
      return static_cast<double>(state >> 11U) * 0x1p-52 - 1;
    };
    made.votes.assign(rows * classes, 0);
    for (std::size_t i = 0; i < rows; ++i) {
      const auto k = static_cast<std::uint32_t>(i * 7919 % 20011 % classes);
      const double turn = static_cast<double>(k) / 8 * 6.283185307179586;
      made.labels.push_back(k);
      made.points.push_back(
          {0.5 * std::cos(turn) + 0.4 * unit(), 0.5 * std::sin(turn) + 0.4 * unit(), 0.7 * unit()});
      made.votes[i * classes + k] = 5;
      made.votes[i * classes + (k + 1) % classes] = 3;
      made.votes[i * classes + (k + 5) % classes] = 2;
    }
    return made;
  }();
  return all;
}

void count_each(benchmark::State& state, std::size_t count) {
  state.counters["time/row"] =
      benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate |
                                                         benchmark::Counter::kInvert);
}

SpaceMoments labelled_moments() {
  SpaceMoments moments(names());
  for (std::size_t i = 0; i < rows; ++i) {
    moments.add(data().labels[i], data().points[i]);
  }
  return moments;
}

void read_bench(benchmark::State& state) {
  const Data& all = data();
  for (auto _ : state) {
    std::vector<double> sums(classes);
    for (std::size_t i = 0; i < rows; ++i) {
      const Vad& point = all.points[i];
      sums[all.labels[i]] += point.valence + point.arousal + point.dominance;
    }
    benchmark::DoNotOptimize(sums.data());
  }
  count_each(state, rows);
}

void moments_bench(benchmark::State& state) {
  data();
  for (auto _ : state) {
    benchmark::DoNotOptimize(labelled_moments());
  }
  count_each(state, rows);
}

void votes_bench(benchmark::State& state) {
  const Data& all = data();
  for (auto _ : state) {
    SpaceMoments moments(names());
    for (std::size_t i = 0; i < rows; ++i) {
      moments.add_votes({&all.votes[i * classes], classes}, all.points[i]);
    }
    benchmark::DoNotOptimize(moments);
  }
  count_each(state, rows);
}

void fit_bench(benchmark::State& state, FitCovariance covariance) {
  const SpaceMoments moments = labelled_moments();
  for (auto _ : state) {
    benchmark::DoNotOptimize(fit(moments, {.covariance = covariance}));
  }
}

/// A pass of EM, no row labelled.
void expectation_bench(benchmark::State& state) {
  const Data& all = data();
  const Space space = fit(labelled_moments()).space;
  for (auto _ : state) {
    Expectation expectation(space);
    for (const Vad& point : all.points) {
      expectation.add(point);
    }
    benchmark::DoNotOptimize(expectation);
  }
  count_each(state, rows);
}

BENCHMARK(read_bench)->Unit(benchmark::kMillisecond);
BENCHMARK(moments_bench)->Unit(benchmark::kMillisecond);
BENCHMARK(votes_bench)->Unit(benchmark::kMillisecond);
BENCHMARK(expectation_bench)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fit_bench, full, FitCovariance::full)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fit_bench, pooled, FitCovariance::pooled)->Unit(benchmark::kMicrosecond);

}  // namespace
