#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <tonewheel/affect/covariance.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/eigenvalues.hpp"
#include "support/golden.hpp"

namespace {

using namespace tonewheel;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct Known {
  std::string_view name;
  Vad sd;
  Correlations rho;
  double smallest_eigenvalue;
  double floored_log_determinant;
};

/// The eight classes of 2602.06778. The last two columns from numpy 1.24, S = R * outer(sd, sd):
/// w = np.linalg.eigvalsh(S); print(repr(w[0]), repr(np.log(np.maximum(w, 1e-6)).sum()))
constexpr std::array<Known, 8> classes{{
    {"happy", {.21, .26, .38}, {.15, .75, .25}, 0.015973199231045915, -8.645262401756641},
    {"contempt", {.39, .33, .29}, {.25, .35, .45}, 0.04969269617023046, -6.94554476690894},
    {"surprised", {.30, .27, .38}, {.35, .05, .65}, 0.025599181895307382, -7.705694598756406},
    {"angry", {.20, .33, .39}, {.55, -.45, .75}, -0.01469839673773433, -17.738737359188885},
    {"disgusted", {.20, .41, .34}, {.25, -.55, .35}, 0.014676385844208276, -8.03616062386711},
    {"fearful", {.20, .32, .27}, {.65, -.25, .85}, -0.013935670513817623, -18.38480512185466},
    {"sad", {.23, .34, .22}, {.75, .65, .55}, 0.014237525501441514, -9.51653363106473},
    {"neutral", {.05, .05, .05}, {.05, .10, .10}, 0.0022034648345913735, -17.996128133469952},
}};

template <int Dim>
double largest_whitening_error(const Covariance<Dim>& covariance) {
  using Matrix = Eigen::Matrix<double, Dim, Dim>;
  const Matrix identity =
      covariance.whitener() * covariance.matrix() * covariance.whitener().transpose();
  return (identity - Matrix::Identity()).cwiseAbs().maxCoeff();
}

Eigen::Matrix3d random_definite(std::mt19937_64& engine) {
  std::normal_distribution<double> normal;
  const Eigen::Matrix3d factor = Eigen::Matrix3d::NullaryExpr([&] { return normal(engine); });
  // At least .1 in every direction keeps the condition number within a few hundred.
  return factor * factor.transpose() + 0.1 * Eigen::Matrix3d::Identity();
}

}  // namespace

TEST_CASE("covariance: the authors' eigenvalue floor as in the golden file") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: TONEWHEEL_SHARED/golden/vad.json is not there");
    return;
  }
  for (const Known& each : classes) {
    INFO(each.name);
    const auto& table = golden->at("table").at(each.name);
    const Vad sd{table.at(1), table.at(3), table.at(5)};
    const auto& rho = golden->at("correlations_VD_AD_VA").at(each.name);
    const Covariance<3> covariance(
        covariance_matrix(sd, {.va = rho.at(2), .vd = rho.at(0), .ad = rho.at(1)}), Repair::floor);
    CHECK(covariance.positive_definite());
    const auto& reference = golden->at("covariance_full").at(each.name);
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        CHECK(std::abs(
                  covariance.matrix()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) -
                  reference.at(i).at(j).get<double>()) <= tolerance::covariance);
      }
    }
  }
}

TEST_CASE("covariance: angry and fearful are not positive definite, and the report says how far") {
  for (const Known& each : classes) {
    INFO(each.name);
    const bool definite = each.smallest_eigenvalue > 0;
    const Eigen::Matrix3d raw = covariance_matrix(each.sd, each.rho);
    for (const Repair repair : {Repair::none, Repair::floor, Repair::nearest}) {
      INFO(name(repair));
      const Covariance<3> covariance(raw, repair);
      CHECK(std::abs(covariance.smallest_eigenvalue() - each.smallest_eigenvalue) <=
            tolerance::covariance);
      CHECK(covariance.positive_definite() == (definite || repair != Repair::none));
      CHECK(covariance.repaired() == (!definite && repair != Repair::none));
      if (definite || repair == Repair::none) {
        CHECK(covariance.matrix() == raw);
      } else {
        CHECK(covariance.matrix() == covariance.matrix().transpose());
      }
    }
  }
  // vad_pipeline.md, D.1.
  CHECK(std::round(
            Covariance<3>(covariance_matrix(classes[3].sd, classes[3].rho)).smallest_eigenvalue() *
            1e4) == -147);
  CHECK(std::round(
            Covariance<3>(covariance_matrix(classes[5].sd, classes[5].rho)).smallest_eigenvalue() *
            1e4) == -139);
}

