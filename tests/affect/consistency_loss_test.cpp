#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include <doctest/doctest.h>

#include <tonewheel/affect/conflict.hpp>
#include <tonewheel/affect/consistency_loss.hpp>
#include <tonewheel/core/error.hpp>

using Eigen::MatrixXd;
using tonewheel::conflict_penalty;
using tonewheel::Error;
using tonewheel::focal_consistency_loss;
using tonewheel::focal_loss;
using tonewheel::knowledge_consistency_loss;
using tonewheel::knowledge_strengths;
using tonewheel::KnowledgeLoss;
using tonewheel::KnowledgeOptions;
using tonewheel::KnowledgeParameters;
using tonewheel::learned_consistency_loss;

namespace {

/// The references come from NumPy 1.24: the formulas of the header, written there as loops.
struct Sample {
  MatrixXd p{{.9, .2, .35, .6}, {.05, .7, .5, .01}, {.3, .3, .8, .99}};
  MatrixXd y{{1, 0, .25, 1}, {0, 1, .5, 0}, {0, 0, 1, .9}};
  MatrixXd conflicts{{0, 1, 0, .5}, {1, 0, .25, 0}, {0, .25, 0, 1}, {.5, 0, 1, 0}};
  MatrixXd logits{{.3, 1, -2, .5}, {0, -.7, .25, 0}, {2, -.25, 0, 1}, {.5, 0, -1, .1}};
  MatrixXd prior{{0, .8, 0, .4}, {.8, 0, .4, 0}, {0, .4, 0, .8}, {.4, 0, .8, 0}};
  KnowledgeParameters parameters{
      MatrixXd{{.1, -.4, .3, .9}, {.2, 0, -.6, .15}, {-.35, .8, .05, -.1}, {.7, -.2, .45, -.3}},
      Eigen::Vector4d(.3, -.2, .5, .1), 1.3};
};

/// Largest distance of a gradient from central differences of `value`, over the entries of x.
double gradient_error(MatrixXd x, const MatrixXd& gradient,
                      const std::function<double(const MatrixXd&)>& value) {
  constexpr double step = 1e-6;
  double worst = 0;
  for (Eigen::Index j = 0; j < x.cols(); ++j) {
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const double here = x(i, j);
      x(i, j) = here + step;
      const double above = value(x);
      x(i, j) = here - step;
      const double below = value(x);
      x(i, j) = here;
      worst = std::max(worst, std::abs((above - below) / (2 * step) - gradient(i, j)));
    }
  }
  return worst;
}

constexpr double difference_error = 1e-8;

}  // namespace

TEST_CASE("values of the losses") {
  const Sample s;
  CHECK(focal_loss(s.p, s.y).value == doctest::Approx(0.022016927384168133).epsilon(1e-13));
  CHECK(focal_loss(s.p, s.y, {.gamma = 3.5, .alpha = .6}).value ==
        doctest::Approx(0.006273794629283985).epsilon(1e-13));
  CHECK(focal_loss(s.p, s.y, {.gamma = 0, .alpha = .5}).value ==
        doctest::Approx(0.16425391348876672).epsilon(1e-13));
  CHECK(conflict_penalty(s.p, s.conflicts).value ==
        doctest::Approx(0.6319166666666667).epsilon(1e-13));
  CHECK(focal_consistency_loss(s.p, s.y, s.conflicts, {.conflict_weight = 2}).value ==
        doctest::Approx(1.2858502607175015).epsilon(1e-13));
  CHECK(learned_consistency_loss(s.p, s.y, s.logits).value ==
        doctest::Approx(0.7388945041846929).epsilon(1e-13));
  CHECK(knowledge_consistency_loss(s.p, s.y, s.prior, s.parameters).value ==
        doctest::Approx(1.1269485902389669).epsilon(1e-13));
  const MatrixXd strengths = knowledge_strengths(s.prior, s.parameters);
  CHECK(strengths(0, 1) == doctest::Approx(0.9234585839848295).epsilon(1e-13));
  CHECK(strengths(2, 2) == doctest::Approx(0.7298209921795354).epsilon(1e-13));
  CHECK(strengths(3, 2) == doctest::Approx(0.9999999922186187).epsilon(1e-13));
}

