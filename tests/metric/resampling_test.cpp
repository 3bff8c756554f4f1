#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/metric/overlap/sample_scores.hpp>
#include <tonewheel/metric/permutation_test.hpp>
#include <tonewheel/metric/resampling.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Samples = std::vector<SetCounts>;

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

Samples random_samples(std::mt19937_64& engine, std::size_t n) {
  Samples samples;
  for (std::size_t i = 0; i < n; ++i) {
    SetCounts sample{static_cast<std::uint32_t>(1 + engine() % 4),
                     static_cast<std::uint32_t>(engine() % 5), 0};
    sample.common =
        static_cast<std::uint32_t>(engine() % (std::min(sample.truth, sample.prediction) + 1));
    samples.push_back(sample);
  }
  return samples;
}

/// Another system on the same samples.
Samples rival(std::mt19937_64& engine, const Samples& samples) {
  Samples others = random_samples(engine, samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    others[i].truth = samples[i].truth;
    others[i].common = std::min({others[i].common, others[i].truth, others[i].prediction});
  }
  return others;
}

/// F of every one of the n^n equally likely draws, sorted.
std::vector<double> all_draws(const Samples& samples) {
  const std::size_t n = samples.size();
  std::size_t draws = 1;
  for (std::size_t i = 0; i < n; ++i) {
    draws *= n;
  }
  std::vector<double> values;
  for (std::size_t code = 0; code < draws; ++code) {
    Samples chosen;
    std::size_t rest = code;
    for (std::size_t i = 0; i < n; ++i) {
      chosen.push_back(samples[rest % n]);
      rest /= n;
    }
    values.push_back(set_fscore(chosen));
  }
  std::sort(values.begin(), values.end());
  return values;
}

/// Values between the shares share - slack and share + slack of a sorted distribution.
bool is_quantile(const std::vector<double>& sorted, double share, double slack, double value) {
  const auto at = [&](double s) {
    const double place = std::clamp(s, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(place))];
  };
  return value >= at(share - slack) - 1e-12 && value <= at(share + slack) + 1e-12;
}

/// A row of truth and prediction.
struct Row {
  double truth = 0;
  double prediction = 0;
};

/// Lin's concordance, variances by n.
double concordance_of(std::span<const Row> rows) {
  const auto n = static_cast<double>(rows.size());
  double truth = 0;
  double prediction = 0;
  for (const Row& row : rows) {
    truth += row.truth / n;
    prediction += row.prediction / n;
  }
  double product = 0;
  double squares = 0;
  for (const Row& row : rows) {
    const double x = row.truth - truth;
    const double y = row.prediction - prediction;
    product += x * y / n;
    squares += (x * x + y * y) / n;
  }
  const double bias = truth - prediction;
  return 2 * product / (squares + bias * bias);
}

std::vector<Row> rows_of(const nlohmann::json& golden, const char* prediction) {
  std::vector<Row> rows;
  rows.reserve(golden["truth"].size());
  for (std::size_t i = 0; i < golden["truth"].size(); ++i) {
    rows.push_back({golden["truth"][i].get<double>(), golden[prediction][i].get<double>()});
  }
  return rows;
}

/// Made by tests/golden/resampling.py.
nlohmann::json golden_resampling() {
  std::ifstream stream(std::filesystem::path(TONEWHEEL_SOURCE_DIR) /
                       "tests/golden/resampling.json");
  return nlohmann::json::parse(stream);
}

}  // namespace

TEST_CASE("resampling: two samples: the distribution of the mean is 1/4, 1/2, 1/4") {
  const std::vector<double> samples{0, 1};
  const auto interval = [&](double level) {
    return bootstrap_interval(std::span<const double>(samples), mean,
                              {.rounds = 4001, .level = level});
  };
  CHECK(interval(0.6) == Interval{0.5, 0, 1});
  CHECK(interval(0.4) == Interval{0.5, 0.5, 0.5});
}

TEST_CASE("resampling: the interval of tiny samples against all n^n draws") {
  std::mt19937_64 engine(65);
  for (int round = 0; round < 12; ++round) {
    const Samples samples = random_samples(engine, 3 + engine() % 2);
    const std::vector<double> exact = all_draws(samples);
    const double level = 0.5 + 0.1 * static_cast<double>(engine() % 5);
    const Interval interval =
        bootstrap_interval(std::span<const SetCounts>(samples), set_fscore,
                           {.rounds = 4000, .level = level, .seed = engine()});
    CHECK(interval.estimate == set_fscore(samples));
    // 4 standard errors of a share out of 4000 rounds are 0.032.
    CHECK(is_quantile(exact, (1 - level) / 2, 0.035, interval.low));
    CHECK(is_quantile(exact, (1 + level) / 2, 0.035, interval.high));
  }
}