TEST_CASE("covariance: log determinant against numpy") {
  for (const Known& each : classes) {
    INFO(each.name);
    const Covariance<3> covariance(covariance_matrix(each.sd, each.rho), Repair::floor);
    CHECK(covariance.log_determinant() ==
          doctest::Approx(each.floored_log_determinant).epsilon(tolerance::closed_form));
  }
  // Diagonal: the sum of the logs of the variances.
  const Covariance<3> diagonal(covariance_matrix({.2, .3, .4}, {}));
  CHECK(diagonal.log_determinant() ==
        doctest::Approx(2 * std::log(.2 * .3 * .4)).epsilon(tolerance::closed_form));
}

TEST_CASE("covariance: the whitener makes the covariance the identity") {
  SUBCASE("well conditioned") {
    std::mt19937_64 engine(1);
    for (int i = 0; i < 200; ++i) {
      const Eigen::Matrix3d raw = random_definite(engine);
      const Covariance<3> covariance(raw);
      REQUIRE(covariance.positive_definite());
      CHECK(covariance.matrix() == raw);
      CHECK(largest_whitening_error(covariance) <= tolerance::closed_form);
      // |det W| = det^-1/2.
      CHECK(std::log(std::abs(covariance.whitener().determinant())) ==
            doctest::Approx(-covariance.log_determinant() / 2).epsilon(tolerance::closed_form));
      const Covariance<2> plane(Eigen::Matrix2d(raw.topLeftCorner<2, 2>()));
      CHECK(largest_whitening_error(plane) <= tolerance::closed_form);
    }
  }
  SUBCASE("the eight classes, repaired where they need it") {
    for (const Known& each : classes) {
      for (const Repair repair : {Repair::floor, Repair::nearest}) {
        INFO(each.name << " " << name(repair));
        const Covariance<3> covariance(covariance_matrix(each.sd, each.rho), repair);
        CHECK(largest_whitening_error(covariance) <=
              (covariance.repaired() ? tolerance::posterior_repaired : tolerance::closed_form));
      }
    }
  }
  SUBCASE("scales from 1e-100 to 1e100") {
    std::mt19937_64 engine(2);
    for (const double scale : {1e-100, 1e-20, 1e-5, 1e5, 1e20, 1e100}) {
      INFO(scale);
      const Covariance<3> covariance(Eigen::Matrix3d(scale * random_definite(engine)));
      REQUIRE(covariance.positive_definite());
      CHECK(largest_whitening_error(covariance) <= tolerance::closed_form);
    }
  }
}

TEST_CASE("covariance: nearest keeps the standard deviations") {
  for (const Known& each : {classes[3], classes[5]}) {
    INFO(each.name);
    const Covariance<3> covariance(covariance_matrix(each.sd, each.rho), Repair::nearest);
    for (Eigen::Index i = 0; i < 3; ++i) {
      const double sd = each.sd[all_axes[static_cast<std::size_t>(i)]];
      CHECK(std::abs(covariance.matrix()(i, i) - sd * sd) <= tolerance::covariance);
    }
  }
  // Nearest correlation matrices with eigenvalues >= 1e-6, by the dual of Qi and Sun 2006 (SIAM J.
  // Matrix Anal. 28) solved with scipy: y = root(diag(plus(R - dI + Diag(y))) - (1 - d)).x,
  // d = 1e-6, X = plus(R - dI + Diag(y)) + dI; order va, vd, ad.
  const auto check = [](const Known& each, double va, double vd, double ad) {
    const Eigen::Matrix3d matrix =
        Covariance<3>(covariance_matrix(each.sd, each.rho), Repair::nearest).matrix();
    CHECK(std::abs(matrix(0, 1) - va * each.sd.valence * each.sd.arousal) <=
          tolerance::closed_form);
    CHECK(std::abs(matrix(0, 2) - vd * each.sd.valence * each.sd.dominance) <=
          tolerance::closed_form);
    CHECK(std::abs(matrix(1, 2) - ad * each.sd.arousal * each.sd.dominance) <=
          tolerance::closed_form);
  };
  check(classes[3], 0.4651242902124638, -0.3691538783477327, 0.6510152021869116);
  check(classes[5], 0.5518045620749689, -0.16694206842266052, 0.7301493685680649);
}