TEST_CASE("gradients in the probabilities are finite differences") {
  const Sample s;
  for (const double gamma : {0.0, 0.5, 2.0, 3.5}) {
    const tonewheel::FocalOptions options{.gamma = gamma, .alpha = .3};
    CHECK(gradient_error(s.p, focal_loss(s.p, s.y, options).gradient, [&](const MatrixXd& p) {
            return focal_loss(p, s.y, options).value;
          }) <= difference_error);
  }
  CHECK(gradient_error(s.p, conflict_penalty(s.p, s.conflicts).gradient, [&](const MatrixXd& p) {
          return conflict_penalty(p, s.conflicts).value;
        }) <= difference_error);
  CHECK(gradient_error(s.p, focal_consistency_loss(s.p, s.y, s.conflicts).gradient,
                       [&](const MatrixXd& p) {
                         return focal_consistency_loss(p, s.y, s.conflicts).value;
                       }) <= difference_error);
  CHECK(gradient_error(s.p, learned_consistency_loss(s.p, s.y, s.logits).gradient,
                       [&](const MatrixXd& p) {
                         return learned_consistency_loss(p, s.y, s.logits).value;
                       }) <= difference_error);
  CHECK(gradient_error(s.p, knowledge_consistency_loss(s.p, s.y, s.prior, s.parameters).gradient,
                       [&](const MatrixXd& p) {
                         return knowledge_consistency_loss(p, s.y, s.prior, s.parameters).value;
                       }) <= difference_error);
}

TEST_CASE("gradients in what is learned are finite differences") {
  const Sample s;
  CHECK(gradient_error(s.conflicts, conflict_penalty(s.p, s.conflicts).strength_gradient,
                       [&](const MatrixXd& c) { return conflict_penalty(s.p, c).value; }) <=
        difference_error);
  // Central differences of |x| at 0 are 0 too.
  CHECK(gradient_error(s.logits, learned_consistency_loss(s.p, s.y, s.logits).logit_gradient,
                       [&](const MatrixXd& l) {
                         return learned_consistency_loss(s.p, s.y, l).value;
                       }) <= difference_error);
  for (const double strength : {0.0, 0.5, 0.8}) {
    for (const bool share : {false, true}) {  // no ties but (i, j) with (j, i): the same
      const KnowledgeOptions options{.prior_strength = strength, .share_ties = share};
      const KnowledgeLoss loss =
          knowledge_consistency_loss(s.p, s.y, s.prior, s.parameters, options);
      const auto value = [&](const KnowledgeParameters& parameters) {
        return knowledge_consistency_loss(s.p, s.y, s.prior, parameters, options).value;
      };
      KnowledgeParameters moved = s.parameters;
      CHECK(gradient_error(s.parameters.residual, loss.residual_gradient, [&](const MatrixXd& r) {
              moved.residual = r;
              return value(moved);
            }) <= difference_error);
      moved = s.parameters;
      CHECK(gradient_error(s.parameters.bias, loss.bias_gradient, [&](const MatrixXd& b) {
              moved.bias = b;
              return value(moved);
            }) <= difference_error);
      moved = s.parameters;
      CHECK(gradient_error(MatrixXd::Constant(1, 1, s.parameters.scale),
                           MatrixXd::Constant(1, 1, loss.scale_gradient), [&](const MatrixXd& x) {
                             moved.scale = x(0, 0);
                             return value(moved);
                           }) <= difference_error);
    }
  }
}

TEST_CASE("at the authors' start all strong pairs tie") {
  const auto classes = tonewheel::universal8_names();
  const MatrixXd prior = tonewheel::conflict_matrix("knowledge8", classes);
  const MatrixXd p = MatrixXd::Constant(4, 8, 0.3);
  const MatrixXd y = MatrixXd::Constant(4, 8, 0.125);
  const KnowledgeParameters start{MatrixXd::Zero(8, 8), Eigen::VectorXd::Zero(8), 1};
  const MatrixXd strengths = knowledge_strengths(prior, start);
  // softplus(0.65), softplus(0.45), softplus(0.25) over the first
  CHECK(strengths(0, 3) == doctest::Approx(1).epsilon(1e-7));
  CHECK(strengths(0, 1) ==
        doctest::Approx(std::log1p(std::exp(.45)) / std::log1p(std::exp(.65))).epsilon(1e-7));
  CHECK(strengths(0, 0) ==
        doctest::Approx(std::log1p(std::exp(.25)) / std::log1p(std::exp(.65))).epsilon(1e-7));
  const KnowledgeLoss first = knowledge_consistency_loss(p, y, prior, start);
  const KnowledgeLoss shared = knowledge_consistency_loss(p, y, prior, start, {.share_ties = true});
  CHECK(first.value == shared.value);
  CHECK(first.gradient == shared.gradient);
  // The subgradients move by the same amount in all; shared, every strong pair gets the same.
  CHECK(first.residual_gradient.sum() ==
        doctest::Approx(shared.residual_gradient.sum()).epsilon(1e-12));
  CHECK(shared.residual_gradient(0, 3) ==
        doctest::Approx(shared.residual_gradient(6, 7)).epsilon(1e-12));
  CHECK(first.residual_gradient(0, 3) < first.residual_gradient(6, 7));
  CHECK(first.residual_gradient == first.residual_gradient.transpose());
}

