#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/rows.hpp>

#include "kernel/every_isa.hpp"
#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using sample::Values;
using support::contains;
using support::error_of;
using support::message_of;

namespace {

using M = DistributionMetric;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool agrees(double found, double expected) {
  if (!std::isfinite(expected)) {
    return std::isnan(expected) ? std::isnan(found) : found == expected;
  }
  return std::abs(found - expected) <=
         tolerance::distribution_rows * std::max(1.0, std::abs(expected));
}

/// A term of a sum over the classes in long double; 0 ln 0 = 0 / 0 = 0.
long double log_term(long double weight, long double x, long double y) {
  return weight == 0 ? 0 : weight * std::log(x / y);
}

/// By the definition, of shares as given.
double reference(M metric, const Values& p, const Values& q) {
  long double sum = 0;
  long double other = 0;
  long double third = 0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    const long double x = p[k];
    const long double y = q[k];
    const long double d = x - y;
    switch (metric) {
      case M::kl:
        sum += log_term(x, x, y);
        break;
      case M::kl_symmetric:
        sum += d == 0 ? 0 : d * std::log(x / y);
        break;
      case M::js_divergence:
      case M::js_distance:
        sum += (log_term(x, 2 * x, x + y) + log_term(y, 2 * y, x + y)) / 2;
        break;
      case M::cross_entropy:
        sum += log_term(x, 1, y);
        break;
      case M::chi_squared:
        sum += d == 0 ? 0 : d * d / (x + y);
        break;
      case M::hellinger:
        sum += (std::sqrt(x) - std::sqrt(y)) * (std::sqrt(x) - std::sqrt(y)) / 2;
        break;
      case M::fidelity:
      case M::bhattacharyya:
        sum += std::sqrt(x * y);
        break;
      case M::chebyshev:
        sum = std::max(sum, std::abs(d));
        break;
      case M::clark:
        sum += d == 0 ? 0 : d / (x + y) * (d / (x + y));
        break;
      case M::canberra:
        sum += d == 0 ? 0 : std::abs(d) / (x + y);
        break;
      case M::sorensen:
        sum += std::abs(d);
        other += x + y;
        break;
      case M::cosine:
        sum += x * y;
        other += x * x;
        third += y * y;
        break;
      case M::intersection:
        sum += std::min(x, y);
        break;
      default:
        sum += d * d;
    }
  }
  switch (metric) {
    case M::js_distance:
    case M::hellinger:
    case M::clark:
    case M::euclidean:
      return static_cast<double>(std::sqrt(sum));
    case M::bhattacharyya:
      return static_cast<double>(-std::log(sum));
    case M::sorensen:
      return static_cast<double>(sum / other);
    case M::cosine:
      return static_cast<double>(sum / std::sqrt(other * third));
    default:
      return static_cast<double>(sum);
  }
}

bool has_reference(M metric) {
  return metric != M::pearson && metric != M::ndcg && metric != M::rps && metric != M::emd;
}

struct Tables {
  std::size_t rows = 0;
  std::size_t classes = 0;
  Values p;
  Values q;
  [[nodiscard]] Values row(const Values& side, std::size_t i) const {
    const auto first = side.begin() + static_cast<std::ptrdiff_t>(i * classes);
    return {first, first + static_cast<std::ptrdiff_t>(classes)};
  }
};

void divide_by_sum(Values& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  for (double& value : values) {
    value /= sum;
  }
}

/// Shares that hardly differ from `like`.
Values near_to(std::mt19937_64& engine, const Values& like) {
  Values values = like;
  for (double& value : values) {
    value *= 1 + std::ldexp(sample::uniform(engine), -10 - static_cast<int>(engine() % 40));
  }
  divide_by_sum(values);
  return values;
}

/// Shares of all sizes down to denormal numbers.
Values extreme(std::mt19937_64& engine, std::size_t k) {
  Values values(k);
  for (double& value : values) {
    value = std::ldexp(sample::uniform(engine), -static_cast<int>(engine() % 1090));
  }
  values[engine() % k] = 1;
  divide_by_sum(values);
  return values;
}

