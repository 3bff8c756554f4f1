// Posterior over classes, ns a row, beside its two limits on this machine: the copy of its output
// and the kernels' exponentials, of which a row takes one a class; and what doubt of it costs.

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/nearest_distance.hpp>
#include <tonewheel/kernel/posterior.hpp>
#include <tonewheel/kernel/posterior_summary.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t rows = 1000000;

/// Points all over the cube.
template <class Real>
std::vector<Real> cube_points() {
  std::vector<Real> points(rows * 3);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = static_cast<Real>(static_cast<double>(i * 7919 % 20011) / 10005.5 - 1);
  }
  return points;
}

/// Reports the time of each of the `count` items of an iteration.
void count_each(benchmark::State& state, const char* name, std::size_t count) {
  state.counters[name] =
      benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate |
                                                         benchmark::Counter::kInvert);
}

template <class Real>
void posterior_bench(benchmark::State& state, const char* space, CovarianceKind covariance) {
  const Model model = make_model(shipped_space(space), {.covariance = covariance});
  const kernel::MixtureTable& table = model.mixture.table();
  const std::vector<Real> points = cube_points<Real>();
  std::vector<Real> out(rows * table.classes());
  std::vector<double> scratch(kernel::scratch_size(table));
  const auto columns = static_cast<std::ptrdiff_t>(table.classes());
  for (auto _ : state) {
    kernel::posterior(table, kernel::Strided<const Real>{points.data(), 3, 1}, rows,
                      kernel::Strided<Real>{out.data(), columns, 1}, scratch.data());
    benchmark::DoNotOptimize(out.data());
  }
  count_each(state, "time/row", rows);
}

template <class Real>
void copy_bench(benchmark::State& state, std::size_t classes) {
  const std::vector<Real> in(rows * classes, Real{1});
  std::vector<Real> out(rows * classes);
  for (auto _ : state) {
    std::memcpy(out.data(), in.data(), in.size() * sizeof(Real));
    benchmark::DoNotOptimize(out.data());
  }
  count_each(state, "time/row", rows);
}

/// Entropy and likeliest class beside the probabilities, or alone.
void summary_bench(benchmark::State& state, const char* space, bool with_probabilities) {
  const Model model = make_model(shipped_space(space), {.covariance = CovarianceKind::full});
  const kernel::MixtureTable& table = model.mixture.table();
  const std::vector<double> points = cube_points<double>();
  std::vector<double> out(rows * table.classes());
  std::vector<double> entropy(rows);
  std::vector<std::uint32_t> likeliest(rows);
  std::vector<double> scratch(kernel::scratch_size(table));
  for (auto _ : state) {
    kernel::posterior_summary(
        table, {points.data(), 3, 1}, rows,
        {with_probabilities ? out.data() : nullptr, static_cast<std::ptrdiff_t>(table.classes()),
         1},
        {.entropy = entropy.data(), .likeliest = 1, .classes = {likeliest.data(), 1, 1}},
        scratch.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::DoNotOptimize(entropy.data());
  }
  count_each(state, "time/row", rows);
}

/// The distance of the nearest class alone, which a p-value is made of.
void nearest_bench(benchmark::State& state, const char* space, CovarianceKind covariance) {
  const Model model = make_model(shipped_space(space), {.covariance = covariance});
  const kernel::MixtureTable distances = distance_table(model.mixture);
  const std::vector<double> points = cube_points<double>();
  std::vector<double> out(rows);
  for (auto _ : state) {
    kernel::nearest_squared_distance(distances, {points.data(), 3, 1}, rows, out.data());
    benchmark::DoNotOptimize(out.data());
  }
  count_each(state, "time/row", rows);
}

/// p-value, entropy, margin and mass of "none of these".
void doubt_bench(benchmark::State& state, const char* space, CovarianceKind covariance) {
  const Model model = make_model(shipped_space(space), {.covariance = covariance});
  const DoubtMeter meter(model.mixture);
  const std::vector<double> points = cube_points<double>();
  const Eigen::Map<const Rows<double>> mapped(points.data(), rows, 3);
  for (auto _ : state) {
    benchmark::DoNotOptimize(meter.rows(mapped));
  }
  count_each(state, "time/row", rows);
}

void level_bench(benchmark::State& state, const char* space) {
  const Model model = make_model(shipped_space(space));
  for (auto _ : state) {
    benchmark::DoNotOptimize(calibrated_level(model.mixture));
  }
}

template <class Real>
void exp2_bench(benchmark::State& state) {
  std::vector<Real> x(4096);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<Real>(-20) * static_cast<Real>(i) / static_cast<Real>(x.size());
  }
  std::vector<Real> out(x.size());
  for (auto _ : state) {
    kernel::exp2(x.data(), x.size(), out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count_each(state, "time/exponential", x.size());
}

constexpr auto posterior_double = posterior_bench<double>;
constexpr auto posterior_float = posterior_bench<float>;
constexpr auto copy_double = copy_bench<double>;
constexpr auto copy_float = copy_bench<float>;

BENCHMARK_TEMPLATE(exp2_bench, double);
BENCHMARK_TEMPLATE(exp2_bench, float);
BENCHMARK_CAPTURE(posterior_double, universal_full, "universal", CovarianceKind::full);
BENCHMARK_CAPTURE(summary_bench, universal_full, "universal", true);
BENCHMARK_CAPTURE(summary_bench, universal_full_without_probabilities, "universal", false);
BENCHMARK_CAPTURE(nearest_bench, universal_full, "universal", CovarianceKind::full);
BENCHMARK_CAPTURE(nearest_bench, pad151, "pad151", CovarianceKind::diagonal);
BENCHMARK_CAPTURE(doubt_bench, universal_full, "universal", CovarianceKind::full);
BENCHMARK_CAPTURE(doubt_bench, pad151, "pad151", CovarianceKind::diagonal);
BENCHMARK_CAPTURE(level_bench, universal, "universal");
BENCHMARK_CAPTURE(level_bench, pad151, "pad151");
BENCHMARK_CAPTURE(copy_double, of_8_classes, 8);
BENCHMARK_CAPTURE(posterior_float, universal_full, "universal", CovarianceKind::full);
BENCHMARK_CAPTURE(copy_float, of_8_classes, 8);
BENCHMARK_CAPTURE(posterior_double, pad151, "pad151", CovarianceKind::diagonal);
BENCHMARK_CAPTURE(copy_double, of_151_classes, 151);

}  // namespace
