#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <tonewheel/core/codes.hpp>
#include <tonewheel/core/matrix_view.hpp>

#include "support/errors.hpp"

using namespace tonewheel;
using support::contains;
using support::message_of;

namespace {

std::vector<std::uint32_t> read(const Codes& codes) {
  return {codes.begin(), codes.end()};
}

}  // namespace

TEST_CASE("codes: any range of integers, or codes in braces") {
  const std::vector<std::uint32_t> expected{2, 0, 1};
  CHECK(read({2, 0, 1}) == expected);
  CHECK(read(expected) == expected);
  CHECK(read(std::vector<int>{2, 0, 1}) == expected);
  CHECK(read(std::vector<long>{2, 0, 1}) == expected);
  CHECK(read(std::array<std::uint8_t, 3>{2, 0, 1}) == expected);
  CHECK(read(std::vector<std::size_t>{2, 0, 1}) == expected);
  CHECK(read(Eigen::Vector3i(2, 0, 1)) == expected);
  CHECK(read(std::span(expected).first(0)).empty());
  CHECK(Codes().empty());
  CHECK(Codes(expected).values().data() == expected.data());  // seen where they lie
  const Codes kept(std::vector<int>{2, 0, 1});
  const Codes copy = kept;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(read(copy) == expected);
  CHECK(copy[0] == 2);
  CHECK(copy.size() == 3);
}

TEST_CASE("codes: a negative or too large one is refused with its position") {
  const std::vector<int> negative{0, 4, -1};
  CHECK(contains(message_of([&] { (void)Codes(negative); }), "row 3: found the code -1"));
  const std::vector<std::uint64_t> large{0, std::uint64_t{1} << 32U};
  CHECK(contains(message_of([&] { (void)Codes(large); }),
                 "row 2: found the code 4294967296, expected one from 0 to 4294967295"));
  CHECK(contains(message_of([] { (void)Flags(std::vector<int>{0, 256}); }),
                 "row 2: found the code 256, expected one from 0 to 255"));
}

TEST_CASE("matrix view: other types are converted, and what cannot be is refused with its place") {
  const std::vector<float> floats{0.5F, 1, 2, 3, 4, 5};
  const MatrixView<double> numbers(floats, 2, 3);
  CHECK(numbers.fits());
  CHECK(numbers.at(0, 0) == 0.5);
  CHECK(numbers.at(1, 2) == 5);
  CHECK(!MatrixView<double>(floats, 3, 3).fits());
  const std::vector<int> codes{0, 1, 2, -3, 4, 5};
  CHECK(contains(message_of([&] { (void)MatrixView<std::uint32_t>(codes, 3, 2); }),
                 "row 2, column 2: found the code -3"));
  Eigen::MatrixXi matrix(2, 2);
  matrix << 0, 1, 2, 3;
  const MatrixView<std::uint32_t> of_eigen(matrix);
  CHECK(of_eigen.at(1, 0) == 2);
  matrix(1, 0) = -2;
  CHECK(contains(message_of([&] { (void)MatrixView<std::uint32_t>(matrix); }),
                 "row 2, column 1: found the code -2"));
  const std::vector<std::int64_t> large{0, -(std::int64_t{1} << 53U) - 1};
  CHECK(contains(message_of([&] { (void)MatrixView<double>(large, 1, 2); }),
                 "row 1, column 2: found the integer -9007199254740993"));
  static_assert(!std::is_constructible_v<MatrixView<std::uint32_t>, const std::vector<double>&,
                                         std::size_t, std::size_t>);
  static_assert(!std::is_constructible_v<MatrixView<std::uint32_t>, const Eigen::MatrixXd&>);
}