/// Dense, sparse, one-hot, equal, nearly equal and extreme rows.
Tables random_tables(std::mt19937_64& engine, std::size_t rows, std::size_t classes) {
  Tables tables{rows, classes, {}, {}};
  for (std::size_t i = 0; i < rows; ++i) {
    Values p = sample::distribution(engine, classes, i % 3 == 1);
    Values q = sample::distribution(engine, classes, i % 4 == 2);
    if (i % 7 == 3) {
      p.assign(classes, 0);
      p[engine() % classes] = 1;
    }
    if (i % 8 == 5) {
      q = i % 16 == 5 ? p : near_to(engine, p);
    }
    if (i % 9 == 4) {
      p = extreme(engine, classes);
      q = i % 2 == 0 ? q : extreme(engine, classes);
    }
    tables.p.insert(tables.p.end(), p.begin(), p.end());
    tables.q.insert(tables.q.end(), q.begin(), q.end());
  }
  return tables;
}

Values metric_rows(M metric, const Tables& tables, const DistributionOptions& options = {}) {
  return distribution_metric_rows(metric, {tables.p, tables.rows, tables.classes},
                                  {tables.q, tables.rows, tables.classes}, options);
}

void check_against_rows(M metric, const Tables& tables, const DistributionOptions& options) {
  const Values found = metric_rows(metric, tables, options);
  for (std::size_t i = 0; i < tables.rows; ++i) {
    const double expected =
        distribution_metric(metric, tables.row(tables.p, i), tables.row(tables.q, i), options);
    INFO(facts(metric).name << ", row " << i << " of " << tables.classes << " classes: " << found[i]
                            << ", expected " << expected);
    CHECK(agrees(found[i], expected));
  }
}

bool same_bits(const Values& a, const Values& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

}  // namespace

TEST_CASE("distribution rows: every metric against its definition in long double") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(21);
    for (const std::size_t classes : {1U, 2U, 3U, 7U, 8U, 9U, 27U, 64U, 65U, 200U}) {
      const Tables tables = random_tables(engine, 53, classes);
      for (const DistributionMetricFacts& each : distribution_metrics) {
        if (!has_reference(each.metric)) {
          continue;
        }
        const Values found = metric_rows(each.metric, tables);
        for (std::size_t i = 0; i < tables.rows; ++i) {
          const double expected =
              reference(each.metric, tables.row(tables.p, i), tables.row(tables.q, i));
          INFO(each.name << ", row " << i << " of " << classes << " classes: " << found[i]
                         << ", expected " << expected);
          CHECK(agrees(found[i], expected));
        }
      }
    }
  });
}

TEST_CASE("distribution rows: what is second order in the difference keeps its digits") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(22);
    for (const M metric : {M::js_divergence, M::kl_symmetric, M::chi_squared, M::brier}) {
      for (const double difference : {1e-2, 0.19, 0.21, 0.5, 1e-4, 1e-7, 1e-10}) {
        Tables tables{20, 8, {}, {}};
        for (int i = 0; i < 160; ++i) {
          const double share = (0.5 + sample::uniform(engine)) / 8;
          tables.p.push_back(share);
          tables.q.push_back(share * (1 + (i % 2 == 0 ? difference : -difference)));
        }
        const Values found = metric_rows(metric, tables, {.mass = MassPolicy::as_given});
        for (std::size_t i = 0; i < tables.rows; ++i) {
          long double expected = 0;
          for (std::size_t k = 0; k < 8; ++k) {
            const long double x = tables.p[i * 8 + k];
            const long double y = tables.q[i * 8 + k];
            const long double t = (x - y) / (x + y);
            const long double t2 = t * t;
            const long double js = std::abs(t) < 1e-3L
                                       ? t2 * (1 + t2 / 6 + t2 * t2 / 15)
                                       : (1 + t) * std::log1p(t) + (1 - t) * std::log1p(-t);
            expected += metric == M::js_divergence  ? (x + y) / 4 * js
                        : metric == M::kl_symmetric ? (x - y) * std::log1p((x - y) / y)
                        : metric == M::chi_squared  ? (x - y) * (x - y) / (x + y)
                                                    : (x - y) * (x - y);
          }
          const double margin = 1e-14;  // relative: a few roundings
          INFO(facts(metric).name << " at " << difference);
          CHECK(std::abs(found[i] - static_cast<double>(expected)) <=
                margin * static_cast<double>(expected));
        }
      }
    }
  });
}