TEST_CASE("resampling: the interval of a mean is that of the normal law") {
  std::vector<double> samples(400, 0);
  std::fill(samples.begin(), samples.begin() + 120, 1);
  const Interval interval =
      bootstrap_interval(std::span<const double>(samples), mean, {.rounds = 3000, .seed = 7});
  const double half = 1.959964 * std::sqrt(0.3 * 0.7 / 400);
  CHECK(std::abs(interval.low - (0.3 - half)) < 0.006);
  CHECK(std::abs(interval.high - (0.3 + half)) < 0.006);
}

TEST_CASE("resampling: the same bits for any number of threads, others for another seed") {
  std::mt19937_64 engine(66);
  const Samples a = random_samples(engine, 30);
  const Samples b = rival(engine, a);
  const std::span<const SetCounts> left(a);
  const std::span<const SetCounts> right(b);
  const ResamplingOptions one{.rounds = 301, .seed = 5};
  const Interval interval = bootstrap_interval(left, set_fscore, one);
  const PairedBootstrap paired = paired_bootstrap(left, right, set_fscore, one);
  const PermutationTest permutation = paired_permutation(left, right, set_fscore, one);
  for (const unsigned threads : {2U, 3U, 7U, 1000U}) {
    const ResamplingOptions options{.rounds = 301, .seed = 5, .threads = threads};
    CHECK(bootstrap_interval(left, set_fscore, options) == interval);
    CHECK(paired_bootstrap(left, right, set_fscore, options) == paired);
    CHECK(paired_permutation(left, right, set_fscore, options) == permutation);
  }
  CHECK(bootstrap_interval(left, set_fscore, {.rounds = 301, .seed = 6}) != interval);
}

TEST_CASE("resampling: paired draws are the same samples for both systems") {
  std::vector<double> a(50);
  std::vector<double> b(50);
  std::mt19937_64 engine(67);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = static_cast<double>(engine() % 1000);
    b[i] = a[i] - 8;
  }
  const PairedBootstrap shifted =
      paired_bootstrap(std::span<const double>(a), std::span<const double>(b), mean);
  CHECK(shifted.difference.estimate == doctest::Approx(8).epsilon(1e-13));
  CHECK(shifted.difference.low == doctest::Approx(8).epsilon(1e-12));
  CHECK(shifted.difference.high == doctest::Approx(8).epsilon(1e-12));
  CHECK(shifted.not_above == 0);
  const PairedBootstrap same =
      paired_bootstrap(std::span<const double>(a), std::span<const double>(a), mean);
  CHECK(same == PairedBootstrap{{0, 0, 0}, 1});
}

TEST_CASE("resampling: exact permutation tests against a closed form and all exchanges") {
  // Every sample speaks for a by the same amount: only all or none exchanged are as extreme.
  for (const std::size_t n : {std::size_t{1}, std::size_t{4}, std::size_t{9}}) {
    const std::vector<double> a(n, 1);
    const std::vector<double> b(n, 0);
    const PermutationTest test =
        paired_permutation(std::span<const double>(a), std::span<const double>(b), mean);
    CHECK(test.exact);
    CHECK(test.rounds == std::size_t{1} << n);
    CHECK(test.difference == 1);
    CHECK(test.p_value == 2 / std::ldexp(1, static_cast<int>(n)));
  }
  std::mt19937_64 engine(68);
  for (int round = 0; round < 10; ++round) {
    const Samples a = random_samples(engine, 2 + engine() % 5);
    const Samples b = rival(engine, a);
    const double observed = std::abs(set_fscore(a) - set_fscore(b));
    double extreme = 0;
    const std::size_t exchanges = std::size_t{1} << a.size();
    for (std::size_t code = 0; code < exchanges; ++code) {
      Samples left;
      Samples right;
      for (std::size_t i = 0; i < a.size(); ++i) {
        const bool swap = ((code >> i) & 1U) != 0;
        left.push_back(swap ? b[i] : a[i]);
        right.push_back(swap ? a[i] : b[i]);
      }
      extreme += std::abs(set_fscore(left) - set_fscore(right)) >= observed - 1e-12 ? 1 : 0;
    }
    const PermutationTest test = paired_permutation(std::span<const SetCounts>(a),
                                                    std::span<const SetCounts>(b), set_fscore);
    CHECK(test.exact);
    CHECK(test.p_value == extreme / static_cast<double>(exchanges));
    const PermutationTest turned = paired_permutation(std::span<const SetCounts>(b),
                                                      std::span<const SetCounts>(a), set_fscore);
    CHECK(turned.p_value == test.p_value);
    CHECK(turned.difference == -test.difference);
  }
}

