// Complete linkage of n random points: the time a pair shows whether it is quadratic.

#include <cmath>
#include <random>

#include <benchmark/benchmark.h>

#include <tonewheel/affect/linkage.hpp>

namespace {

void linkage_bench(benchmark::State& state) {
  const auto items = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  tonewheel::CondensedDistances distances{items, {}};
  for (std::size_t i = 0; i < items * (items - 1) / 2; ++i) {
    distances.values.push_back(uniform(random));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(tonewheel::complete_linkage(distances));
  }
  state.SetComplexityN(state.range(0));
  state.counters["time/pair"] = benchmark::Counter(
      static_cast<double>(distances.values.size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(linkage_bench)->RangeMultiplier(2)->Range(128, 4096)->Complexity(benchmark::oNSquared);

}  // namespace