TEST_CASE("the chain to logits") {
  const Sample s;
  const MatrixXd z = (s.p.array() / (1 - s.p.array())).log();
  const MatrixXd gradient = tonewheel::logit_gradient(s.p, focal_loss(s.p, s.y).gradient);
  CHECK(gradient_error(z, gradient, [&](const MatrixXd& logits) {
          const MatrixXd p = (1 + (-logits.array()).exp()).inverse();
          return focal_loss(p, s.y).value;
        }) <= difference_error);
}

TEST_CASE("certainty is finite: PyTorch's clamp") {
  const MatrixXd p{{0, 1, 0, 1}};
  const MatrixXd y{{0, 1, 1, 0}};
  const auto loss = focal_loss(p, y, {.gamma = 2, .alpha = .25});
  // right: 0; wrong: (1 - e^-100)^2 100, weighted .25 and .75
  CHECK(loss.value == doctest::Approx((25.0 + 75.0) / 4).epsilon(1e-14));
  CHECK(loss.gradient.allFinite());
  CHECK(loss.gradient(0, 2) == 0);  // clamped: flat
  for (const double gamma : {0.0, 0.5, 1.0}) {
    CHECK(focal_loss(p, y, {.gamma = gamma}).gradient.allFinite());
  }
  const MatrixXd tiny{{1e-300, 1 - 1e-16}};
  CHECK(focal_loss(tiny, MatrixXd{{1, 0}}).gradient.allFinite());
}

TEST_CASE("laws of the losses") {
  const Sample s;
  // Below the diagonal nothing counts.
  MatrixXd upper = s.conflicts.triangularView<Eigen::StrictlyUpper>();
  CHECK(conflict_penalty(s.p, upper).value == conflict_penalty(s.p, s.conflicts).value);
  // Linear in the strengths, zero without a pair.
  CHECK(conflict_penalty(s.p, 3 * s.conflicts).value ==
        doctest::Approx(3 * conflict_penalty(s.p, s.conflicts).value));
  CHECK(conflict_penalty(s.p.leftCols(1), MatrixXd::Ones(1, 1)).value == 0);
  // Doubled rows leave means as they are.
  MatrixXd twice(6, 4);
  twice << s.p, s.p;
  MatrixXd targets(6, 4);
  targets << s.y, s.y;
  CHECK(knowledge_consistency_loss(twice, targets, s.prior, s.parameters).value ==
        doctest::Approx(knowledge_consistency_loss(s.p, s.y, s.prior, s.parameters).value));
  // Row-major input is the same.
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows = s.p;
  CHECK(focal_loss(rows, s.y).value == focal_loss(s.p, s.y).value);
}

TEST_CASE("what is no loss") {
  const Sample s;
  CHECK_THROWS_AS((void)focal_loss(s.p, s.y.leftCols(3)), Error);
  CHECK_THROWS_AS((void)focal_loss(MatrixXd(0, 4), MatrixXd(0, 4)), Error);
  CHECK_THROWS_AS((void)focal_loss(s.p * 2, s.y), Error);
  CHECK_THROWS_AS((void)focal_loss(s.p, -s.y), Error);
  CHECK_THROWS_AS((void)focal_loss(s.p, s.y, {.gamma = -1}), Error);
  CHECK_THROWS_AS((void)focal_loss(s.p, s.y, {.alpha = 1.5}), Error);
  MatrixXd broken = s.p;
  broken(1, 2) = std::nan("");
  CHECK_THROWS_AS((void)focal_loss(broken, s.y), Error);
  CHECK_THROWS_AS((void)conflict_penalty(broken, s.conflicts), Error);
  CHECK_THROWS_AS((void)conflict_penalty(s.p, s.conflicts.leftCols(3)), Error);
  CHECK_THROWS_AS((void)learned_consistency_loss(s.p, s.y, s.logits.topRows(3)), Error);
  CHECK_THROWS_AS((void)tonewheel::logit_gradient(s.p, s.y.leftCols(2)), Error);
  KnowledgeParameters wrong = s.parameters;
  wrong.bias = Eigen::VectorXd::Zero(3);
  CHECK_THROWS_AS((void)knowledge_strengths(s.prior, wrong), Error);
  wrong = s.parameters;
  wrong.residual = MatrixXd::Zero(3, 3);
  CHECK_THROWS_AS((void)knowledge_strengths(s.prior, wrong), Error);
  wrong = s.parameters;
  wrong.scale = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS((void)knowledge_strengths(s.prior, wrong), Error);
  CHECK_THROWS_AS((void)knowledge_strengths(s.prior, s.parameters, {.prior_strength = 2}), Error);
  CHECK_THROWS_AS((void)knowledge_consistency_loss(s.p, s.y, MatrixXd::Zero(8, 8), s.parameters),
                  Error);
}
