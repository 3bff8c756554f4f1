#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/transport.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

namespace {

/// Costs are rounded to 2^-50 of the largest, and summed with rounding.
constexpr double rounding = 1e-13;

/// Whether a plan moves p to q, costs what it says, and has no more flows than a tree has arcs.
bool is_plan(const TransportPlan& plan, const Values& p, const Values& q,
             const MatrixView<double>& costs) {
  Values left = p;
  Values wanted = q;
  double cost = 0;
  double mass = 0;
  for (const MassFlow& each : plan.flow) {
    if (!(each.mass > 0)) {
      return false;
    }
    left.at(each.from) -= each.mass;
    wanted.at(each.to) -= each.mass;
    cost += each.mass * costs.at(each.from, each.to);
    mass += each.mass;
  }
  const auto settled = [mass](double rest) { return std::abs(rest) <= rounding * mass; };
  const bool sorted =
      std::is_sorted(plan.flow.begin(), plan.flow.end(), [](const MassFlow& a, const MassFlow& b) {
        return a.from != b.from ? a.from < b.from : a.to < b.to;
      });
  return std::all_of(left.begin(), left.end(), settled) &&
         std::all_of(wanted.begin(), wanted.end(), settled) && sorted &&
         plan.flow.size() < p.size() + q.size() &&
         std::abs(cost - plan.cost * mass) <= rounding * std::max(1.0, cost);
}

/// The flows form no cycle, as those of a basic solution.
bool is_forest(const TransportPlan& plan, std::size_t rows, std::size_t columns) {
  std::vector<std::size_t> group(rows + columns);
  for (std::size_t i = 0; i < group.size(); ++i) {
    group[i] = i;
  }
  for (const MassFlow& each : plan.flow) {
    const std::size_t a = group[each.from];
    const std::size_t b = group[rows + each.to];
    if (a == b) {
      return false;
    }
    std::replace(group.begin(), group.end(), a, b);
  }
  return true;
}

/// Each unit of mass as a row or column of its own.
double by_assignment(const Values& p, const Values& q, const MatrixView<double>& costs) {
  std::vector<std::size_t> rows;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < p.size(); ++i) {
    rows.insert(rows.end(), static_cast<std::size_t>(p[i]), i);
  }
  for (std::size_t j = 0; j < q.size(); ++j) {
    columns.insert(columns.end(), static_cast<std::size_t>(q[j]), j);
  }
  Values values;
  for (const std::size_t i : rows) {
    for (const std::size_t j : columns) {
      values.push_back(costs.at(i, j));
    }
  }
  return assign({values, rows.size(), columns.size()}, Objective::least).total /
         static_cast<double>(rows.size());
}

Values unit_masses(std::mt19937_64& engine, std::size_t k, int units) {
  Values masses(k, 0);
  for (int i = 0; i < units; ++i) {
    masses[engine() % k] += 1;
  }
  return masses;
}

}  // namespace

TEST_CASE("transport: by hand") {
  const Values costs{0, 1, 2, 1, 0, 1, 2, 1, 0};
  const TransportPlan plan = transport_plan(Values{1, 0, 0}, Values{0, 0.25, 0.75}, {costs, 3, 3});
  CHECK(plan.cost == 1.75);
  CHECK(plan.flow == std::vector<MassFlow>{{0, 1, 0.25}, {0, 2, 0.75}});
  const TransportPlan same = transport_plan(Values{2, 3, 5}, Values{2, 3, 5}, {costs, 3, 3});
  CHECK(same.cost == 0);
  CHECK(same.flow == std::vector<MassFlow>{{0, 0, 2}, {1, 1, 3}, {2, 2, 5}});
  // Two mines and three plants of a textbook problem: 1 x 2, 3 x 1, 2 x 3.
  const Values mines{4, 2};
  const Values plants{1, 3, 2};
  const Values rates{2, 1, 5, 4, 6, 3};
  CHECK(transport_plan(mines, plants, {rates, 2, 3}).cost == Approx((2 + 3 + 6) / 6.0));
  CHECK(transport_plan(Values{5}, Values{5}, {Values{7}, 1, 1}).cost == 7);
  CHECK(transport_plan(Values{5}, Values{5}, {Values{0}, 1, 1}).cost == 0);
}

TEST_CASE("transport: the reference file's linear programs") {
  const nlohmann::json reference = sample::distribution_reference();
  for (const nlohmann::json& item : reference["transports"]) {
    const Values p = item["p"];
    const Values q = item["q"];
    Values values;
    for (const nlohmann::json& row : item["cost"]) {
      for (const nlohmann::json& cost : row) {
        values.push_back(cost.get<double>());
      }
    }
    const MatrixView<double> costs{values, p.size(), q.size()};
    const TransportPlan plan = transport_plan(p, q, costs);
    // HiGHS stops within 1e-7 of feasibility; its optimum is a vertex and better than that.
    CHECK(std::abs(plan.cost - item["emd"].get<double>()) <= 1e-12);
    CHECK(is_plan(plan, p, q, costs));
    CHECK(is_forest(plan, p.size(), q.size()));
  }
  CHECK(reference["transports"].size() == 40);
}