TEST_CASE("covariance: floor keeps the eigenvectors and the eigenvalues that are large enough") {
  std::mt19937_64 engine(3);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int i = 0; i < 100; ++i) {
    const Eigen::Matrix3d raw =
        covariance_matrix({.2, .3, .4}, {uniform(engine), uniform(engine), uniform(engine)});
    const Covariance<3> covariance(raw, Repair::floor);
    REQUIRE(covariance.positive_definite());
    const Eigen::Vector3d before = support::eigenvalues(raw);
    const Eigen::Vector3d after = support::eigenvalues(covariance.matrix());
    CHECK((after - before.cwiseMax(eigenvalue_floor)).cwiseAbs().maxCoeff() <=
          tolerance::covariance);
    // The two commute: they have the same eigenvectors.
    CHECK((raw * covariance.matrix() - covariance.matrix() * raw).cwiseAbs().maxCoeff() <=
          tolerance::covariance);
    // The least change that lifts the eigenvalues is their shortfall.
    CHECK(std::abs((covariance.matrix() - raw).norm() -
                   (eigenvalue_floor - before.array()).cwiseMax(0).matrix().norm()) <=
          tolerance::covariance);
  }
}

TEST_CASE("covariance: zero deviations need a repair") {
  const Eigen::Matrix3d zero = covariance_matrix({0, 0, 0}, {.5, .5, .5});
  CHECK(zero == Eigen::Matrix3d::Zero());
  const Covariance<3> none(zero);
  CHECK_FALSE(none.positive_definite());
  CHECK_FALSE(none.repaired());
  CHECK(none.smallest_eigenvalue() == 0.0);
  for (const Repair repair : {Repair::floor, Repair::nearest}) {
    INFO(name(repair));
    const Covariance<3> covariance(zero, repair);
    CHECK(covariance.positive_definite());
    CHECK(covariance.repaired());
    // Both: a ball of variance 1e-6 (nearest has no deviations to keep).
    CHECK((covariance.matrix() - eigenvalue_floor * Eigen::Matrix3d::Identity())
              .cwiseAbs()
              .maxCoeff() <= tolerance::covariance);
    CHECK(covariance.log_determinant() ==
          doctest::Approx(3 * std::log(eigenvalue_floor)).epsilon(tolerance::closed_form));
    CHECK(largest_whitening_error(covariance) <= tolerance::closed_form);
  }
  // One axis without spread.
  const Eigen::Matrix3d flat = covariance_matrix({.2, 0, .4}, {.5, .3, .5});
  CHECK_FALSE(Covariance<3>(flat).positive_definite());
  for (const Repair repair : {Repair::floor, Repair::nearest}) {
    const Covariance<3> covariance(flat, repair);
    CHECK(covariance.positive_definite());
    CHECK(covariance.matrix()(0, 0) == doctest::Approx(.04).epsilon(tolerance::closed_form));
    CHECK(covariance.matrix()(1, 1) ==
          doctest::Approx(eigenvalue_floor).epsilon(tolerance::posterior_repaired));
    CHECK(covariance.matrix()(0, 2) == doctest::Approx(.024).epsilon(tolerance::closed_form));
    CHECK(largest_whitening_error(covariance) <= tolerance::posterior_repaired);
  }
}

TEST_CASE("covariance: perfect correlation is not positive definite, however it rounds") {
  for (const double r : {-1.0, 1.0}) {
    for (const double sd : {.1, .2, .3, .7, 1.1}) {
      const Eigen::Matrix3d raw = covariance_matrix({sd, .3, .4}, {.va = r});
      const Covariance<3> none(raw);
      CHECK_FALSE(none.positive_definite());
      CHECK(std::abs(none.smallest_eigenvalue()) <= tolerance::covariance);
      CHECK(Covariance<3>(raw, Repair::floor).positive_definite());
      CHECK(Covariance<3>(raw, Repair::nearest).positive_definite());
    }
  }
}