TEST_CASE("resampling: random exchanges come near the exact p-value") {
  std::mt19937_64 engine(69);
  for (int round = 0; round < 4; ++round) {
    const Samples a = random_samples(engine, 10);
    const Samples b = rival(engine, a);
    const std::span<const SetCounts> left(a);
    const std::span<const SetCounts> right(b);
    const PermutationTest exact = paired_permutation(left, right, set_fscore, {.rounds = 1024});
    const PermutationTest random =
        paired_permutation(left, right, set_fscore, {.rounds = 1023, .seed = engine()});
    CHECK(exact.exact);
    CHECK_FALSE(random.exact);
    CHECK(random.rounds == 1023);
    CHECK(std::abs(random.p_value - exact.p_value) < 0.065);  // 4 standard errors
  }
  const std::vector<double> same(70, 1);
  const PermutationTest test = paired_permutation(
      std::span<const double>(same), std::span<const double>(same), mean, {.rounds = 100});
  CHECK(test.p_value == 1);
  // 70 samples that all speak for a: 1 / (1 + rounds), the least there is.
  const std::vector<double> none(70, 0);
  CHECK(paired_permutation(std::span<const double>(same), std::span<const double>(none), mean,
                           {.rounds = 100})
            .p_value == 1.0 / 101);
}

TEST_CASE("resampling: means over wheels by rows") {
  std::mt19937_64 engine(70);
  SampleScores samples(2);
  for (int i = 0; i < 20; ++i) {
    samples.add(random_samples(engine, 2));
  }
  const std::vector<SampleRow> rows = samples.rows();
  const Interval interval =
      bootstrap_interval(std::span<const SampleRow>(rows), mean_fscore, {.rounds = 200});
  CHECK(interval.estimate == samples.means().fscore);
  CHECK(interval.low < interval.estimate);
  CHECK(interval.high > interval.estimate);
}

TEST_CASE("resampling: the interval of a concordance against SciPy's percentile bootstrap") {
  const nlohmann::json golden = golden_resampling();
  REQUIRE(golden["bootstraps"].size() == 3);
  for (const auto& one : golden["bootstraps"]) {
    const std::vector<Row> rows = rows_of(one, "prediction");
    const auto level = one["level"].get<double>();
    const ResamplingOptions options{.rounds = 8000, .level = level, .seed = 3, .threads = 2};
    const Interval found = bootstrap_interval(std::span<const Row>(rows), concordance_of, options);
    CHECK(std::abs(found.estimate - one["estimate"].get<double>()) < 1e-14);
    // A quantile at 0.025 of 8000 draws has an error of some 0.03 standard errors, one further in
    // less; this is 5 times that. A level or a tail that is wrong shows as 0.3 and more.
    const double sampling = 0.15 * one["standard_error"].get<double>();
    CHECK(std::abs(found.low - one["low"].get<double>()) < sampling);
    CHECK(std::abs(found.high - one["high"].get<double>()) < sampling);
    // The numbers of the rows as samples draw the same rows.
    std::vector<std::size_t> numbers(rows.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    const auto of_numbers = [&](std::span<const std::size_t> drawn) {
      std::vector<Row> chosen;
      for (const std::size_t i : drawn) {
        chosen.push_back(rows[i]);
      }
      return concordance_of(chosen);
    };
    CHECK(bootstrap_interval(std::span<const std::size_t>(numbers), of_numbers, options) == found);
  }
}

TEST_CASE("resampling: concordances of two systems against SciPy's exact permutation test") {
  const nlohmann::json golden = golden_resampling();
  REQUIRE(golden["permutations"].size() == 3);
  for (const auto& one : golden["permutations"]) {
    const std::vector<Row> a = rows_of(one, "a");
    const std::vector<Row> b = rows_of(one, "b");
    const PermutationTest found =
        paired_permutation(std::span<const Row>(a), std::span<const Row>(b), concordance_of);
    CHECK(found.exact);
    CHECK(std::abs(found.difference - one["difference"].get<double>()) < 1e-14);
    CHECK(found.p_value == one["p_value"].get<double>());
  }
}

TEST_CASE("resampling: what cannot be is refused, from any thread") {
  const std::vector<double> samples{1, 2, 3};
  const std::span<const double> some(samples);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto fault = [&](std::span<const double> of, const ResamplingOptions& options) {
    return message_of([&] { (void)bootstrap_interval(of, mean, options); });
  };
  CHECK(contains(fault({}, {}), "0 samples"));
  CHECK(contains(fault(some, {.rounds = 0}), "0 rounds"));
  CHECK(contains(fault(some, {.threads = 0}), "0 threads"));
  for (const double level : {0.0, 1.0, nan}) {
    CHECK(contains(fault(some, {.level = level}), "in (0, 1)"));
  }
  CHECK(contains(message_of([&] { (void)paired_bootstrap(some, some.first(2), mean); }),
                 "3 samples of one system and 2"));
  CHECK(contains(message_of([&] { (void)paired_permutation(some, some.first(2), mean); }),
                 "3 samples of one system and 2"));
  const auto bad = [&](std::span<const double>) { return nan; };
  CHECK(contains(message_of([&] { (void)bootstrap_interval(some, bad); }), "gave nan"));
  CHECK(contains(message_of([&] { (void)paired_permutation(some, some, bad); }), "gave nan"));
  const auto throwing = [](std::span<const double> of) -> double {
    return of[0] == 3 ? throw Error("three") : 0;
  };
  CHECK(message_of([&] {
          (void)bootstrap_interval(some, throwing, {.rounds = 100, .threads = 4});
        }) == "three");
}
