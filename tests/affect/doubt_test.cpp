#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/allocations.hpp"

namespace {

using namespace tonewheel;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Levels of the lattice against those of drawn points: 2 % for the lattice, 1 % for the draw.
constexpr double level_error = 0.03;

Gaussian unit_gaussian(const Eigen::Vector3d& mean = {0, 0, 0}) {
  return {mean, Eigen::Matrix3d::Identity().eval()};
}

nlohmann::json references() {
  std::ifstream stream(std::string(TONEWHEEL_SOURCE_DIR) + "/tests/golden/doubt.json");
  return nlohmann::json::parse(stream).at("cases");
}

template <int Dim>
BasicMixture<Dim> mixture_of(const nlohmann::json& given) {
  std::vector<std::string> names;
  std::vector<BasicGaussian<Dim>> gaussians;
  for (std::size_t k = 0; k < given["means"].size(); ++k) {
    names.push_back("class " + std::to_string(k));
    Eigen::Matrix<double, Dim, 1> mean;
    Eigen::Matrix<double, Dim, Dim> covariance;
    for (std::size_t r = 0; r < Dim; ++r) {
      mean[static_cast<Eigen::Index>(r)] = given["means"][k][r];
      for (std::size_t c = 0; c < Dim; ++c) {
        covariance(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) =
            given["covariances"][k][r][c];
      }
    }
    gaussians.emplace_back(mean, covariance);
  }
  return {names, gaussians, given["priors"].get<std::vector<double>>()};
}

template <int Dim>
void check_case(const nlohmann::json& given) {
  const BasicMixture<Dim> mixture = mixture_of<Dim>(given);
  for (const auto& each : given["levels"].items()) {
    const std::string share = each.key();
    const double level = each.value();
    INFO("share " << share);
    const double found = calibrated_level(mixture, std::stod(share));
    CHECK(found == doctest::Approx(level).epsilon(level_error));
  }
  const auto count = static_cast<Eigen::Index>(given["points"].size());
  Rows<double> points(count, Dim);
  for (Eigen::Index i = 0; i < count; ++i) {
    for (Eigen::Index d = 0; d < Dim; ++d) {
      points(i, d) = given["points"][static_cast<std::size_t>(i)][static_cast<std::size_t>(d)];
    }
  }
  const DoubtMeter meter(mixture);
  CHECK(meter.level() == calibrated_level(mixture));
  const DoubtRows rows = meter.rows(points);
  for (Eigen::Index i = 0; i < count; ++i) {
    INFO("point " << i);
    const auto row = static_cast<std::size_t>(i);
    const double p = given["p_value"][row];
    CHECK(rows.p_value[i] == doctest::Approx(p).epsilon(1e-10));
    CHECK(std::abs(rows.entropy[i] - given["entropy"][row].get<double>()) <= tolerance::entropy);
    CHECK(std::abs(rows.margin[i] - given["margin"][row].get<double>()) <= tolerance::entropy);
    CHECK(rows.none[i] == none_of_these(rows.p_value[i], meter.level()));
    const Doubt one = meter(points.row(i).transpose());
    CHECK(one.p_value == rows.p_value[i]);
    CHECK(one.entropy == rows.entropy[i]);
    CHECK(one.margin == rows.margin[i]);
    CHECK(one.none == rows.none[i]);
    const typename BasicMixture<Dim>::Vector x = points.row(i).transpose();
    CHECK(outlier_p_value(mixture, x) == doctest::Approx(p).epsilon(1e-10));
  }
}

}  // namespace

TEST_CASE("doubt: as SciPy has it, levels as of points drawn at random") {
  for (const nlohmann::json& given : references()) {
    INFO(given["name"].get<std::string>());
    if (given["means"][0].size() == 3) {
      check_case<3>(given);
    } else {
      check_case<2>(given);
    }
  }
}

