#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/assignment.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

using Values = std::vector<double>;

/// The best total over all ways to give min(rows, columns) rows a column each.
double brute_force(const MatrixView<double>& matrix, Objective objective) {
  const bool wide = matrix.rows <= matrix.columns;
  const std::size_t few = std::min(matrix.rows, matrix.columns);
  std::vector<std::size_t> order(std::max(matrix.rows, matrix.columns));
  std::iota(order.begin(), order.end(), std::size_t{0});
  const double sign = objective == Objective::least ? 1 : -1;
  double best = std::numeric_limits<double>::infinity();
  do {
    double total = 0;
    for (std::size_t i = 0; i < few; ++i) {
      total += wide ? matrix.at(i, order[i]) : matrix.at(order[i], i);
    }
    best = std::min(best, sign * total);
  } while (std::next_permutation(order.begin(), order.end()));
  return sign * best;
}

/// Whether each row and column is used at most once and as many as can be.
bool is_matching(const Assignment& assignment, const MatrixView<double>& matrix) {
  std::vector<int> used(matrix.columns, 0);
  std::size_t pairs = 0;
  double total = 0;
  for (std::size_t row = 0; row < assignment.column_of.size(); ++row) {
    if (assignment.column_of[row]) {
      ++used.at(*assignment.column_of[row]);
      total += matrix.at(row, *assignment.column_of[row]);
      ++pairs;
    }
  }
  return assignment.column_of.size() == matrix.rows &&
         pairs == std::min(matrix.rows, matrix.columns) && total == assignment.total &&
         std::all_of(used.begin(), used.end(), [](int times) { return times <= 1; });
}

}  // namespace

TEST_CASE("assignment: matrices by hand") {
  const Values square{4, 1, 3, 2, 0, 5, 3, 2, 2};
  const Assignment least = assign({square, 3, 3}, Objective::least);
  CHECK(least.total == 5);
  CHECK(least.column_of == std::vector<std::optional<std::size_t>>{1, 0, 2});
  const Assignment greatest = assign({square, 3, 3}, Objective::greatest);
  CHECK(greatest.total == 11);
  const Values tall{1, 7, 3};
  CHECK(assign({tall, 3, 1}, Objective::greatest).column_of ==
        std::vector<std::optional<std::size_t>>{std::nullopt, 0, std::nullopt});
  CHECK(assign({tall, 1, 3}, Objective::least).column_of ==
        std::vector<std::optional<std::size_t>>{0});
  CHECK(assign({{}, 0, 0}, Objective::least).column_of.empty());
  CHECK(assign({{}, 0, 5}, Objective::least).total == 0);
  CHECK(assign({{}, 3, 0}, Objective::least).column_of.size() == 3);
}

TEST_CASE("assignment: every matrix up to 7 x 7 as good as the best permutation") {
  std::mt19937_64 engine(57);
  for (std::size_t rows = 1; rows <= 7; ++rows) {
    for (std::size_t columns = 1; columns <= 7; ++columns) {
      for (int round = 0; round < (std::max(rows, columns) == 7 ? 3 : 12); ++round) {
        Values values(rows * columns);
        // Whole numbers of a few sizes, so that ties abound; negative ones too; then any numbers.
        const bool whole = round % 3 != 0;
        for (double& value : values) {
          value = whole ? static_cast<double>(engine() % (round % 3 == 1 ? 3 : 40)) - 1
                        : static_cast<double>(engine() >> 11U) * 0x1p-53;
        }
        const MatrixView<double> matrix{values, rows, columns};
        for (const Objective objective : {Objective::least, Objective::greatest}) {
          const Assignment assignment = assign(matrix, objective);
          CHECK(is_matching(assignment, matrix));
          CHECK(std::abs(assignment.total - brute_force(matrix, objective)) <= (whole ? 0 : 1e-14));
          CHECK(assign(matrix, objective).column_of == assignment.column_of);
        }
      }
    }
  }
}

TEST_CASE("assignment: a hidden permutation is found in a large matrix, rows and columns alike") {
  std::mt19937_64 engine(58);
  for (const std::size_t n : {std::size_t{30}, std::size_t{120}}) {
    std::vector<std::size_t> hidden(n);
    std::iota(hidden.begin(), hidden.end(), std::size_t{0});
    std::shuffle(hidden.begin(), hidden.end(), engine);
    // Costs row + column keep every permutation equal; the hidden one is 1 a row cheaper.
    Values values(n * n);
    Values turned(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        const auto base = static_cast<double>(3 * i + 7 * j);
        values[i * n + j] = hidden[i] == j ? base - 1 : base + static_cast<double>(engine() % 3);
        turned[j * n + i] = values[i * n + j];
      }
    }
    const Assignment found = assign({values, n, n}, Objective::least);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(found.column_of[i] == hidden[i]);
    }
    CHECK(assign({turned, n, n}, Objective::least).total == found.total);
  }
}

TEST_CASE("assignment: sizes and values that cannot be") {
  const Values four{1, 2, 3, 4};
  const auto fault = [](const MatrixView<double>& matrix) {
    return message_of([&] { (void)assign(matrix, Objective::least); });
  };
  CHECK(fault({four, 2, 2}) == "no Error");
  CHECK(contains(fault({four, 2, 3}), "4 values of 2 rows and 3 columns"));
  CHECK(contains(fault({four, 2, 0}), "4 values"));
  CHECK(contains(fault({four, std::size_t{1} << 63U, 8}), "4 values"));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {nan, HUGE_VAL, -HUGE_VAL, 1e101}) {
    const Values values{1, 2, bad, 4};
    CHECK(contains(fault({values, 2, 2}), "row 1, column 0"));
  }
  const Values large{1e100, -1e100, -1e100, 1e100};
  CHECK(assign({large, 2, 2}, Objective::least).total == -2e100);
}
