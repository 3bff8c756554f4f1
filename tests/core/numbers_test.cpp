#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/metric/regression/concordance.hpp>

using namespace tonewheel;

namespace {

std::vector<double> seen(const Numbers& numbers) {
  return {numbers.values().begin(), numbers.values().end()};
}

}  // namespace

TEST_CASE("numbers: any range of numbers is one series") {
  const std::vector<double> expected{1, -2, 3};
  CHECK(seen({1, -2, 3}) == expected);
  CHECK(seen(expected) == expected);
  CHECK(Numbers(expected).values().data() == expected.data());
  CHECK(seen(std::vector<float>{1, -2, 3}) == expected);
  CHECK(seen(std::vector<int>{1, -2, 3}) == expected);
  CHECK(seen(std::array<std::int8_t, 3>{1, -2, 3}) == expected);
  CHECK(seen(std::span(expected)) == expected);
  CHECK(seen(Eigen::Vector3f(1, -2, 3)) == expected);
  CHECK(seen(Eigen::RowVector3d(1, -2, 3).transpose()) == expected);
  CHECK(seen(std::vector<std::uint64_t>{std::uint64_t{1} << 53U}) ==
        std::vector<double>{9007199254740992});
  CHECK_THROWS_WITH_AS((void)seen(std::vector<std::int64_t>{0, -(std::int64_t{1} << 53U) - 1}),
                       doctest::Contains("row 2"), Error);
  CHECK(seen(std::vector<long long>()).empty());
}

static_assert(!std::is_constructible_v<Numbers, std::string>, "a text is no numbers");
static_assert(!std::is_constructible_v<StateValue, const int*>, "a pointer is no truth value");

TEST_CASE("numbers: metrics take them") {
  const std::vector<float> truth{0, 1, 2, 3};
  const std::vector<int> prediction{0, 1, 1, 3};
  const double expected = concordance({0, 1, 2, 3}, {0, 1, 1, 3});
  CHECK(concordance(truth, prediction) == expected);
  CHECK(concordance(Eigen::Map<const Eigen::VectorXf>(truth.data(), 4), prediction) == expected);
}

TEST_CASE("matrix view: rows of whatever lies in memory") {
  using ByRows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  ByRows rows(2, 3);
  rows << 1, 2, 3, 4, 5, 6;
  const std::vector<double> expected{1, 2, 3, 4, 5, 6};
  const auto same = [&](const MatrixView<double>& view) {
    return view.rows == 2 && view.columns == 3 && view.fits() &&
           std::vector<double>(view.values.begin(), view.values.end()) == expected &&
           view.at(1, 0) == 4 && view.row(1)[2] == 6;
  };
  CHECK(same(rows));
  CHECK(MatrixView<double>(rows).values.data() == rows.data());
  CHECK(same(Eigen::MatrixXd(rows)));
  CHECK(same(Eigen::MatrixXf(rows.cast<float>())));
  CHECK(same(Eigen::MatrixXi(rows.cast<int>())));
  CHECK(same(2 * rows - rows));
  CHECK(same(ByRows::Identity(2, 2) * rows));
  // A matrix that is gone after the line is copied, whatever its order.
  const MatrixView<double> kept = ByRows(2 * rows - rows);
  CHECK(same(kept));
  CHECK(same({expected, 2, 3}));
  CHECK(MatrixView<double>(expected.data(), 2, 3, 3, 1).values.data() == expected.data());
  const std::vector<float> columns{1, 4, 2, 5, 3, 6};
  CHECK(same({columns.data(), 2, 3, 1, 2}));
  Eigen::MatrixXd wide = Eigen::MatrixXd::Zero(4, 5);
  wide.block(1, 1, 2, 3) = rows;
  CHECK(same(wide.block(1, 1, 2, 3)));
  const ByRows tall = wide;
  CHECK(same(tall.block(1, 1, 2, 3)));
  // A copy of a view that is a copy sees the same numbers.
  const MatrixView<double> first = Eigen::MatrixXd(rows);
  const MatrixView<double> second = first;
  CHECK(same(second));
  CHECK(!MatrixView<double>(expected, 2, 4).fits());
  CHECK(MatrixView<double>().fits());
}