TEST_CASE("doubt: outlier p-value and the mass of none of these") {
  const GaussianMixture mixture({"a", "b"}, {unit_gaussian(), unit_gaussian({50, 0, 0})}, {1, 9});
  CHECK(mixture.nearest_squared_distance({0, 0, 0}) == 0.0);
  CHECK(mixture.nearest_squared_distance({48, 0, 0}) ==
        doctest::Approx(4).epsilon(tolerance::closed_form));
  CHECK(outlier_p_value(mixture, Eigen::Vector3d(0, 0, 0)) == 1.0);
  // python3 -c "from scipy.stats import chi2; print(repr(chi2.sf(20.25,3)),
  // repr(chi2.sf(20.25,2)))"
  const double p3 = 0.0001506490162116094;
  const double p2 = 4.006529739295107e-05;
  CHECK(outlier_p_value(mixture, Eigen::Vector3d(0, -4.5, 0)) ==
        doctest::Approx(p3).epsilon(tolerance::closed_form));
  CHECK(outlier_p_value(marginal(mixture), Eigen::Vector2d(0, -4.5)) ==
        doctest::Approx(p2).epsilon(tolerance::closed_form));
  CHECK(none_of_these(mixture, Eigen::Vector3d(0, -4.5, 0), 1e-3) ==
        doctest::Approx(1 - p3 / 1e-3).epsilon(tolerance::closed_form));
  CHECK(none_of_these(marginal(mixture), Eigen::Vector2d(0, -4.5), 0.01) ==
        doctest::Approx(1 - p2 / 0.01).epsilon(tolerance::closed_form));
  CHECK(none_of_these(mixture, Eigen::Vector3d(1, 1, 1), 1e-3) == 0.0);
  CHECK(none_of_these(mixture, Eigen::Vector3d(0, -4.5, 0), 1e-5) == 0.0);
  for (const double level : {0.0, 1.0, -0.1, 2.0, not_a_number, infinity}) {
    CHECK_THROWS_AS((void)none_of_these(mixture, Eigen::Vector3d(0, 0, 0), level), Error);
    CHECK_THROWS_AS((void)calibrated_level(mixture, level), Error);
    CHECK_THROWS_AS(DoubtMeter(mixture, level), Error);
  }
}

TEST_CASE("doubt: none of these is 0 near a class, grows without a jump, and is 1 far away") {
  const GaussianMixture mixture({"a", "b"}, {unit_gaussian(), unit_gaussian({50, 0, 0})}, {1, 9});
  const DoubtMeter meter(mixture);
  double before = 0;
  for (int step = 0; step < 1000; ++step) {
    const double mass = meter(Eigen::Vector3d(0, 0.01 * step, 0)).none;
    CHECK(mass >= before);
    CHECK(mass <= 1);
    // The density of a distance is below 1, so a p-value moves by less than a step.
    CHECK(mass - before <= 0.01 / meter.level());
    before = mass;
  }
  // The region that holds 95 % of a class of three axes ends at 2.795 deviations.
  CHECK(meter(Eigen::Vector3d(0, 2.75, 0)).none == 0);
  CHECK(meter(Eigen::Vector3d(0, 2.85, 0)).none > 0);
  // All the way out: also where the square is finite but twice the square is not.
  for (const double size : {100.0, 1e6, 1e100, 9e153, 1e154, 1.2e154, 1.3e154, 1e155, 1e308}) {
    INFO(size);
    CHECK(outlier_p_value(mixture, Eigen::Vector3d(0, size, 0)) == 0.0);
    CHECK(none_of_these(mixture, Eigen::Vector3d(0, size, 0)) == 1.0);
    CHECK(none_of_these(marginal(mixture), Eigen::Vector2d(0, size)) == 1.0);
    CHECK(meter(Eigen::Vector3d(0, size, 0)).p_value == 0.0);
    CHECK(meter(Eigen::Vector3d(0, size, 0)).none == 1.0);
  }
}

