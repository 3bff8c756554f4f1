#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/loss.hpp>
#include <tonewheel/metric/distribution/ranked_probability.hpp>

#include "metric/distribution/random_distribution.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using doctest::Approx;
using sample::Values;
using support::contains;
using support::message_of;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A central difference over 2e-6 of an entry >= 0.01: the third derivative times 1e-12, and the
/// rounding of the value over 1e-6.
constexpr double finite_difference = 2e-7;

double loss_value(DistributionLoss loss, const Values& p, const Values& q,
                  const DistributionOptions& options) {
  return distribution_loss(loss, p, q, options).value;
}

bool slopes_agree(DistributionLoss loss, const Values& p, const Values& q,
                  const DistributionOptions& options) {
  constexpr double step = 1e-6;
  const Values gradient = distribution_loss(loss, p, q, options).gradient;
  for (std::size_t i = 0; i < q.size(); ++i) {
    Values above = q;
    Values below = q;
    above[i] += step;
    below[i] -= step;
    const double slope =
        (loss_value(loss, p, above, options) - loss_value(loss, p, below, options)) / (2 * step);
    if (!(std::abs(slope - gradient[i]) <= finite_difference * std::max(1.0, std::abs(slope)))) {
      MESSAGE("class " << i << ": found " << gradient[i] << ", by difference " << slope);
      return false;
    }
  }
  return true;
}

Values inner_distribution(std::mt19937_64& engine, std::size_t k) {
  Values values = sample::distribution(engine, k);
  for (double& value : values) {
    value = 0.8 * value + 0.2 / static_cast<double>(k);
  }
  return values;
}

}  // namespace

TEST_CASE("distribution loss: gradients are finite differences, under every option") {
  std::mt19937_64 engine(101);
  for (int round = 0; round < 40; ++round) {
    const std::size_t k = 2 + engine() % 6;
    const Values p =
        round % 2 == 0 ? inner_distribution(engine, k) : sample::distribution(engine, k, true);
    const Values q = inner_distribution(engine, k);
    std::vector<std::size_t> order(k);
    std::iota(order.rbegin(), order.rend(), std::size_t{0});
    for (std::size_t l = 0; l < distribution_losses; ++l) {
      const auto loss = static_cast<DistributionLoss>(l);
      for (const ZeroPolicy zeros : {ZeroPolicy::exact, ZeroPolicy::floor_prediction,
                                     ZeroPolicy::floor_both, ZeroPolicy::additive}) {
        for (const MassPolicy mass :
             {MassPolicy::unit, MassPolicy::normalise, MassPolicy::as_given}) {
          for (const int form : {0, 1, 2}) {
            const DistributionOptions options{
                .zeros = zeros,
                .epsilon = 0.02,
                .mass = mass,
                .unit = form == 0 ? InformationUnit::nat : InformationUnit::bit,
                .symmetric_kl = form == 1 ? SymmetricKlForm::half_sum : SymmetricKlForm::sum,
                .chi_squared = static_cast<ChiSquaredForm>(form),
                .order = form == 2 ? order : std::vector<std::size_t>{}};
            if (!std::isfinite(loss_value(loss, p, q, options))) {
              continue;  // kl_symmetric and Neyman's chi-squared where p = 0
            }
            INFO("loss " << l << ", zeros " << static_cast<int>(zeros) << ", mass "
                         << static_cast<int>(mass) << ", form " << form);
            Values scaled = q;
            for (double& value : scaled) {
              value *= mass == MassPolicy::unit ? 1 : 1.7;
            }
            CHECK(slopes_agree(loss, p, scaled, options));
          }
        }
      }
    }
  }
}

TEST_CASE("distribution loss: values are those of the metrics") {
  std::mt19937_64 engine(102);
  for (int round = 0; round < 50; ++round) {
    const Values p = sample::distribution(engine, 5, true);
    const Values q = sample::distribution(engine, 5);
    const auto value = [&](DistributionLoss loss) { return loss_value(loss, p, q, {}); };
    using namespace distribution;
    CHECK(value(DistributionLoss::kl) == kl(p, q));
    CHECK(value(DistributionLoss::kl_symmetric) == kl_symmetric(p, q));
    CHECK(value(DistributionLoss::js_divergence) == js_divergence(p, q));
    CHECK(value(DistributionLoss::one_minus_cosine) == 1 - cosine(p, q));
    CHECK(value(DistributionLoss::squared_euclidean) == brier(p, q));
    CHECK(value(DistributionLoss::chi_squared) == chi_squared(p, q));
    CHECK(value(DistributionLoss::squared_hellinger) == Approx(1 - fidelity(p, q)));
    CHECK(value(DistributionLoss::cross_entropy) == cross_entropy(p, q));
    CHECK(value(DistributionLoss::rps) == rps(p, q));
  }
}

