#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <Eigen/Core>
#include <Eigen/LU>
#include <doctest/doctest.h>

#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "kernel/every_isa.hpp"
#include "support/errors.hpp"
#include "support/golden.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Rows<double> matrix_of(const nlohmann::json& rows) {
  Rows<double> out(static_cast<Eigen::Index>(rows.size()),
                   static_cast<Eigen::Index>(rows.at(0).size()));
  for (Eigen::Index i = 0; i < out.rows(); ++i) {
    for (Eigen::Index j = 0; j < out.cols(); ++j) {
      out(i, j) = rows.at(static_cast<std::size_t>(i)).at(static_cast<std::size_t>(j));
    }
  }
  return out;
}

Prior golden_prior(const nlohmann::json& golden) {
  std::vector<std::pair<std::string, double>> weights;
  for (const auto& [name, weight] : golden.at("priors").items()) {
    weights.emplace_back(name, weight.get<double>());
  }
  return Prior::from_weights(std::move(weights));
}

Rows<double> random_points(Eigen::Index rows, Eigen::Index columns, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> uniform(-1, 1);
  return Rows<double>::NullaryExpr(rows, columns, [&] { return uniform(engine); });
}

GaussianMixture universal_mixture(CovarianceKind kind) {
  return make_model(universal(), {.covariance = kind}).mixture;
}

/// The reference for independent axes, in long double straight from the definition: normalised
/// products of prior and one-dimensional normal densities, through logarithms.
Rows<double> diagonal_reference(const Space& space, const std::vector<double>& priors,
                                const Rows<double>& points) {
  const auto classes = space.classes.size();
  Rows<double> out(points.rows(), static_cast<Eigen::Index>(classes));
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    std::vector<long double> logs;
    long double top = -std::numeric_limits<long double>::infinity();
    for (std::size_t k = 0; k < classes; ++k) {
      long double sum = std::log(static_cast<long double>(priors[k]));
      for (Eigen::Index d = 0; d < points.cols(); ++d) {
        const Axis axis = all_axes[static_cast<std::size_t>(d)];
        const long double sd = space.classes[k].deviation[axis];
        const long double z =
            (static_cast<long double>(points(i, d)) - space.classes[k].mean[axis]) / sd;
        sum -= z * z / 2 + std::log(sd);
      }
      logs.push_back(sum);
      top = std::max(top, sum);
    }
    long double total = 0;
    for (const long double each : logs) {
      total += std::exp(each - top);
    }
    for (std::size_t k = 0; k < classes; ++k) {
      out(i, static_cast<Eigen::Index>(k)) = static_cast<double>(std::exp(logs[k] - top) / total);
    }
  }
  return out;
}

template <class A, class B>
double largest_difference(const A& a, const B& b) {
  REQUIRE(a.rows() == b.rows());
  REQUIRE(a.cols() == b.cols());
  return (a.template cast<double>() - b.template cast<double>()).cwiseAbs().maxCoeff();
}

template <class A, class B>
bool same_bits(const A& a, const B& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols()) {
    return false;
  }
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    for (Eigen::Index j = 0; j < a.cols(); ++j) {
      const auto left = a(i, j);
      const auto right = b(i, j);
      if (std::memcmp(&left, &right, sizeof left) != 0) {
        return false;
      }
    }
  }
  return true;
}

template <class Derived>
void check_distributions(const Eigen::MatrixBase<Derived>& p, double sum_tolerance) {
  for (Eigen::Index i = 0; i < p.rows(); ++i) {
    INFO("row " << i);
    CHECK(p.row(i).allFinite());
    CHECK(p.row(i).minCoeff() >= 0);
    CHECK(p.row(i).maxCoeff() <= 1);
    CHECK(std::abs(p.row(i).template cast<double>().sum() - 1) <= sum_tolerance);
  }
}

Gaussian unit_gaussian(const Vad& mean = {}) {
  return make_gaussian(mean, {1, 1, 1});
}

}  // namespace

TEST_CASE("mixture: posteriors of the universal space as computed with 40 digits") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: TONEWHEEL_SHARED/golden/vad.json is not there");
    return;
  }
  const Rows<double> points = matrix_of(golden->at("vad"));
  REQUIRE(golden->at("classes").get<std::vector<std::string>>() == universal().names());

  const GaussianMixture diagonal = universal_mixture(CovarianceKind::diagonal);
  CHECK(largest_difference(posterior(diagonal, points),
                           matrix_of(golden->at("posterior_diagonal_uniform"))) <=
        tolerance::posterior);

  const GaussianMixture full = universal_mixture(CovarianceKind::full);
  CHECK(largest_difference(posterior(full, points),
                           matrix_of(golden->at("posterior_full_uniform"))) <=
        tolerance::posterior_repaired);

  const Rows<double> with_prior = matrix_of(golden->at("posterior_full_prior"));
  const Model named =
      make_model(universal(), {.covariance = CovarianceKind::full, .prior = golden_prior(*golden)});
  CHECK(largest_difference(posterior(named.mixture, points), with_prior) <=
        tolerance::posterior_repaired);
  const Model shipped =
      make_model(universal(), {.covariance = CovarianceKind::full, .prior = Prior::affectnet()});
  CHECK(largest_difference(posterior(shipped.mixture, points), with_prior) <=
        tolerance::posterior_repaired);
  // One point at a time.
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const Eigen::VectorXd p = named.mixture.posterior(points.row(i).transpose());
    CHECK(largest_difference(p.transpose(), with_prior.row(i)) <= tolerance::posterior_repaired);
  }
}