TEST_CASE("doubt: the level of classes that do not overlap is the share itself") {
  const GaussianMixture apart({"a", "b"}, {unit_gaussian(), unit_gaussian({50, 0, 0})}, {1, 9});
  const GaussianMixture alone({"a"}, {unit_gaussian()}, {1});
  const GaussianMixture doubled({"a", "b"}, {unit_gaussian(), unit_gaussian()}, {1, 3});
  for (const double share : {0.01, 0.05, 0.5}) {
    INFO(share);
    for (const GaussianMixture* mixture : {&apart, &alone, &doubled}) {
      CHECK(calibrated_level(*mixture, share) == doctest::Approx(share).epsilon(level_error));
      CHECK(calibrated_level(marginal(*mixture), share) ==
            doctest::Approx(share).epsilon(level_error));
    }
  }
  CHECK(DoubtMeter(alone)(Eigen::Vector3d(3, 0, 0)).margin == 1);
  CHECK(DoubtMeter(alone)(Eigen::Vector3d(3, 0, 0)).entropy == 0);
}

TEST_CASE("doubt: every shipped space has a level, larger for a larger share") {
  for (const char* name : {"universal", "pad151", "fused14"}) {
    INFO(name);
    const GaussianMixture mixture = make_model(shipped_space(name)).mixture;
    double before = 0;
    for (const double share : {0.001, 0.01, 0.05, 0.2, 0.5}) {
      const double level = calibrated_level(mixture, share);
      CHECK(level >= share * (1 - level_error));
      CHECK(level > before);
      CHECK(level < 1);
      before = level;
    }
    CHECK(calibrated_level(mixture) == calibrated_level(mixture));
  }
}

TEST_CASE("doubt: the sentence by the fire is no contempt") {
  // "He read by the fire until the house was quiet", on the unit scale.
  const GaussianMixture mixture = make_model(universal()).mixture;
  for (const Eigen::Vector3d& fire :
       {Eigen::Vector3d(.5, -.7, .375), Eigen::Vector3d(.45, -.5, .4)}) {
    CHECK(mixture.names()[argmax(mixture.posterior(fire))] == "contempt");
    CHECK(DoubtMeter(mixture)(fire).none > .5);
    CHECK(none_of_these(mixture, fire) > .5);
  }
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    CHECK(DoubtMeter(mixture)(mixture.gaussian(k).mean()).none == 0);
  }
}

TEST_CASE("doubt: temperatures and priors move no distance") {
  const std::vector<Gaussian> gaussians{unit_gaussian(), unit_gaussian({2, 0, 0})};
  const GaussianMixture plain({"a", "b"}, gaussians, {1, 1});
  const GaussianMixture cool({"a", "b"}, gaussians, {1, 1000}, {5, 2});
  const Eigen::MatrixXd points = 3 * Eigen::MatrixXd::Random(50, 3);
  CHECK((DoubtMeter(plain).rows(points).p_value.array() ==
         DoubtMeter(cool).rows(points).p_value.array())
            .all());
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    CHECK(DoubtMeter(cool).rows(points).p_value[i] ==
          doctest::Approx(outlier_p_value(cool, points.row(i).transpose())).epsilon(1e-10));
  }
}

TEST_CASE("doubt: any storage order, no rows, no memory for each row, and what is refused") {
  const DoubtMeter meter(make_model(universal()).mixture);
  const Rows<double> points = Eigen::MatrixXd::Random(1000, 3);
  const Eigen::MatrixXd by_columns = points;
  CHECK((meter.rows(points).none.array() == meter.rows(by_columns).none.array()).all());
  CHECK(meter.rows(points.topRows(0)).none.size() == 0);
  CHECK_THROWS_WITH_AS((void)meter.rows(Eigen::MatrixXd::Zero(2, 2).eval()),
                       "posterior: points of 2 columns, expected 3", Error);
  Rows<double> bad = points;
  bad(3, 1) = not_a_number;
  CHECK_THROWS_WITH_AS((void)meter.rows(bad), "posterior: the point in row 3 is not finite", Error);
  const auto allocations_of = [&](Eigen::Index rows) -> std::optional<std::uint64_t> {
    const Rows<double> part = points.topRows(rows);
    const auto before = support::allocations();
    (void)meter.rows(part);
    const auto after = support::allocations();
    return before && after ? std::optional(*after - *before) : std::nullopt;
  };
  CHECK(allocations_of(1000) == allocations_of(10));
}
