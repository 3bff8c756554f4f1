#include <limits>

#include <doctest/doctest.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/posterior_summary.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

using namespace tonewheel;

TEST_CASE("posterior summary: every shipped space, against posterior_rows, argmax and entropy") {
  const Eigen::MatrixXd points = Eigen::MatrixXd::Random(200, 3);
  for (const char* space : {"universal", "pad151", "fused14"}) {
    INFO(space);
    const GaussianMixture mixture = make_model(shipped_space(space), {}).mixture;
    const Rows<double> p = mixture.posterior_rows(points);
    const PosteriorSummary summary =
        summarise_posterior(mixture, points, {.likeliest = 2, .probabilities = true});
    CHECK((summary.probabilities.array() == p.array()).all());
    for (Eigen::Index i = 0; i < points.rows(); ++i) {
      CHECK(p(i, summary.likeliest(i, 0)) == p.row(i).maxCoeff());
      CHECK(summary.likeliest(i, 0) != summary.likeliest(i, 1));
      CHECK(summary.likeliest_probability(i, 1) == p(i, summary.likeliest(i, 1)));
      CHECK(std::abs(summary.entropy[i] - entropy(p.row(i))) <= tolerance::entropy);
    }
    const PosteriorSummary brief = summarise_posterior(mixture, points);
    CHECK(brief.probabilities.rows() == 0);
    CHECK((brief.likeliest.col(0).array() == summary.likeliest.col(0).array()).all());
  }
}

TEST_CASE("posterior summary: two axes, any storage order, and what is refused") {
  const VaMixture mixture = marginal(make_model(universal(), {}).mixture);
  const Rows<double> points = Eigen::MatrixXd::Random(17, 2);
  const Eigen::MatrixXd by_columns = points;
  CHECK((summarise_posterior(mixture, points).entropy.array() ==
         summarise_posterior(mixture, by_columns).entropy.array())
            .all());
  CHECK(summarise_posterior(mixture, points.topRows(0)).entropy.size() == 0);
  CHECK(summarise_posterior(mixture, points, {.likeliest = 0}).likeliest.cols() == 0);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(summarise_posterior(mixture, points, {.likeliest = 9})),
      "posterior: found 9 likeliest classes asked for, expected at most the 8 that there are",
      Error);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(summarise_posterior(mixture, Eigen::MatrixXd::Zero(2, 3).eval())),
      "posterior: points of 3 columns, expected 2", Error);
  Rows<double> bad = points;
  bad(3, 1) = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH_AS(static_cast<void>(summarise_posterior(mixture, bad)),
                       "posterior: the point in row 3 is not finite", Error);
}