TEST_CASE("mixture: AffectNet's class frequencies are the golden priors") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: TONEWHEEL_SHARED/golden/vad.json is not there");
    return;
  }
  const std::vector<std::string> names = universal().names();
  const std::vector<double> weights = Prior::affectnet().weights_for(names);
  for (std::size_t k = 0; k < names.size(); ++k) {
    INFO(names[k]);
    // One division each: the same double.
    CHECK(weights[k] == golden->at("priors").at(names[k]).get<double>());
  }
}

TEST_CASE("mixture: posteriors in float") {
  const Rows<double> wide = random_points(1000, 3, 11);
  const Rows<float> points = wide.cast<float>();
  const Rows<double> exact = points.cast<double>();
  const auto golden = support::golden_vad();

  SUBCASE("universal, diagonal, against the definition in long double") {
    const GaussianMixture mixture = universal_mixture(CovarianceKind::diagonal);
    const Rows<double> reference = diagonal_reference(universal(), mixture.priors(), exact);
    CHECK(largest_difference(posterior(mixture, points), reference) <= tolerance::posterior_float);
    CHECK(largest_difference(posterior(mixture, exact), reference) <= tolerance::posterior);
  }
  SUBCASE("universal, full, against double") {
    const GaussianMixture mixture = universal_mixture(CovarianceKind::full);
    CHECK(largest_difference(posterior(mixture, points), posterior(mixture, exact)) <=
          tolerance::posterior_float);
  }
  SUBCASE("every variant of neutral, against double") {
    for (const std::string& variant : neutral_variants()) {
      INFO(variant);
      for (const auto kind : {CovarianceKind::diagonal, CovarianceKind::full}) {
        const GaussianMixture mixture =
            make_model(universal(variant), {.covariance = kind}).mixture;
        CHECK(largest_difference(posterior(mixture, points), posterior(mixture, exact)) <=
              tolerance::posterior_float);
      }
    }
  }
  SUBCASE("pad151, diagonal, against the definition in long double") {
    const GaussianMixture mixture = make_model(pad151()).mixture;
    const Rows<double> reference = diagonal_reference(pad151(), mixture.priors(), exact);
    CHECK(largest_difference(posterior(mixture, exact), reference) <= tolerance::posterior);
    CHECK(largest_difference(posterior(mixture, points), reference) <= tolerance::posterior_float);
  }
  SUBCASE("fused14, against the definition in long double") {
    const GaussianMixture mixture = make_model(fused14()).mixture;
    const Rows<double> reference = diagonal_reference(fused14(), mixture.priors(), exact);
    CHECK(largest_difference(posterior(mixture, exact), reference) <= tolerance::posterior);
    CHECK(largest_difference(posterior(mixture, points), reference) <= tolerance::posterior_float);
  }
  SUBCASE("golden points, rounded to float") {
    if (!golden) {
      MESSAGE("skipped: TONEWHEEL_SHARED/golden/vad.json is not there");
      return;
    }
    const Rows<double> golden_points = matrix_of(golden->at("vad"));
    const Rows<float> rounded = golden_points.cast<float>();
    const Rows<float> diagonal = posterior(universal_mixture(CovarianceKind::diagonal), rounded);
    const Rows<double> reference = matrix_of(golden->at("posterior_diagonal_uniform"));
    // Rounding a point moves each coordinate by up to 2^-25 of it, the log density of neutral
    // (deviation .05) by up to 3 * 2^-25 * |z| / .05, and only |z| <= 8 leaves neutral any mass.
    const double moved = 3 * std::exp2(-25) * 8 / 0.05;
    CHECK(largest_difference(diagonal, reference) <= tolerance::posterior_float + moved);
  }
}

TEST_CASE(
    "mixture: float against double all over the cube, every shipped space and instruction set") {
  constexpr int steps = 12;
  Rows<double> cube(steps * steps * steps, 3);
  for (Eigen::Index i = 0; i < cube.rows(); ++i) {
    const Eigen::Index digits[3] = {i % steps, i / steps % steps, i / steps / steps};
    for (Eigen::Index d = 0; d < 3; ++d) {
      cube(i, d) = static_cast<float>(2.0 * static_cast<double>(digits[d]) / (steps - 1) - 1);
    }
  }
  const Rows<float> points = cube.cast<float>();
  for (const char* space : {"universal", "pad151", "fused14"}) {
    for (const auto kind : {CovarianceKind::diagonal, CovarianceKind::full}) {
      const GaussianMixture mixture =
          make_model(shipped_space(space), {.covariance = kind}).mixture;
      const Rows<double> reference = posterior(mixture, cube);
      tests::on_every_isa([&] {
        INFO(space);
        CHECK(largest_difference(posterior(mixture, points), reference) <=
              tolerance::posterior_float);
        CHECK(largest_difference(posterior(mixture, cube), reference) <=
              tolerance::posterior_repaired);
      });
    }
  }
}

