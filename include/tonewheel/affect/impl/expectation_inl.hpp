#pragma once

#include <algorithm>
#include <cmath>

#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/affect/impl/space_moments_inl.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/kernel/posterior.hpp>

namespace tonewheel {

namespace detail {

inline kernel::MixtureTable expectation_table(const Space& current) {
  for (const EmotionClass& each : current.classes) {
    if (each.temperature != 1) {
      throw Error("expectation: class " + each.name + " has temperature " +
                  number_text(each.temperature) +
                  ", expected 1: a density to a power has no likelihood");
    }
  }
  const Model model = make_model(
      current,
      {.covariance = current.has_correlations() ? CovarianceKind::full : CovarianceKind::diagonal,
       .repair = Repair::none});
  return current.has_dominance ? model.mixture.table() : marginal(model.mixture).table();
}

}  // namespace detail

TONEWHEEL_INLINE Expectation::Expectation(const Space& current)
    : table_(detail::expectation_table(current)),
      moments_(current.names(), current.has_dominance ? 3 : 2),
      joint_(current.classes.size()),
      scratch_(kernel::scratch_size(table_)) {}

TONEWHEEL_INLINE Expectation::Expectation(const Space& current, const State& state)
    : Expectation(current) {
  SpaceMoments moments(state.moments);
  moments.merge(moments_);  // nothing, of the same classes and axes
  moments_ = std::move(moments);
  log_likelihood_ = ExactSum(state.log_likelihood);
  labelled_ = state.labelled;
  unlabelled_ = state.unlabelled;
}

TONEWHEEL_INLINE void Expectation::set_joint(const Vad& point, double weight) {
  const std::size_t axes = table_.dimensions();
  detail::require_row(point, axes, weight);
  const std::array<double, 3> x{point.valence, point.arousal, point.dominance};
  kernel::log_joint(table_, {x.data(), static_cast<std::ptrdiff_t>(axes), 1}, 1,
                    {joint_.data(), static_cast<std::ptrdiff_t>(joint_.size()), 1},
                    scratch_.data());
}

TONEWHEEL_INLINE void Expectation::add(const Vad& point, std::uint32_t label, double weight) {
  set_joint(point, weight);
  if (label != unlabelled) {
    moments_.add(label, point, weight);
    log_likelihood_.add(weight * joint_[label]);
    ++labelled_;
    return;
  }
  const double top = *std::max_element(joint_.begin(), joint_.end());
  if (!std::isfinite(top)) {
    throw Error("expectation: found a point of valence " + number_text(point.valence) +
                ", arousal " + number_text(point.arousal) +
                ", beyond every class, expected one on the unit scale");
  }
  double total = 0;
  for (double& each : joint_) {
    each = std::exp(each - top);
    total += each;
  }
  constexpr double grid = 0x1p60;  // that ClassMoments sums fast
  for (double& each : joint_) {
    each = std::nearbyint(each / total * weight * grid) / grid;
  }
  moments_.add_split(joint_, point);
  log_likelihood_.add(weight * (top + std::log(total)));
  ++unlabelled_;
}

TONEWHEEL_INLINE void Expectation::add_votes(std::span<const double> votes, const Vad& point,
                                             double weight) {
  const double total = detail::vote_total(votes, moments_.classes());
  set_joint(point, weight);
  moments_.add_votes(votes, point, weight);
  double mean = 0;
  for (std::size_t k = 0; k < votes.size(); ++k) {
    mean += votes[k] > 0 ? votes[k] / total * joint_[k] : 0;
  }
  log_likelihood_.add(weight * mean);
  ++labelled_;
}

TONEWHEEL_INLINE void Expectation::merge(const Expectation& other) {
  if (!same_space(other)) {
    throw Error("expectation: found that of another space, expected the same current one to merge");
  }
  moments_.merge(other.moments_);
  log_likelihood_.merge(other.log_likelihood_);
  labelled_ += other.labelled_;
  unlabelled_ += other.unlabelled_;
}

TONEWHEEL_INLINE Expectation::State Expectation::state() const {
  return {.moments = moments_.state(),
          .log_likelihood = log_likelihood_.state(),
          .labelled = labelled_,
          .unlabelled = unlabelled_};
}

}  // namespace tonewheel
