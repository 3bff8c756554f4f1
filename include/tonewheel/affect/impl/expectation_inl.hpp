#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/affect/expectation.hpp>
#include <tonewheel/affect/impl/space_moments_inl.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
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

TONEWHEEL_INLINE Expectation::Expectation(const State& state, const Space& current)
    : Expectation(current) {
  StateReader from(state, kind);
  const auto same = [&from](std::string_view name, const std::vector<double>& numbers) {
    from.require(from.option<std::vector<double>>(name) == numbers, name,
                 "those of the space given");
  };
  same("means", table_.means());
  same("whiteners", table_.whiteners());
  same("log_weights", table_.log_weights());
  auto moments = from.count<SpaceMoments>("moments");
  labelled_ = from.count<std::uint64_t>("labelled");
  unlabelled_ = from.count<std::uint64_t>("unlabelled");
  const std::uint64_t n = from.total("labelled", std::array{labelled_, unlabelled_});
  log_likelihood_ = detail::read_sum(from, "log_likelihood", n, detail::SumOf::any);
  from.finish();
  from.require(moments.n() == n, "moments", "those of all rows");
  from.require(moments.classes() == moments_.classes() && moments.axes() == moments_.axes(),
               "moments", "the classes and axes of the space given");
  moments_ = std::move(moments);
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
  require_room(moments_.n(), 1, "expectation: rows");
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
  require_room(moments_.n(), other.moments_.n(), "expectation: rows");
  moments_.merge(other.moments_);
  log_likelihood_.merge(other.log_likelihood_);
  labelled_ += other.labelled_;
  unlabelled_ += other.unlabelled_;
}

TONEWHEEL_INLINE State Expectation::state() const {
  return StateWriter(kind)
      .option("means", table_.means())
      .option("whiteners", table_.whiteners())
      .option("log_weights", table_.log_weights())
      .count("moments", moments_)
      .count("labelled", labelled_)
      .count("unlabelled", unlabelled_)
      .count("log_likelihood", log_likelihood_)
      .finish();
}

}  // namespace tonewheel
