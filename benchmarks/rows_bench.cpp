// Metrics over rows of distributions and distances between many Gaussians, ns a row or a pair,
// beside the per-row and pairwise functions and the limits on this machine: the read of both tables
// at the bandwidth of a copy, and the kernels' logarithms, of which a class takes one or two.

#include <cmath>
#include <cstddef>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include <tonewheel/affect/gaussian_distances.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/kernel/exp2.hpp>
#include <tonewheel/kernel/gaussian_distances.hpp>
#include <tonewheel/kernel/isa.hpp>
#include <tonewheel/kernel/log.hpp>
#include <tonewheel/metric/distribution/rows.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t shares = 1600000;  ///< of each table: 12.8 MB

/// Reports the time of each of the `count` items of an iteration.
void count_each(benchmark::State& state, const char* name, std::size_t count) {
  state.counters[name] =
      benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate |
                                                         benchmark::Counter::kInvert);
}

/// Rows that sum to 1.
std::vector<double> random_rows(std::size_t rows, std::size_t classes, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::exponential_distribution<double> exponential(1);
  std::vector<double> values(rows * classes);
  for (std::size_t i = 0; i < rows; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < classes; ++k) {
      values[i * classes + k] = exponential(engine);
      sum += values[i * classes + k];
    }
    for (std::size_t k = 0; k < classes; ++k) {
      values[i * classes + k] /= sum;
    }
  }
  return values;
}

void rows_bench(benchmark::State& state, DistributionMetric metric, std::size_t classes,
                const DistributionOptions& options) {
  const std::size_t rows = shares / classes;
  const std::vector<double> p = random_rows(rows, classes, 1);
  const std::vector<double> q = random_rows(rows, classes, 2);
  std::vector<double> out(rows);
  for (auto _ : state) {
    distribution_metric_rows(metric, distribution_table({p, rows, classes}),
                             distribution_table({q, rows, classes}), options, out);
    benchmark::DoNotOptimize(out.data());
  }
  count_each(state, "time/row", rows);
}

/// The peer: one row after the other.
void per_row_bench(benchmark::State& state, DistributionMetric metric, std::size_t classes,
                   const DistributionOptions& options) {
  const std::size_t rows = shares / classes;
  const std::vector<double> p = random_rows(rows, classes, 1);
  const std::vector<double> q = random_rows(rows, classes, 2);
  std::vector<double> out(rows);
  for (auto _ : state) {
    for (std::size_t i = 0; i < rows; ++i) {
      out[i] = distribution_metric(metric, std::span(p).subspan(i * classes, classes),
                                   std::span(q).subspan(i * classes, classes), options);
    }
    benchmark::DoNotOptimize(out.data());
  }
  count_each(state, "time/row", rows);
}

/// The bytes of two rows at the bandwidth of a copy: one table copied, so read once and written
/// once.
void read_bench(benchmark::State& state, std::size_t classes) {
  const std::size_t rows = shares / classes;
  const std::vector<double> in(shares, 1.0);
  std::vector<double> out(shares);
  for (auto _ : state) {
    std::memcpy(out.data(), in.data(), in.size() * sizeof(double));
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count_each(state, "time/row", rows);
}

void log_bench(benchmark::State& state) {
  std::vector<double> x(4096);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i + 1) / 4096;
  }
  std::vector<double> out(x.size());
  for (auto _ : state) {
    kernel::log(x.data(), x.size(), out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count_each(state, "time/logarithm", x.size());
}

void standard_log_bench(benchmark::State& state) {
  std::vector<double> x(4096);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i + 1) / 4096;
  }
  std::vector<double> out(x.size());
  for (auto _ : state) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      out[i] = std::log(x[i]);
    }
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count_each(state, "time/logarithm", x.size());
}

