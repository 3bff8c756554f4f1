#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::message_of;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

Space two_classes() {
  return {"two",
          {{"a", {.1, .2, .3}, {.1, .2, .3}, {}, {}, {}},
           {"b", {-.1, -.2, -.3}, {.3, .2, .1}, {}, {}, {}}}};
}

}  // namespace

TEST_CASE("model: classes keep names, order, means and deviations") {
  const Space space = universal();
  const Model model = make_model(space);
  CHECK(model.mixture.names() == space.names());
  CHECK(model.repaired.empty());
  CHECK_FALSE(model.without_correlations);
  for (std::size_t k = 0; k < space.classes.size(); ++k) {
    const EmotionClass& each = space.classes[k];
    const Gaussian& gaussian = model.mixture.gaussian(k);
    CHECK(gaussian.mean() == to_vector(each.mean));
    // Diagonal is the default: independent axes, whatever the correlations of the space.
    const Eigen::Matrix3d expected =
        to_vector(each.deviation).cwiseProduct(to_vector(each.deviation)).asDiagonal();
    CHECK(gaussian.covariance().matrix() == expected);
    CHECK(model.mixture.priors()[k] == .125);
  }
}

TEST_CASE("model: full covariances, and what had to be repaired") {
  const Space space = universal();
  for (const Repair repair : {Repair::floor, Repair::nearest}) {
    const Model model =
        make_model(space, {.covariance = CovarianceKind::full, .repair = repair, .prior = {}});
    CHECK_FALSE(model.without_correlations);
    REQUIRE(model.repaired.size() == 2);
    CHECK(model.repaired[0].class_name == "angry");
    CHECK(model.repaired[1].class_name == "fearful");
    // numpy.linalg.eigvalsh, see covariance_test.cpp.
    CHECK(std::abs(model.repaired[0].smallest_eigenvalue + 0.01469839673773433) <=
          tolerance::covariance);
    CHECK(std::abs(model.repaired[1].smallest_eigenvalue + 0.013935670513817623) <=
          tolerance::covariance);
    for (std::size_t k = 0; k < space.classes.size(); ++k) {
      const EmotionClass& each = space.classes[k];
      const Gaussian& gaussian = model.mixture.gaussian(k);
      if (!gaussian.covariance().repaired()) {
        CHECK(gaussian.covariance().matrix() ==
              covariance_matrix(each.deviation, *each.correlations));
      } else {
        CHECK(
            gaussian.covariance().matrix() ==
            Covariance<3>(covariance_matrix(each.deviation, *each.correlations), repair).matrix());
      }
    }
  }
}

TEST_CASE("model: without repair a bad covariance is an Error that names class and eigenvalue") {
  const std::string message = message_of([] {
    (void)make_model(universal(),
                     {.covariance = CovarianceKind::full, .repair = Repair::none, .prior = {}});
  });
  const auto eigenvalue = [](const std::string& text) {
    const std::string before = "smallest eigenvalue is ";
    REQUIRE(contains(text, before));
    return std::strtod(text.c_str() + text.find(before) + before.size(), nullptr);
  };
  CHECK(contains(message, "class angry"));
  // Three digits are what a reader needs.
  CHECK(eigenvalue(message) == doctest::Approx(-0.01469839673773433).epsilon(1e-3).scale(0));
  CHECK(contains(message, "floor"));
  CHECK(contains(message, "nearest"));
  // Also where it is small.
  Space thin = two_classes();
  thin.classes[1].deviation = {1e-4, 1e-4, 1e-4};
  thin.classes[0].correlations = Correlations{};
  thin.classes[1].correlations = Correlations{.9, .9, -.9};
  const std::string tiny = message_of([&] {
    (void)make_model(thin,
                     {.covariance = CovarianceKind::full, .repair = Repair::none, .prior = {}});
  });
  CHECK(contains(tiny, "class b"));
  CHECK(eigenvalue(tiny) == doctest::Approx(-8e-9).epsilon(1e-3).scale(0));
  // Diagonal covariances need none.
  CHECK_NOTHROW((void)make_model(
      universal(), {.covariance = CovarianceKind::diagonal, .repair = Repair::none, .prior = {}}));
}

TEST_CASE("model: priors must name the classes one to one") {
  const auto with = [](std::vector<std::pair<std::string, double>> weights) {
    return message_of([&] {
      (void)make_model(two_classes(), {.covariance = CovarianceKind::diagonal,
                                       .repair = Repair::floor,
                                       .prior = Prior::from_weights(weights)});
    });
  };
  CHECK(with({{"a", 1}, {"b", 1}}) == "no Error");
  CHECK(contains(with({{"a", 1}}), "b"));
  CHECK(contains(with({{"a", 1}, {"b", 1}, {"fear", 1}}), "fear"));
  CHECK(contains(with({{"a", 1}, {"B", 1}}), "prior"));
  // AffectNet's eight classes are not the 151 terms.
  CHECK_THROWS_AS((void)make_model(pad151(), {.covariance = CovarianceKind::diagonal,
                                              .repair = Repair::floor,
                                              .prior = Prior::affectnet()}),
                  Error);
}