TEST_CASE("distribution loss: through a floor no slope passes") {
  const Values p{0.5, 0.5, 0};
  const Values q{0.999, 0.0005, 0.0005};
  const DistributionOptions options{.zeros = ZeroPolicy::floor_both, .epsilon = 1e-3};
  const Values gradient = distribution_loss(DistributionLoss::kl, p, q, options).gradient;
  CHECK(gradient[0] == Approx(-0.5 / 0.999));
  CHECK(gradient[1] == 0);
  CHECK(gradient[2] == 0);
}

TEST_CASE("distribution loss: slopes at zeros are the limits from above") {
  const Values p{0.5, 0.5, 0};
  const Values q{1, 0, 0};
  for (std::size_t l = 0; l < distribution_losses; ++l) {
    const auto loss = static_cast<DistributionLoss>(l);
    const Values gradient = distribution_loss(loss, p, q).gradient;
    Values near{1, 1e-300, 1e-300};
    const Values limit = distribution_loss(loss, p, near).gradient;
    for (std::size_t i = 0; i < 3; ++i) {
      INFO("loss " << l << ", class " << i);
      CHECK_FALSE(std::isnan(gradient[i]));
      if (std::isinf(gradient[i])) {
        CHECK((limit[i] == gradient[i] || limit[i] * gradient[i] > 0));
        CHECK(std::abs(limit[i]) > 300);
      } else {
        CHECK(gradient[i] == Approx(limit[i]));
      }
    }
  }
  CHECK(distribution_loss(DistributionLoss::kl, p, q).gradient == Values{-0.5, -infinity, 0});
  const DistributionOptions additive{.zeros = ZeroPolicy::additive};
  for (const double slope :
       distribution_loss(DistributionLoss::kl_symmetric, p, q, additive).gradient) {
    CHECK(std::isfinite(slope));
  }
}

TEST_CASE("distribution loss: a gradient by the logits of a softmax") {
  std::mt19937_64 engine(103);
  for (int round = 0; round < 30; ++round) {
    const std::size_t k = 2 + engine() % 6;
    const Values p = sample::distribution(engine, k, round % 2 == 0);
    Values logits(k);
    for (double& each : logits) {
      each = 2 * sample::uniform(engine) - 1;
    }
    const auto softmax = [](const Values& z) {
      Values q;
      double sum = 0;
      for (const double each : z) {
        q.push_back(std::exp(each));
        sum += q.back();
      }
      for (double& each : q) {
        each /= sum;
      }
      return q;
    };
    for (const DistributionLoss loss : {DistributionLoss::cross_entropy, DistributionLoss::rps,
                                        DistributionLoss::js_divergence}) {
      const Values q = softmax(logits);
      const Values slopes = logit_gradient(q, distribution_loss(loss, p, q).gradient);
      for (std::size_t i = 0; i < k; ++i) {
        if (loss == DistributionLoss::cross_entropy) {
          CHECK(slopes[i] == Approx(q[i] - p[i]));
        }
        Values above = logits;
        Values below = logits;
        above[i] += 1e-6;
        below[i] -= 1e-6;
        const double slope =
            (loss_value(loss, p, softmax(above), {}) - loss_value(loss, p, softmax(below), {})) /
            2e-6;
        CHECK(std::abs(slopes[i] - slope) <= finite_difference);
      }
    }
  }
  CHECK(logit_gradient(Values{1, 0}, Values{2, -infinity}) == Values{0, 0});
  CHECK(contains(message_of([] { (void)logit_gradient(Values{1, 0}, Values{2}); }),
                 "2 probabilities and 1 slopes"));
}

TEST_CASE("distribution loss: rows that cannot be") {
  const Values p{0.5, 0.5};
  CHECK(contains(
      message_of([&] { (void)distribution_loss(DistributionLoss::kl, p, Values{0.5, 0.4}); }),
      "the sum 0.9 of the prediction"));
  CHECK(contains(
      message_of([&] { (void)distribution_loss(static_cast<DistributionLoss>(40), p, p); }),
      "found number 40, expected one of 9"));
  const Values one{1};
  CHECK(std::isnan(distribution_loss(DistributionLoss::rps, one, one).gradient[0]));
  const Values none{0, 0};
  const LossSlope undefined = distribution_loss(DistributionLoss::one_minus_cosine, none, none,
                                                {.mass = MassPolicy::as_given});
  CHECK(std::isnan(undefined.value));
  CHECK(std::isnan(undefined.gradient[0]));
}