TEST_CASE("mixture: two classes of one covariance make a logistic function") {
  // p1 = 1 / (1 + exp(-(w.(x - midpoint) + log(prior1 / prior0)))), w = covariance^-1 (m1 - m0).
  const Vad sd{0.3, 0.4, 0.5};
  const Correlations rho{0.2, -0.3, 0.1};
  const GaussianMixture mixture(
      {"zero", "one"},
      {make_gaussian({-0.2, 0.1, 0.3}, sd, rho), make_gaussian({0.4, -0.1, 0.2}, sd, rho)}, {1, 3});
  const Eigen::Vector3d m0(-0.2, 0.1, 0.3);
  const Eigen::Vector3d m1(0.4, -0.1, 0.2);
  const Eigen::Vector3d w = covariance_matrix(sd, rho).inverse() * (m1 - m0);
  const Rows<double> points = random_points(200, 3, 3);
  const Rows<double> p = posterior(mixture, points);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const double argument = w.dot(points.row(i).transpose() - (m0 + m1) / 2) + std::log(3.0);
    CHECK(std::abs(p(i, 1) - 1 / (1 + std::exp(-argument))) <= tolerance::posterior);
  }
}

TEST_CASE("mixture: affine maps of points and classes together leave posteriors as they are") {
  const GaussianMixture before = universal_mixture(CovarianceKind::diagonal);
  Eigen::Matrix3d map;
  map << 1.2, 0.3, -0.1, 0.2, 0.8, 0.4, -0.3, 0.1, 1.5;
  const Eigen::Vector3d shift(0.7, -0.2, 0.4);
  std::vector<Gaussian> moved;
  for (std::size_t k = 0; k < before.size(); ++k) {
    const Eigen::Matrix3d covariance =
        map * before.gaussian(k).covariance().matrix() * map.transpose();
    moved.emplace_back(map * before.gaussian(k).mean() + shift,
                       Eigen::Matrix3d((covariance + covariance.transpose()) / 2));
  }
  const GaussianMixture after(before.names(), std::move(moved), before.priors());
  const Rows<double> points = random_points(200, 3, 4);
  const Rows<double> moved_points = (points * map.transpose()).rowwise() + shift.transpose();
  // Mapping rounds points and covariances, which neutral (deviation .05) feels through up to
  // |z| = 20 roundings of a quadratic form: ten times the bound of one evaluation.
  CHECK(largest_difference(posterior(before, points), posterior(after, moved_points)) <=
        10 * tolerance::posterior);
}

TEST_CASE("mixture: the order of the classes is the order of the columns") {
  const GaussianMixture mixture =
      make_model(universal(), {.covariance = CovarianceKind::full, .prior = Prior::affectnet()})
          .mixture;
  std::vector<std::string> names;
  std::vector<Gaussian> gaussians;
  std::vector<double> priors;
  for (std::size_t k = mixture.size(); k-- > 0;) {
    names.push_back(mixture.names()[k]);
    gaussians.push_back(mixture.gaussian(k));
    priors.push_back(mixture.priors()[k]);
  }
  const GaussianMixture reversed(names, std::move(gaussians), std::move(priors));
  const Rows<double> points = random_points(100, 3, 5);
  CHECK(largest_difference(posterior(mixture, points).rowwise().reverse(),
                           posterior(reversed, points)) <= tolerance::posterior);
}

