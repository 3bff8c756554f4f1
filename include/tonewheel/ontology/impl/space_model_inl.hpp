#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include <tonewheel/affect/mixture.hpp>
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/space.hpp>
#include <tonewheel/ontology/named_space.hpp>
#include <tonewheel/ontology/set_space.hpp>
#include <tonewheel/ontology/space_model.hpp>

namespace tonewheel {

namespace detail {

template <class Real>
void fill_posterior(const GaussianMixture& mixture, std::span<const Real> points,
                    std::size_t columns, std::span<Real> out) {
  if (columns == 2) {
    fill_rows(marginal(mixture), points, columns, out);
  } else {
    fill_rows(mixture, points, columns, out);
  }
}

}  // namespace detail

TONEWHEEL_INLINE SpaceModel::SpaceModel(const Space& space)
    : model_(std::make_shared<const Model>(make_model(space))) {}

TONEWHEEL_INLINE SpaceModel::SpaceModel(const SetSpace& space)
    : model_(std::make_shared<const Model>(make_model(space.space))),
      left_out_(space.left_out),
      borrowed_(space.borrowed) {}

TONEWHEEL_INLINE const std::vector<std::string>& SpaceModel::names() const noexcept {
  return model_->mixture.names();
}

TONEWHEEL_INLINE std::vector<double> SpaceModel::posterior(double valence, double arousal,
                                                           double dominance) const {
  std::vector<double> out(size());
  fill(std::array{valence, arousal, dominance}, 3, out);
  return out;
}

TONEWHEEL_INLINE std::vector<double> SpaceModel::posterior(double valence, double arousal) const {
  std::vector<double> out(size());
  fill(std::array{valence, arousal}, 2, out);
  return out;
}

TONEWHEEL_INLINE void SpaceModel::fill(std::span<const double> points, std::size_t columns,
                                       std::span<double> out) const {
  detail::fill_posterior(model_->mixture, points, columns, out);
}

TONEWHEEL_INLINE void SpaceModel::fill(std::span<const float> points, std::size_t columns,
                                       std::span<float> out) const {
  detail::fill_posterior(model_->mixture, points, columns, out);
}

TONEWHEEL_INLINE SpaceModel space_model(std::string_view name) {
  return SpaceModel(named_space(name));
}

}  // namespace tonewheel