TEST_CASE("distribution rows: the per-row functions under every option, 21 metrics") {
  std::vector<DistributionOptions> variants;
  for (const ZeroPolicy zeros : {ZeroPolicy::exact, ZeroPolicy::floor_prediction,
                                 ZeroPolicy::floor_both, ZeroPolicy::additive}) {
    for (const MassPolicy mass : {MassPolicy::unit, MassPolicy::normalise, MassPolicy::as_given}) {
      variants.push_back({.zeros = zeros, .epsilon = 1e-6, .mass = mass});
    }
  }
  variants.push_back({.unit = InformationUnit::bit});
  variants.push_back({.symmetric_kl = SymmetricKlForm::half_sum});
  variants.push_back(
      {.unit = InformationUnit::bit, .symmetric_kl = SymmetricKlForm::half_sum, .ndcg_at = 2});
  variants.push_back({.chi_squared = ChiSquaredForm::pearson});
  variants.push_back({.zeros = ZeroPolicy::floor_both, .chi_squared = ChiSquaredForm::neyman});
  tests::on_every_isa([&] {
    std::mt19937_64 engine(23);
    for (DistributionOptions options : variants) {
      for (const std::size_t classes : {1U, 4U, 7U, 8U, 70U}) {
        Tables tables = random_tables(engine, 37, classes);
        if (options.mass != MassPolicy::unit) {
          for (double& share : tables.p) {
            share *= 3;
          }
        }
        options.ground_distance = line_distance(classes).values;
        for (const DistributionMetricFacts& each : distribution_metrics) {
          // A mass of 3 cannot be moved to one of 1.
          if (each.metric != M::emd || options.mass != MassPolicy::as_given) {
            check_against_rows(each.metric, tables, options);
          }
        }
      }
    }
  });
}

TEST_CASE("distribution rows: thousands of classes, and an order of them") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(24);
    for (const std::size_t classes : {1000U, 4099U}) {
      const Tables tables = random_tables(engine, 19, classes);
      DistributionOptions reversed;
      for (std::size_t k = classes; k > 0; --k) {
        reversed.order.push_back(k - 1);
      }
      check_against_rows(M::rps, tables, reversed);
      for (const DistributionMetricFacts& each : distribution_metrics) {
        if (each.metric != M::emd) {
          check_against_rows(each.metric, tables, {});
          check_against_rows(each.metric, tables, {.mass = MassPolicy::normalise});
        }
      }
    }
  });
}

TEST_CASE("distribution rows: shares up to 1e100, and all zeros") {
  tests::on_every_isa([] {
    Tables tables{0, 3, {}, {}};
    const std::vector<Values> rows{{0, 0, 0},           {1e100, 0, 1e100},  {1e-200, 1e-210, 0},
                                   {5e-324, 0, 1e-320}, {1e-300, 1e100, 1}, {2, 2, 2},
                                   {1e-170, 0, 3e-170}};
    for (const Values& p : rows) {
      for (const Values& q : rows) {
        tables.p.insert(tables.p.end(), p.begin(), p.end());
        tables.q.insert(tables.q.end(), q.begin(), q.end());
        ++tables.rows;
      }
    }
    for (const DistributionMetricFacts& each : distribution_metrics) {
      if (each.metric != M::emd) {
        check_against_rows(each.metric, tables, {.mass = MassPolicy::as_given});
      }
    }
  });
}

TEST_CASE("distribution rows: any storage order, and nothing is touched beside the shares") {
  struct Layout {
    std::ptrdiff_t row;
    std::ptrdiff_t column;
  };
  tests::on_every_isa([] {
    std::mt19937_64 engine(25);
    for (const std::size_t classes : {1U, 3U, 8U, 11U, 67U}) {
      for (const std::size_t rows : {1U, 2U, 7U, 8U, 9U, 16U, 33U}) {
        const Tables tables = random_tables(engine, rows, classes);
        const auto n = static_cast<std::ptrdiff_t>(rows);
        const auto k = static_cast<std::ptrdiff_t>(classes);
        for (const Layout& layout :
             {Layout{k, 1}, Layout{k + 5, 1}, Layout{1, n}, Layout{1, n + 3}, Layout{2 * k + 3, 2},
              Layout{-k, 1}, Layout{-1, n}, Layout{k + 2, -1}}) {
          const std::ptrdiff_t low = std::min<std::ptrdiff_t>(0, (n - 1) * layout.row) +
                                     std::min<std::ptrdiff_t>(0, (k - 1) * layout.column);
          const std::ptrdiff_t high = std::max<std::ptrdiff_t>(0, (n - 1) * layout.row) +
                                      std::max<std::ptrdiff_t>(0, (k - 1) * layout.column);
          Values stored(static_cast<std::size_t>(high - low + 1), not_a_number);
          const DistributionTable p{
              {stored.data() - low, layout.row, layout.column}, rows, classes};
          for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < classes; ++j) {
              stored[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) * layout.row +
                                              static_cast<std::ptrdiff_t>(j) * layout.column -
                                              low)] = tables.p[i * classes + j];
            }
          }
          for (const M metric : {M::kl, M::pearson, M::sorensen, M::ndcg}) {
            Values out(rows + 1, -7);
            distribution_metric_rows(metric, p, distribution_table({tables.q, rows, classes}), {},
                                     std::span(out).first(rows));
            CHECK(out.back() == -7);
            out.pop_back();
            INFO(rows << " x " << classes << ", strides " << layout.row << ", " << layout.column);
            CHECK(std::equal(out.begin(), out.end(), metric_rows(metric, tables).begin(),
                             [](double a, double b) { return a == b || (a != a && b != b); }));
          }
        }
      }
    }
  });
}