TEST_CASE("mixture: points of two columns have dominance marginalised out") {
  const Rows<double> points = random_points(300, 2, 6);
  const GaussianMixture diagonal = universal_mixture(CovarianceKind::diagonal);
  CHECK(largest_difference(posterior(diagonal, points),
                           diagonal_reference(universal(), diagonal.priors(), points)) <=
        tolerance::posterior);

  SUBCASE("full covariances, by the explicit inverse of a 2 x 2 matrix in long double") {
    const GaussianMixture full = universal_mixture(CovarianceKind::full);
    const VaMixture va = marginal(full);
    CHECK(va.names() == full.names());
    CHECK(va.priors() == full.priors());
    const Rows<double> p = posterior(full, points);
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      std::vector<long double> weights;
      long double total = 0;
      for (std::size_t k = 0; k < full.size(); ++k) {
        const Eigen::Matrix3d covariance = full.gaussian(k).covariance().matrix();
        const Eigen::Vector3d mean = full.gaussian(k).mean();
        const long double a = covariance(0, 0);
        const long double b = covariance(0, 1);
        const long double c = covariance(1, 1);
        const long double v = static_cast<long double>(points(i, 0)) - mean[0];
        const long double r = static_cast<long double>(points(i, 1)) - mean[1];
        const long double determinant = a * c - b * b;
        const long double square = (c * v * v - 2 * b * v * r + a * r * r) / determinant;
        weights.push_back(std::exp(-square / 2) / std::sqrt(determinant));
        total += weights.back();
      }
      for (std::size_t k = 0; k < full.size(); ++k) {
        CHECK(std::abs(p(i, static_cast<Eigen::Index>(k)) -
                       static_cast<double>(weights[k] / total)) <= tolerance::posterior);
      }
    }
  }
  SUBCASE("against the mean of N x 3 joints over dominance (trapezoidal rule)") {
    const GaussianMixture full =
        make_model(universal(), {.covariance = CovarianceKind::full, .repair = Repair::nearest})
            .mixture;
    const VaMixture va = marginal(full);
    const std::size_t happy = full.index_of("happy");
    for (const double valence : {-0.3, 0.2, 0.9}) {
      // A step of a twentieth of happy's conditional deviation (.25); the rule is exact to rounding
      // for a normal integrand that vanishes at both ends.
      double sum = 0;
      for (int i = -400; i <= 400; ++i) {
        sum +=
            std::exp(full.log_joint({valence, 0.4, i * 0.0125})[static_cast<Eigen::Index>(happy)]);
      }
      const double expected = std::log(sum * 0.0125);
      CHECK(std::abs(va.log_joint({valence, 0.4})[static_cast<Eigen::Index>(happy)] - expected) <=
            tolerance::posterior_repaired);
    }
  }
}

TEST_CASE("mixture: one class takes all") {
  const GaussianMixture one({"only"}, {unit_gaussian()}, {7});
  CHECK(one.priors() == std::vector<double>{1.0});
  for (const double x : {0.0, 0.5, -3.0, 40.0, 1e6, 1e160, 1e200, 1e308}) {
    const Eigen::VectorXd p = one.posterior({x, -x, x});
    REQUIRE(p.size() == 1);
    CHECK(p[0] == 1.0);
  }
}

TEST_CASE("mixture: at its mean a class of the common covariance is the most probable") {
  std::vector<Gaussian> gaussians;
  const Space space = universal();
  for (const EmotionClass& each : space.classes) {
    gaussians.push_back(make_gaussian(each.mean, {0.2, 0.3, 0.3}, {0.2, 0.1, -0.1}));
  }
  const GaussianMixture mixture(space.names(), std::move(gaussians), std::vector<double>(8, 1.0));
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    const Eigen::VectorXd p = mixture.posterior(mixture.gaussian(k).mean());
    CHECK(argmax(p) == k);
  }
}

TEST_CASE("mixture: log_joint is the log of prior times density") {
  const GaussianMixture mixture =
      make_model(universal(), {.covariance = CovarianceKind::full, .prior = Prior::affectnet()})
          .mixture;
  const Rows<double> points = random_points(50, 3, 8);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const Eigen::Vector3d x = points.row(i).transpose();
    const Eigen::VectorXd joint = mixture.log_joint(x);
    const Eigen::VectorXd p = mixture.posterior(x);
    double total = 0;
    for (std::size_t k = 0; k < mixture.size(); ++k) {
      const auto column = static_cast<Eigen::Index>(k);
      const double density = mixture.gaussian(k).log_density(x);
      // Two orders of the same few operations on numbers of up to |density|.
      CHECK(std::abs(joint[column] - (density + std::log(mixture.priors()[k]))) <=
            tolerance::closed_form * (1 + std::abs(density)));
      total += std::exp(joint[column]);
    }
    for (Eigen::Index k = 0; k < p.size(); ++k) {
      CHECK(std::abs(p[k] - std::exp(joint[k]) / total) <= tolerance::closed_form);
    }
  }
}