TEST_CASE("covariance: nearest mends whatever correlations make") {
  std::mt19937_64 engine(4);
  std::uniform_real_distribution<double> uniform(-1, 1);
  for (int i = 0; i < 300; ++i) {
    const Vad sd{.01 + std::abs(uniform(engine)), .01 + std::abs(uniform(engine)),
                 .01 + std::abs(uniform(engine))};
    const Correlations rho{uniform(engine), uniform(engine), uniform(engine)};
    const Covariance<3> covariance(covariance_matrix(sd, rho), Repair::nearest);
    REQUIRE(covariance.positive_definite());
    for (const Axis axis : all_axes) {
      const auto k = static_cast<Eigen::Index>(axis);
      CHECK(covariance.matrix()(k, k) ==
            doctest::Approx(sd[axis] * sd[axis]).epsilon(tolerance::closed_form));
    }
    CHECK(largest_whitening_error(covariance) <= tolerance::posterior_repaired);
  }
}

TEST_CASE("covariance: matrix of deviations and correlations") {
  const Eigen::Matrix3d matrix = covariance_matrix({.2, .3, .5}, {.va = .1, .vd = -.4, .ad = .7});
  const Eigen::Matrix3d expected = (Eigen::Matrix3d() << .04, .006, -.04,  //
                                    .006, .09, .105,                       //
                                    -.04, .105, .25)
                                       .finished();
  CHECK((matrix - expected).cwiseAbs().maxCoeff() <= tolerance::covariance);
  CHECK(matrix == matrix.transpose());
}

TEST_CASE("covariance: bad deviations and correlations are Errors that name them") {
  const auto message = [](const Vad& sd, const Correlations& rho) -> std::string {
    try {
      (void)covariance_matrix(sd, rho);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  };
  for (const double bad : {-.1, -1e-300, not_a_number, infinity, -infinity}) {
    CHECK(message({bad, .1, .1}, {}).find("valence") != std::string::npos);
    CHECK(message({.1, bad, .1}, {}).find("arousal") != std::string::npos);
    CHECK(message({.1, .1, bad}, {}).find("dominance") != std::string::npos);
  }
  for (const double bad : {1.0000001, -1.5, not_a_number, infinity, -infinity}) {
    CHECK(message({.1, .1, .1}, {.va = bad}).find("correlation") != std::string::npos);
    CHECK(message({.1, .1, .1}, {.vd = bad}).find("correlation") != std::string::npos);
    CHECK(message({.1, .1, .1}, {.ad = bad}).find("correlation") != std::string::npos);
  }
  CHECK(message({0, 0, 0}, {1, -1, 1}).empty());
}

TEST_CASE("covariance: matrices that are not finite, symmetric or of real variances are Errors") {
  for (const Repair repair : {Repair::none, Repair::floor, Repair::nearest}) {
    for (const double bad : {not_a_number, infinity, -infinity}) {
      for (Eigen::Index i = 0; i < 3; ++i) {
        Eigen::Matrix3d matrix = Eigen::Matrix3d::Identity();
        matrix(i, i) = bad;
        CHECK_THROWS_AS((void)Covariance<3>(matrix, repair), Error);
        matrix.setIdentity();
        matrix(i, (i + 1) % 3) = matrix((i + 1) % 3, i) = bad;
        CHECK_THROWS_AS((void)Covariance<3>(matrix, repair), Error);
      }
    }
    for (Eigen::Index i = 0; i < 3; ++i) {
      for (Eigen::Index j = 0; j < 3; ++j) {
        if (i != j) {
          Eigen::Matrix3d skew = Eigen::Matrix3d::Identity();
          skew(i, j) = .1;
          CHECK_THROWS_AS((void)Covariance<3>(skew, repair), Error);
        }
      }
      Eigen::Matrix3d negative = Eigen::Matrix3d::Identity();
      negative(i, i) = -1e-9;
      CHECK_THROWS_AS((void)Covariance<3>(negative, repair), Error);
    }
  }
}

TEST_CASE("covariance: names of the repairs") {
  CHECK(name(Repair::none) == "none");
  CHECK(name(Repair::floor) == "floor");
  CHECK(name(Repair::nearest) == "nearest");
}