TEST_CASE("distribution rows: a row's bits do not depend on the others") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(26);
    for (const std::size_t classes : {2U, 8U, 13U, 100U}) {
      const Tables tables = random_tables(engine, 61, classes);
      for (const M metric : {M::kl, M::js_distance, M::bhattacharyya, M::pearson, M::rps}) {
        const Values whole = metric_rows(metric, tables);
        for (std::size_t first = 0; first < 61; ++first) {
          for (const std::size_t count : {1U, 5U, 16U, 17U}) {
            const std::size_t rows = std::min<std::size_t>(count, 61 - first);
            const std::span<const double> p(tables.p);
            const std::span<const double> q(tables.q);
            const Values part = distribution_metric_rows(
                metric, {p.subspan(first * classes, rows * classes), rows, classes},
                {q.subspan(first * classes, rows * classes), rows, classes});
            CHECK(
                same_bits(part, Values(whole.begin() + static_cast<std::ptrdiff_t>(first),
                                       whole.begin() + static_cast<std::ptrdiff_t>(first + rows))));
          }
        }
      }
    }
  });
}

TEST_CASE("distribution rows: a bad row is an Error that names it, whatever the metric") {
  tests::on_every_isa([] {
    for (const DistributionMetricFacts& each : distribution_metrics) {
      for (const double bad : {-0.1, not_a_number, infinity, 2e100, 0.75}) {
        for (const bool truth : {true, false}) {
          Tables tables{21, 4, Values(84, 0.25), Values(84, 0.25)};
          (truth ? tables.p : tables.q)[17 * 4 + 2] = bad;
          const auto fault = error_of([&] {
            (void)metric_rows(each.metric, tables, {.ground_distance = line_distance(4).values});
          });
          INFO(each.name << " with " << bad);
          REQUIRE(fault);
          CHECK(fault->place().row == 18);
          CHECK(contains(fault->what(), truth ? "of the truth" : "of the prediction"));
        }
      }
    }
  });
  const Tables zero{2, 2, {0.5, 0.5, 0, 0}, {0.5, 0.5, 0.5, 0.5}};
  CHECK(contains(
      message_of([&] { (void)metric_rows(M::brier, zero, {.mass = MassPolicy::normalise}); }),
      "row 2: distribution: found the sum 0 of the truth"));
}

TEST_CASE("distribution rows: shapes and options that do not fit, and no rows") {
  const Values four(4, 0.5);
  const auto fault = [](const MatrixView<double>& p, const MatrixView<double>& q,
                        const DistributionOptions& options = {}) {
    return message_of([&] { (void)distribution_metric_rows(M::kl, p, q, options); });
  };
  CHECK(fault({four, 2, 2}, {four, 2, 2}) == "no Error");
  CHECK(fault({{}, 0, 2}, {{}, 0, 2}) == "no Error");
  CHECK(contains(fault({four, 2, 2}, {four, 1, 4}), "a truth of 2 x 2, a prediction of 1 x 4"));
  CHECK(contains(fault({four, 2, 3}, {four, 2, 2}), "4 values of the truth, expected 2 x 3"));
  CHECK(contains(fault({{}, 2, 0}, {{}, 2, 0}), "row 1: distribution: found 0 classes"));
  CHECK(contains(fault({four, 2, 2}, {four, 2, 2}, {.epsilon = 0}), "found epsilon 0"));
  CHECK(contains(fault({four, 2, 2}, {four, 2, 2}, {.mass_tolerance = -1}), "mass_tolerance -1"));
  CHECK(contains(message_of([&] {
                   Values out(3);
                   distribution_metric_rows(M::kl, distribution_table({four, 2, 2}),
                                            distribution_table({four, 2, 2}), {}, out);
                 }),
                 "room for 3 numbers"));
}