TEST_CASE("mixture: far points give a distribution, never NaN") {
  std::vector<std::pair<std::string, GaussianMixture>> mixtures;
  for (const auto kind : {CovarianceKind::diagonal, CovarianceKind::full}) {
    mixtures.emplace_back("universal " + std::string(name(kind)), universal_mixture(kind));
  }
  mixtures.emplace_back("nearest", make_model(universal(), {.covariance = CovarianceKind::full,
                                                            .repair = Repair::nearest,
                                                            .prior = Prior::affectnet()})
                                       .mixture);
  mixtures.emplace_back("point neutral", make_model(universal("2025-08")).mixture);
  mixtures.emplace_back("pad151", make_model(pad151()).mixture);

  std::vector<Eigen::RowVector3d> far;
  for (const double size : {6.0, 30.0, 1e3, 1e6, 1e15, 1e38, 1e150, 1e153, 1e154, 1e155, 1e200,
                            1e300, 1e307, 1e308, 1.7e308}) {
    far.emplace_back(size, size, size);
    far.emplace_back(-size, size, -size);
    far.emplace_back(size, 0, 0);
    far.emplace_back(0, -size, 0.5);
    far.emplace_back(-size, -size / 3, size / 7);
  }
  Rows<double> points(static_cast<Eigen::Index>(far.size()), 3);
  for (std::size_t i = 0; i < far.size(); ++i) {
    points.row(static_cast<Eigen::Index>(i)) = far[i];
  }
  for (const auto& [label, mixture] : mixtures) {
    INFO(label);
    check_distributions(posterior(mixture, points), tolerance::row_sum);
    check_distributions(posterior(mixture, points.leftCols(2)), tolerance::row_sum);
    const Rows<double> in_float =
        points.cwiseMin(static_cast<double>(std::numeric_limits<float>::max()))
            .cwiseMax(-static_cast<double>(std::numeric_limits<float>::max()));
    check_distributions(posterior(mixture, Rows<float>(in_float.cast<float>())),
                        tolerance::posterior_float);
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      INFO("point " << points.row(i));
      const Eigen::VectorXd joint = mixture.log_joint(points.row(i).transpose());
      CHECK_FALSE(joint.hasNaN());
      CHECK(joint.maxCoeff() < 0);
      const double distance = mixture.nearest_squared_distance(points.row(i).transpose());
      CHECK(distance >= 0);
      const double p = outlier_p_value(mixture, points.row(i).transpose());
      CHECK(p >= 0);
      CHECK(p <= 1);
      const double mass = none_of_these(mixture, points.row(i).transpose(), 1e-3);
      CHECK(mass >= 0);
      CHECK(mass <= 1);
    }
  }
}

TEST_CASE("mixture: thirty standard deviations away as in the definition") {
  const Space space = universal();
  const GaussianMixture mixture = universal_mixture(CovarianceKind::diagonal);
  Rows<double> points(24, 3);
  Eigen::Index row = 0;
  for (const EmotionClass& each : space.classes) {
    points.row(row++) << each.mean.valence + 30 * each.deviation.valence, each.mean.arousal,
        each.mean.dominance;
    points.row(row++) << each.mean.valence, each.mean.arousal - 30 * each.deviation.arousal,
        each.mean.dominance;
    points.row(row++) << each.mean.valence + 30 * each.deviation.valence,
        each.mean.arousal + 30 * each.deviation.arousal,
        each.mean.dominance + 30 * each.deviation.dominance;
  }
  const Rows<double> p = posterior(mixture, points);
  check_distributions(p, tolerance::row_sum);
  // Quadratic forms reach some thousands here, where tolerance::posterior speaks of hundreds.
  CHECK(largest_difference(p, diagonal_reference(space, mixture.priors(), points)) <=
        100 * tolerance::posterior);
}

TEST_CASE("mixture: where squares overflow the widest class in that direction takes all") {
  const GaussianMixture mixture(
      {"narrow", "wide", "flat"},
      {make_gaussian({0.5, 0, 0}, {0.1, 0.3, 0.3}), make_gaussian({-0.5, 0, 0}, {0.4, 0.3, 0.3}),
       make_gaussian({0, 0, 0}, {0.2, 0.9, 0.3})},
      {1, 1, 1});
  for (const double size : {1e3, 1e100, 1e154, 1e200, 1e308}) {
    INFO(size);
    CHECK(mixture.posterior({size, 0, 0})[1] == 1.0);
    CHECK(mixture.posterior({-size, 0.1, 0})[1] == 1.0);
    CHECK(mixture.posterior({0, size, 0})[2] == 1.0);
  }
  // Equal covariances and equal distance: the priors decide.
  const GaussianMixture twins({"a", "b"}, {unit_gaussian(), unit_gaussian()}, {1, 3});
  for (const double size : {0.0, 1.0, 10.0, 1e200, 1e308}) {
    INFO(size);
    CHECK(std::abs(twins.posterior({size, size, size})[1] - 0.75) <= tolerance::posterior);
  }
}

TEST_CASE("mixture: a point that is not finite is an Error that names its row") {
  const GaussianMixture mixture = universal_mixture(CovarianceKind::diagonal);
  for (const double bad : {not_a_number, infinity, -infinity}) {
    for (const Eigen::Index row : {0, 31, 32, 49}) {
      for (const Eigen::Index column : {0, 1, 2}) {
        Rows<double> points = Rows<double>::Zero(50, 3);
        points(row, column) = bad;
        const std::string message = message_of([&] { (void)posterior(mixture, points); });
        CHECK(contains(message, "row " + std::to_string(row)));
        CHECK(contains(
            message_of([&] { (void)posterior(mixture, Rows<float>(points.cast<float>())); }),
            "row " + std::to_string(row)));
        if (column < 2) {
          CHECK(contains(message_of([&] { (void)posterior(mixture, points.leftCols(2)); }),
                         "row " + std::to_string(row)));
        }
      }
    }
    CHECK_THROWS_AS((void)mixture.posterior({bad, 0, 0}), Error);
    CHECK_THROWS_AS((void)mixture.posterior({0, 0, bad}), Error);
  }
}