TEST_CASE("model: priors from the options, else the space's own, else uniform") {
  const ModelOptions plain;
  CHECK(make_model(two_classes(), plain).mixture.priors() == std::vector<double>{.5, .5});
  Space own = two_classes();
  own.classes[0].prior = 3;
  own.classes[1].prior = 1;
  CHECK(make_model(own, plain).mixture.priors() == std::vector<double>{.75, .25});
  ModelOptions options;
  options.prior = Prior::from_weights({{"b", 3}, {"a", 1}});
  CHECK(make_model(own, options).mixture.priors() == std::vector<double>{.25, .75});
  options.prior = Prior::uniform();
  CHECK(make_model(own, options).mixture.priors() == std::vector<double>{.5, .5});
}

TEST_CASE("model: full covariances asked of a space without correlations are reported") {
  const ModelOptions full{.covariance = CovarianceKind::full, .repair = Repair::floor, .prior = {}};
  const Model model = make_model(two_classes(), full);
  CHECK(model.without_correlations);
  CHECK(make_model(pad151(), full).without_correlations);
  CHECK_FALSE(make_model(two_classes()).without_correlations);
  CHECK(model.mixture.gaussian(0).covariance().matrix() ==
        make_model(two_classes()).mixture.gaussian(0).covariance().matrix());
}

TEST_CASE("model: a space without classes, or with doubled names, is an Error") {
  CHECK_THROWS_AS((void)make_model(Space{"empty", {}}), Error);
  Space doubled = two_classes();
  doubled.classes[1].name = "a";
  CHECK_THROWS_AS((void)make_model(doubled), Error);
  Space negative = two_classes();
  negative.classes[1].deviation.arousal = -.1;
  CHECK_THROWS_AS((void)make_model(negative), Error);
}

TEST_CASE("model: names of the covariance kinds") {
  CHECK(name(CovarianceKind::diagonal) == "diagonal");
  CHECK(name(CovarianceKind::full) == "full");
}

TEST_CASE("model: covariances are the space's own unless one is none") {
  CHECK(make_model(universal()).covariance == CovarianceKind::diagonal);
  CHECK(make_model(universal()).correlations_unused);
  CHECK_FALSE(
      make_model(universal(), {.covariance = CovarianceKind::diagonal}).correlations_unused);
  CHECK(make_model(universal(), {.covariance = CovarianceKind::full}).covariance ==
        CovarianceKind::full);
  Space sound = two_classes();
  sound.classes[0].correlations = Correlations{.va = .5};
  sound.classes[1].correlations = Correlations{};
  const Model model = make_model(sound);
  CHECK(model.covariance == CovarianceKind::full);
  CHECK_FALSE(model.correlations_unused);
  CHECK(model.mixture.gaussian(0).covariance().matrix()(0, 1) != 0);
  CHECK(make_model(two_classes()).covariance == CovarianceKind::diagonal);
}

TEST_CASE("model: the variance of raters is added, temperatures are handed on") {
  Space space = two_classes();
  space.classes[0].rater_variance = {.1, .2, .3};
  space.classes[1].temperature = 2;
  const Model plain = make_model(two_classes());
  const Model model = make_model(space);
  const Eigen::Matrix3d wider = model.mixture.gaussian(0).covariance().matrix() -
                                plain.mixture.gaussian(0).covariance().matrix();
  CHECK((wider - Eigen::Vector3d(.1, .2, .3).asDiagonal().toDenseMatrix()).norm() < 1e-15);
  CHECK(model.mixture.gaussian(1).covariance().matrix() ==
        plain.mixture.gaussian(1).covariance().matrix());
  CHECK(model.mixture.temperatures() == std::vector<double>{1, 2});
}

TEST_CASE("model: without dominance, whatever dominance a point has cancels") {
  Space space = two_classes();
  space.has_dominance = false;
  for (EmotionClass& each : space.classes) {
    each.mean.dominance = 0;
    each.deviation.dominance = 1;
  }
  const Model model = make_model(space);
  CHECK_FALSE(model.has_dominance);
  const Eigen::VectorXd plane = marginal(model.mixture).posterior(Eigen::Vector2d(.1, -.2));
  for (const double dominance : {-1.0, 0.0, .7}) {
    const Eigen::VectorXd p = model.mixture.posterior(Eigen::Vector3d(.1, -.2, dominance));
    CHECK((p - plane).cwiseAbs().maxCoeff() < 1e-14);
  }
}
