#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/conflict.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/data/universal.hpp>

using tonewheel::aggregate_to_universal;
using tonewheel::conflict_matrix;
using tonewheel::Error;
using tonewheel::fused14_loss_names;
using tonewheel::universal8_names;

namespace {

Eigen::Index pairs(const Eigen::MatrixXd& matrix, double strength) {
  return (matrix.array() == strength).count() / 2;
}

}  // namespace

TEST_CASE("the conflict sets have the published numbers of pairs") {
  const auto small = universal8_names();
  const auto large = fused14_loss_names();
  const Eigen::MatrixXd focal = conflict_matrix("focal8", small);
  CHECK(pairs(focal, 1) == 7);
  CHECK(focal.sum() == 14);
  CHECK(pairs(conflict_matrix("learned8", small), 1) == 6);
  const Eigen::MatrixXd eight = conflict_matrix("knowledge8", small);
  CHECK(pairs(eight, 0.8) == 11);
  CHECK(pairs(eight, 0.4) == 10);
  const Eigen::MatrixXd fourteen = conflict_matrix("knowledge14", large);
  CHECK(pairs(fourteen, 0.8) == 27);
  CHECK(pairs(fourteen, 0.4) == 24);
  for (const Eigen::MatrixXd& each : {focal, eight, fourteen}) {
    CHECK(each == each.transpose());
    CHECK(each.diagonal().isZero(0));
  }
  CHECK(eight(0, 3) == 0.8);       // happy - angry
  CHECK(eight(7, 2) == 0.4);       // neutral - surprised
  CHECK(eight(1, 2) == 0);         // contempt - surprised
  CHECK(fourteen(12, 11) == 0.4);  // fatigued - sad
  CHECK(fourteen(2, 10) == 0);     // elated - fearful: not among the strong ones
}

TEST_CASE("rows and columns follow the classes") {
  auto classes = fused14_loss_names();
  const Eigen::MatrixXd straight = conflict_matrix("knowledge14", classes);
  std::reverse(classes.begin(), classes.end());
  CHECK(conflict_matrix("knowledge14", classes) == straight.reverse());
}

TEST_CASE("the class order is that of the shipped space") {
  const tonewheel::Table table = tonewheel::Table::parse(tonewheel::data::universal);
  std::vector<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    names.push_back(table.cell(row, table.column("class")));
  }
  CHECK(names == universal8_names());
}

TEST_CASE("classes that do not fit are refused") {
  const auto small = universal8_names();
  CHECK_THROWS_WITH_AS((void)conflict_matrix("focal", small),
                       "conflicts: no set \"focal\"; there are: focal8, learned8, knowledge8, "
                       "knowledge14",
                       Error);
  CHECK_THROWS_AS((void)conflict_matrix("focal8", fused14_loss_names()), Error);
  CHECK_THROWS_AS((void)conflict_matrix("knowledge14", small), Error);
  auto other = small;
  other[5] = "fear";  // the mismatch that emptied a published column
  CHECK_THROWS_AS((void)conflict_matrix("focal8", other), Error);
  other = small;
  other.pop_back();
  CHECK_THROWS_AS((void)conflict_matrix("focal8", other), Error);
  other = small;
  other[1] = "happy";
  CHECK_THROWS_AS((void)conflict_matrix("focal8", other), Error);
  CHECK_THROWS_AS((void)conflict_matrix("focal8", {}), Error);
}

TEST_CASE("fourteen classes sum into eight") {
  Eigen::MatrixXd fused(2, 14);
  // happy contempt elated hopeful surprised proud loved angry astonished disgusted fearful sad
  // fatigued neutral
  fused << 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192,  //
      .1, .05, .1, .05, .05, .1, .05, .05, .1, .05, .1, .05, .05, .1;
  const Eigen::MatrixXd sums = aggregate_to_universal(fused);
  Eigen::RowVectorXd expected(8);
  expected << 1 + 4 + 8 + 64, 2, 16 + 256, 128, 512, 1024, 2048 + 32 + 4096, 8192;
  CHECK(sums.row(0) == expected);
  CHECK(sums.row(1).sum() == doctest::Approx(fused.row(1).sum()));
  const Eigen::MatrixXd authors = aggregate_to_universal(fused, {.softmax_of_sums = true});
  CHECK(authors(1, 7) == 0.1);
  CHECK(authors.row(1).sum() == doctest::Approx(1.1));
  CHECK(authors(1, 0) / authors(1, 1) == doctest::Approx(std::exp(0.3 - 0.05)));
  CHECK(authors.allFinite());
  CHECK(aggregate_to_universal(Eigen::MatrixXd(0, 14), {.softmax_of_sums = true}).rows() == 0);
  CHECK_THROWS_AS((void)aggregate_to_universal(Eigen::MatrixXd::Zero(2, 13)), Error);
}