TEST_CASE("mixture: wrong shapes are Errors") {
  const GaussianMixture mixture = universal_mixture(CovarianceKind::diagonal);
  for (const Eigen::Index columns : {0, 1, 4, 8}) {
    INFO(columns);
    CHECK_THROWS_AS((void)posterior(mixture, Rows<double>(Rows<double>::Zero(5, columns))), Error);
    CHECK_THROWS_AS((void)posterior(mixture, Rows<double>(Rows<double>::Zero(0, columns))), Error);
  }
  CHECK_THROWS_AS((void)mixture.posterior_rows(Rows<double>(Rows<double>::Zero(5, 2))), Error);
  CHECK_THROWS_AS((void)marginal(mixture).posterior_rows(Rows<double>(Rows<double>::Zero(5, 3))),
                  Error);
  const Rows<double> points = Rows<double>::Zero(5, 3);
  for (const auto& [rows, columns] :
       {std::pair{4, 8}, std::pair{6, 8}, std::pair{5, 7}, std::pair{5, 9}, std::pair{8, 5}}) {
    Rows<double> out(rows, columns);
    CHECK_THROWS_AS(mixture.posterior_rows(points, out), Error);
  }
}

TEST_CASE("mixture: no points give no rows") {
  const GaussianMixture mixture = universal_mixture(CovarianceKind::full);
  for (const Eigen::Index columns : {2, 3}) {
    const Rows<double> p = posterior(mixture, Rows<double>(0, columns));
    CHECK(p.rows() == 0);
    CHECK(p.cols() == 8);
    const Rows<float> q = posterior(mixture, Rows<float>(0, columns));
    CHECK(q.rows() == 0);
    CHECK(q.cols() == 8);
  }
}

TEST_CASE_TEMPLATE("mixture: storage order, maps and blocks make no difference", Real, double,
                   float) {
  const GaussianMixture mixture = universal_mixture(CovarianceKind::full);
  const Rows<Real> points = random_points(75, 3, 9).cast<Real>();
  const Rows<Real> expected = posterior(mixture, points);

  using Columns = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor>;
  const Columns by_columns = points;
  CHECK(same_bits(posterior(mixture, by_columns), expected));

  const Eigen::Map<const Rows<Real>> map(points.data(), points.rows(), 3);
  CHECK(same_bits(posterior(mixture, map), expected));
  const Columns transposed = points.transpose();
  CHECK(same_bits(posterior(mixture, transposed.transpose()), expected));

  // A table with other columns around, and every second row.
  Rows<Real> table = Rows<Real>::Constant(150, 7, std::numeric_limits<Real>::quiet_NaN());
  for (Eigen::Index i = 0; i < 75; ++i) {
    table.row(2 * i).segment(2, 3) = points.row(i);
  }
  const Eigen::Map<const Rows<Real>, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>> every_second(
      table.data() + 2, 75, 3, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>(14, 1));
  CHECK(same_bits(posterior(mixture, every_second), expected));
  Rows<Real> dense(75, 7);
  dense.middleCols(2, 3) = points;
  CHECK(same_bits(posterior(mixture, dense.middleCols(2, 3)), expected));
  const Eigen::Matrix<Real, Eigen::Dynamic, 3> fixed = points;
  CHECK(same_bits(posterior(mixture, fixed), expected));

  Columns out(75, 8);
  mixture.posterior_rows(points, out);
  CHECK(same_bits(out, expected));

  // Output into the middle of a larger matrix leaves the rest as it was.
  Rows<Real> large = Rows<Real>::Constant(80, 12, Real{-5});
  auto middle = large.block(3, 2, 75, 8);
  mixture.posterior_rows(points, middle);
  CHECK(same_bits(large.block(3, 2, 75, 8), expected));
  large.block(3, 2, 75, 8).setConstant(Real{-5});
  CHECK((large.array() == Real{-5}).all());
}

TEST_CASE_TEMPLATE("mixture: a row's bits do not depend on the rows beside it", Real, double,
                   float) {
  std::vector<GaussianMixture> mixtures{universal_mixture(CovarianceKind::full),
                                        make_model(pad151()).mixture};
  Rows<Real> points = random_points(101, 3, 10).cast<Real>();
  // Far neighbours must not matter either.
  points.row(5).setConstant(Real{1e30F});
  points.row(37).setConstant(std::numeric_limits<Real>::max());
  points.row(100).setConstant(-std::numeric_limits<Real>::max());
  for (const GaussianMixture& mixture : mixtures) {
    const Rows<Real> whole = posterior(mixture, points);
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      CHECK(same_bits(posterior(mixture, points.row(i)), whole.row(i)));
    }
    for (const Eigen::Index size : {2, 7, 31, 32, 33, 64, 100}) {
      Rows<Real> chunked(points.rows(), whole.cols());
      for (Eigen::Index first = 0; first < points.rows(); first += size) {
        const Eigen::Index count = std::min(size, points.rows() - first);
        chunked.middleRows(first, count) = posterior(mixture, points.middleRows(first, count));
      }
      INFO("chunks of " << size);
      CHECK(same_bits(chunked, whole));
    }
    const Rows<Real> reversed = points.colwise().reverse();
    CHECK(same_bits(Rows<Real>(posterior(mixture, reversed).colwise().reverse()), whole));
  }
}

