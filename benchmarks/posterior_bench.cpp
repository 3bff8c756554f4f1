// Posterior over classes, ns a row, beside the copy of its output: what the machine's memory
// allows.

#include <cstring>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/kernel/posterior.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t rows = 100000;

template <class Real>
void posterior_bench(benchmark::State& state, const char* space, CovarianceKind covariance) {
  const Model model = make_model(shipped_space(space), {.covariance = covariance});
  const kernel::MixtureTable& table = model.mixture.table();
  std::vector<Real> points(rows * 3);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = static_cast<Real>(static_cast<double>(i * 7919 % 20011) / 10005.5 - 1);
  }
  std::vector<Real> out(rows * table.classes());
  std::vector<double> scratch(kernel::scratch_size(table));
  const auto columns = static_cast<std::ptrdiff_t>(table.classes());
  for (auto _ : state) {
    kernel::posterior(table, kernel::Strided<const Real>{points.data(), 3, 1}, rows,
                      kernel::Strided<Real>{out.data(), columns, 1}, scratch.data());
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["time/row"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate |
                                                        benchmark::Counter::kInvert);
}

template <class Real>
void copy_bench(benchmark::State& state, std::size_t classes) {
  const std::vector<Real> in(rows * classes, Real{1});
  std::vector<Real> out(rows * classes);
  for (auto _ : state) {
    std::memcpy(out.data(), in.data(), in.size() * sizeof(Real));
    benchmark::DoNotOptimize(out.data());
  }
  state.counters["time/row"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate |
                                                        benchmark::Counter::kInvert);
}

constexpr auto posterior_double = posterior_bench<double>;
constexpr auto posterior_float = posterior_bench<float>;
constexpr auto copy_double = copy_bench<double>;
constexpr auto copy_float = copy_bench<float>;

BENCHMARK_CAPTURE(posterior_double, universal_full, "universal", CovarianceKind::full);
BENCHMARK_CAPTURE(copy_double, of_8_classes, 8);
BENCHMARK_CAPTURE(posterior_float, universal_full, "universal", CovarianceKind::full);
BENCHMARK_CAPTURE(copy_float, of_8_classes, 8);
BENCHMARK_CAPTURE(posterior_double, pad151, "pad151", CovarianceKind::diagonal);
BENCHMARK_CAPTURE(copy_double, of_151_classes, 151);

}  // namespace