void exp2_bench(benchmark::State& state) {
  std::vector<double> x(4096);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = -20.0 * static_cast<double>(i) / static_cast<double>(x.size());
  }
  std::vector<double> out(x.size());
  for (auto _ : state) {
    kernel::exp2(x.data(), x.size(), out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  count_each(state, "time/exponential", x.size());
}

std::vector<Gaussian> gaussians_of(const char* space) {
  const Model model = make_model(shipped_space(space), {.covariance = CovarianceKind::full});
  std::vector<Gaussian> list;
  for (std::size_t k = 0; k < model.mixture.size(); ++k) {
    list.push_back(model.mixture.gaussian(k));
  }
  return list;
}

/// All pairs, from Gaussians to a matrix.
void gaussians_bench(benchmark::State& state, GaussianDistance distance, const char* space) {
  const std::vector<Gaussian> gaussians = gaussians_of(space);
  for (auto _ : state) {
    benchmark::DoNotOptimize(gaussian_distances(distance, gaussians, gaussians));
  }
  count_each(state, "time/pair", gaussians.size() * gaussians.size());
}

/// The peer: one pair after the other.
void pairwise_bench(benchmark::State& state, GaussianDistance distance, const char* space) {
  const std::vector<Gaussian> gaussians = gaussians_of(space);
  for (auto _ : state) {
    for (const Gaussian& p : gaussians) {
      for (const Gaussian& q : gaussians) {
        benchmark::DoNotOptimize(gaussian_distance(distance, p, q));
      }
    }
  }
  count_each(state, "time/pair", gaussians.size() * gaussians.size());
}

void register_rows(DistributionMetric metric, std::size_t classes,
                   const DistributionOptions& options, const std::string& variant) {
  const std::string name =
      "/" + std::string(facts(metric).name) + variant + "/" + std::to_string(classes);
  benchmark::RegisterBenchmark(("rows" + name).c_str(), rows_bench, metric, classes, options);
  benchmark::RegisterBenchmark(("per_row" + name).c_str(), per_row_bench, metric, classes, options);
}

void register_gaussians(GaussianDistance distance, const std::string& name, const char* space) {
  const std::string key = "/" + name + "/" + space;
  benchmark::RegisterBenchmark(("gaussians" + key).c_str(), gaussians_bench, distance, space);
  benchmark::RegisterBenchmark(("pairwise" + key).c_str(), pairwise_bench, distance, space);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::AddCustomContext("instruction set", std::string(kernel_isa()));
  benchmark::RegisterBenchmark("limit/logarithm", log_bench);
  benchmark::RegisterBenchmark("limit/exponential", exp2_bench);
  benchmark::RegisterBenchmark("std/logarithm", standard_log_bench);
  for (const std::size_t classes : {std::size_t{8}, std::size_t{151}, std::size_t{1000}}) {
    benchmark::RegisterBenchmark(("limit/read/" + std::to_string(classes)).c_str(), read_bench,
                                 classes);
    for (const DistributionMetricFacts& each : distribution_metrics) {
      const bool few =
          each.metric == DistributionMetric::kl || each.metric == DistributionMetric::js_distance ||
          each.metric == DistributionMetric::brier || each.metric == DistributionMetric::pearson;
      const bool by_kernel =
          each.metric != DistributionMetric::ndcg && each.metric != DistributionMetric::emd;
      if (by_kernel && (classes == 8 || few)) {
        register_rows(each.metric, classes, {}, "");
      }
    }
  }
  register_rows(DistributionMetric::kl, 8, {.zeros = ZeroPolicy::floor_both}, "_floored");
  register_rows(DistributionMetric::kl, 8,
                {.zeros = ZeroPolicy::additive, .mass = MassPolicy::normalise},
                "_normalised_and_smoothed");
  for (const char* space : {"universal", "pad151"}) {
    register_gaussians(GaussianDistance::bhattacharyya, "bhattacharyya", space);
    register_gaussians(GaussianDistance::hellinger, "hellinger", space);
    register_gaussians(GaussianDistance::kullback_leibler, "kullback_leibler", space);
    register_gaussians(GaussianDistance::wasserstein, "wasserstein", space);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