TEST_CASE("transport: every small problem of whole masses costs what the best assignment does") {
  std::mt19937_64 engine(111);
  for (int round = 0; round < 1500; ++round) {
    const std::size_t n = 1 + engine() % 7;
    const std::size_t m = 1 + engine() % 7;
    const int units = 1 + static_cast<int>(engine() % 24);
    const Values p = unit_masses(engine, n, units);
    const Values q = unit_masses(engine, m, units);
    Values values(n * m);
    for (double& value : values) {
      // Few different costs make many equal optima; all equal ones are the worst case.
      value = round % 3 == 0   ? static_cast<double>(engine() % 3)
              : round % 3 == 1 ? sample::uniform(engine)
                               : static_cast<double>(round % 2);
    }
    const MatrixView<double> costs{values, n, m};
    const TransportPlan plan = transport_plan(p, q, costs);
    CHECK(std::abs(plan.cost - by_assignment(p, q, costs)) <= rounding);
    CHECK(is_plan(plan, p, q, costs));
    CHECK(is_forest(plan, n, m));
    if (round % 3 != 1) {
      for (const MassFlow& each : plan.flow) {
        CHECK(each.mass == std::floor(each.mass));
      }
    }
  }
}

TEST_CASE("transport: problems known for cycles and degenerate ones end") {
  std::mt19937_64 engine(112);
  for (const std::size_t k : {std::size_t{2}, std::size_t{16}, std::size_t{64}, std::size_t{256}}) {
    // Equal masses everywhere: every basis is degenerate. With any costs it is an assignment.
    const Values masses(k, 1);
    Values values(k * k);
    for (double& value : values) {
      value = static_cast<double>(engine() % 4);
    }
    const MatrixView<double> costs{values, k, k};
    const TransportPlan plan = transport_plan(masses, masses, costs);
    CHECK(plan.cost * static_cast<double>(k) == Approx(assign(costs, Objective::least).total));
    CHECK(plan.flow.size() == k);
    CHECK(transport_plan(masses, masses, costs).flow == plan.flow);
    std::fill(values.begin(), values.end(), 3);
    CHECK(transport_plan(masses, masses, {values, k, k}).cost == Approx(3));
  }
}

TEST_CASE("transport: more rows than columns, classes without mass, a change of unit") {
  std::mt19937_64 engine(113);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + engine() % 20;
    const std::size_t m = 1 + engine() % 6;
    const Values p = sample::distribution(engine, n, true);
    const Values q = sample::distribution(engine, m, true);
    Values values(n * m);
    Values turned(n * m);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < m; ++j) {
        values[i * m + j] = sample::uniform(engine);
        turned[j * n + i] = values[i * m + j];
      }
    }
    const MatrixView<double> costs{values, n, m};
    const TransportPlan plan = transport_plan(p, q, costs);
    CHECK(is_plan(plan, p, q, costs));
    CHECK(std::abs(transport_plan(q, p, {turned, m, n}).cost - plan.cost) <= rounding);
    Values many_p = p;
    Values many_q = q;
    for (double& each : many_p) {
      each *= 1e-90;
    }
    for (double& each : many_q) {
      each *= 1e-90;
    }
    Values dear = values;
    for (double& each : dear) {
      each *= 1e70;
    }
    CHECK(transport_plan(many_p, many_q, {dear, n, m}).cost == Approx(plan.cost * 1e70));
    // A cost added to a row is paid by its mass, whatever the plan.
    for (std::size_t j = 0; j < m; ++j) {
      values[j] += 2;
    }
    CHECK(std::abs(transport_plan(p, q, costs).cost - plan.cost - 2 * p[0]) <= rounding);
  }
}

TEST_CASE("transport: masses and costs that cannot be") {
  const Values p{0.5, 0.5};
  const Values costs{0, 1, 1, 0};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto fault = [](const Values& x, const Values& y, const MatrixView<double>& matrix) {
    return message_of([&] { (void)transport_plan(x, y, matrix); });
  };
  CHECK(fault(p, p, {costs, 2, 2}) == "no Error");
  CHECK(contains(fault(p, p, {costs, 4, 1}), "4 costs of 4 rows and 1 columns, expected 2 x 2"));
  CHECK(contains(fault(p, p, {Values{1, 2}, 2, 2}), "2 costs"));
  CHECK(contains(fault(p, {0.5, 0.4}, {costs, 2, 2}), "masses of 1 and 0.9"));
  CHECK(contains(fault({0, 0}, {0, 0}, {costs, 2, 2}), "masses of 0 and 0, expected equal ones"));
  CHECK(contains(fault({}, {}, {{}, 0, 0}), "masses of 0 and 0"));
  CHECK(contains(fault({1, -1}, p, {costs, 2, 2}), "mass -1 of class 1"));
  CHECK(contains(fault({nan, 1}, p, {costs, 2, 2}), "mass nan of class 0"));
  CHECK(contains(fault({1e101, 1}, p, {costs, 2, 2}), "mass 1e+101"));
  for (const double bad : {nan, -1.0, HUGE_VAL, 1e101}) {
    const Values values{0, 1, bad, 0};
    CHECK(contains(fault(p, p, {values, 2, 2}), "in row 1, column 0, expected a number in"));
  }
  CHECK(fault({0.1, 0.2}, {0.3, 0}, {costs, 2, 2}) == "no Error");
}