TEST_CASE("mixture: rows sum to one") {
  const Rows<double> points = random_points(2000, 3, 12);
  for (const auto kind : {CovarianceKind::diagonal, CovarianceKind::full}) {
    check_distributions(posterior(universal_mixture(kind), points), tolerance::row_sum);
    check_distributions(posterior(universal_mixture(kind), Rows<float>(points.cast<float>())),
                        tolerance::posterior_float);
  }
  check_distributions(posterior(make_model(pad151()).mixture, points), tolerance::row_sum);
}

TEST_CASE("mixture: priors are normalised, and scaling them changes nothing") {
  const std::vector<Gaussian> gaussians{unit_gaussian(), unit_gaussian({0.5, 0, 0})};
  const GaussianMixture small({"a", "b"}, gaussians, {0.25, 0.75});
  for (const double factor : {1e-300, 1e-3, 4.0, 1e300}) {
    const GaussianMixture scaled({"a", "b"}, gaussians, {0.25 * factor, 0.75 * factor});
    CHECK(std::abs(scaled.priors()[0] - 0.25) <= tolerance::row_sum);
    CHECK(std::abs(scaled.priors()[0] + scaled.priors()[1] - 1) <= tolerance::row_sum);
    CHECK(largest_difference(scaled.posterior({0.2, 0.1, 0}), small.posterior({0.2, 0.1, 0})) <=
          tolerance::posterior);
  }
}

TEST_CASE("mixture: finite priors whose sum overflows still normalise") {
  const double largest = std::numeric_limits<double>::max();
  const GaussianMixture mixture({"a", "b"}, {unit_gaussian(), unit_gaussian()}, {largest, largest});
  CHECK(mixture.priors() == std::vector<double>{0.5, 0.5});
  CHECK(std::abs(mixture.posterior({0, 0, 0})[0] - 0.5) <= tolerance::row_sum);
}

TEST_CASE("mixture: a prior far below the others is still one") {
  // Normalised it is below the smallest double, its logarithm is not.
  const GaussianMixture mixture({"rare", "common"},
                                {make_gaussian({}, {2, 2, 2}), make_gaussian({}, {1, 1, 1})},
                                {1e-300, 1e300});
  // At a distance of 1e6 the wide class is ahead by (1 - 1/4) 1e12 / 2 nats, its prior behind by
  // less than 1400.
  for (const double size : {1e6, 1e100, 1e200, 1e308}) {
    INFO(size);
    CHECK(mixture.posterior({size, 0, 0})[0] == 1.0);
  }
  CHECK(mixture.posterior({0, 0, 0})[1] == 1.0);
}

TEST_CASE("mixture: bad classes are Errors") {
  const auto make = [](std::vector<std::string> names, std::size_t gaussians,
                       std::vector<double> priors) {
    return [=] {
      (void)GaussianMixture(names, std::vector<Gaussian>(gaussians, unit_gaussian()), priors);
    };
  };
  CHECK_THROWS_AS(make({}, 0, {})(), Error);
  CHECK_THROWS_AS(make({"a"}, 0, {1})(), Error);
  CHECK_THROWS_AS(make({"a"}, 1, {})(), Error);
  CHECK_THROWS_AS(make({"a", "b"}, 2, {1})(), Error);
  CHECK_THROWS_AS(make({"a", "b"}, 1, {1, 1})(), Error);
  CHECK_THROWS_AS(make({"a", ""}, 2, {1, 1})(), Error);
  CHECK(contains(message_of(make({"a", "b", "a"}, 3, {1, 1, 1})), "\"a\""));
  for (const double bad : {0.0, -0.0, -1.0, not_a_number, infinity, -infinity}) {
    CHECK(contains(message_of(make({"a", "angry"}, 2, {1, bad})), "angry"));
  }
  CHECK_NOTHROW(make({"a", "A"}, 2, {1, 1})());
}

TEST_CASE("mixture: index_of finds every class and lists them where there is none") {
  const GaussianMixture mixture = universal_mixture(CovarianceKind::diagonal);
  for (std::size_t k = 0; k < mixture.size(); ++k) {
    CHECK(mixture.index_of(mixture.names()[k]) == k);
  }
  for (const char* unknown : {"fear", "Happy", "", "happy "}) {
    const std::string message = message_of([&] { (void)mixture.index_of(unknown); });
    CHECK(contains(message, "\"" + std::string(unknown) + "\""));
    CHECK(contains(message, "happy"));
    CHECK(contains(message, "neutral"));
  }
  CHECK_THROWS((void)mixture.gaussian(8));
}

TEST_CASE("mixture: argmax takes the first of equals") {
  CHECK(argmax(Eigen::RowVector3d(0.2, 0.5, 0.3)) == 1);
  CHECK(argmax(Eigen::RowVector3d(0.4, 0.2, 0.4)) == 0);
  CHECK(argmax(Eigen::Vector3f(0.0F, 0.5F, 0.5F)) == 1);
  CHECK(argmax(Eigen::Matrix<double, 1, 1>(1.0)) == 0);
  for (Eigen::Index size = 1; size <= 40; ++size) {
    // Whatever the vector width: all equal, then a tie of the last two.
    Eigen::VectorXd p = Eigen::VectorXd::Constant(size, 0.5);
    CHECK(argmax(p) == 0);
    p.setZero();
    p.tail(std::min<Eigen::Index>(2, size)).setOnes();
    CHECK(argmax(p) == static_cast<std::size_t>(std::max<Eigen::Index>(0, size - 2)));
  }
  const Rows<double> rows = (Rows<double>(2, 3) << 0.1, 0.2, 0.7, 0.6, 0.3, 0.1).finished();
  CHECK(argmax(rows.row(0)) == 2);
  CHECK(argmax(rows.row(1)) == 0);
}

TEST_CASE("mixture: entropy in nats, between 0 and log K") {
  CHECK(entropy(Eigen::RowVector3d(1, 0, 0)) == 0.0);
  CHECK(entropy(Eigen::Matrix<double, 1, 1>(1.0)) == 0.0);
  CHECK_FALSE(std::signbit(entropy(Eigen::RowVector3d(0, 1, 0))));
  CHECK(std::abs(entropy(Eigen::RowVector2d(0.5, 0.5)) - std::log(2.0)) <= tolerance::closed_form);
  // python3 -c "from scipy.stats import entropy; print(repr(entropy([.1,.2,.3,.4])))"
  CHECK(std::abs(entropy(Eigen::RowVector4d(0.1, 0.2, 0.3, 0.4)) - 1.2798542258336676) <=
        tolerance::closed_form);
  for (Eigen::Index classes = 1; classes <= 151; ++classes) {
    const Eigen::VectorXd even =
        Eigen::VectorXd::Constant(classes, 1.0 / static_cast<double>(classes));
    CHECK(std::abs(entropy(even) - std::log(static_cast<double>(classes))) <=
          tolerance::closed_form);
  }
  const Rows<double> p = posterior(make_model(pad151()).mixture, random_points(200, 3, 13));
  for (Eigen::Index i = 0; i < p.rows(); ++i) {
    CHECK(entropy(p.row(i)) >= 0);
    CHECK(entropy(p.row(i)) <= std::log(151.0) + tolerance::closed_form);
  }
}

TEST_CASE("mixture: a temperature takes the density to the power of its inverse, not the prior") {
  const Gaussian a(Eigen::Vector3d(.5, 0, 0),
                   Eigen::Vector3d(.1, .2, .3).asDiagonal().toDenseMatrix());
  const Gaussian b(Eigen::Vector3d(-.5, .3, 0),
                   Eigen::Vector3d(.2, .1, .4).asDiagonal().toDenseMatrix());
  const GaussianMixture mixture({"a", "b"}, {a, b}, {1, 3}, {2, .5});
  for (const Eigen::Vector3d& x :
       {Eigen::Vector3d(0, 0, 0), Eigen::Vector3d(.4, -.9, 1), Eigen::Vector3d(-1, 1, .2)}) {
    const double first = std::log(.25) + a.log_density(x) / 2;
    const double second = std::log(.75) + b.log_density(x) / .5;
    const double p = 1 / (1 + std::exp(second - first));
    CHECK(std::abs(mixture.posterior(x)[0] - p) < tolerance::posterior);
    CHECK(std::abs(mixture.log_joint(x)[0] - first) < 1e-12);
    // Distances are those of the classes themselves.
    CHECK(mixture.nearest_squared_distance(x) ==
          std::min(a.squared_distance(x), b.squared_distance(x)));
  }
  // Very hot: only the priors are left. One temperature of 1 changes no bit.
  const GaussianMixture hot({"a", "b"}, {a, b}, {1, 3}, {1e9, 1e9});
  CHECK(std::abs(hot.posterior(Eigen::Vector3d(1, 1, 1))[0] - .25) < 1e-6);
  const GaussianMixture cool({"a", "b"}, {a, b}, {1, 3}, {1, 1});
  const GaussianMixture plain({"a", "b"}, {a, b}, {1, 3});
  CHECK(cool.posterior(Eigen::Vector3d(.1, .2, .3)) ==
        plain.posterior(Eigen::Vector3d(.1, .2, .3)));
  CHECK(marginal(mixture).temperatures() == mixture.temperatures());
  CHECK_THROWS_AS((void)GaussianMixture({"a", "b"}, {a, b}, {1, 3}, {1}), Error);
  CHECK_THROWS_AS((void)GaussianMixture({"a", "b"}, {a, b}, {1, 3}, {1, 0}), Error);
  CHECK_THROWS_AS((void)GaussianMixture({"a", "b"}, {a, b}, {1, 3}, {1, INFINITY}), Error);
  CHECK_THROWS_AS((void)GaussianMixture({"a", "b"}, {a, b}, {1, 3}, {1, 1e-320}), Error);
}
