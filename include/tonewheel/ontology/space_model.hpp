#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/core/config.hpp>

namespace tonewheel {

struct Model;
struct SetSpace;
struct Space;

/// Turns ratings of valence, arousal and dominance into probabilities of emotions: a space made
/// ready to be asked.
///
///     const auto model = tonewheel::space_model("tone-primary");
///     const auto p = model.posterior(points);  // N x 3 (or N x 2, no dominance), each in [-1, 1]
///     fmt::print("{}: {:.2f}\n", model.names()[0], p(0, 0));
///
/// For scales, see affect/scale.hpp; for priors, repairs and covariances, make_model().
class SpaceModel {
 public:
  /// As make_model(space) makes it. Throws Error as that does.
  explicit SpaceModel(const Space& space);
  /// The same, with what had to be said of the space.
  explicit SpaceModel(const SetSpace& space);

  /// The classes, in the order of the probabilities.
  [[nodiscard]] const std::vector<std::string>& names() const noexcept;
  /// How many classes there are, K.
  [[nodiscard]] std::size_t size() const noexcept { return names().size(); }

  /// Labels of the set that are no class, since they have no place: "other".
  [[nodiscard]] const std::vector<std::string>& left_out() const noexcept { return left_out_; }
  /// Classes that no rating of their own places, and whose place they take
  /// (ontology/set_space.hpp).
  [[nodiscard]] const std::vector<std::string>& borrowed() const noexcept { return borrowed_; }

  /// N x K probabilities of the K classes at N points, each row with sum 1. Points: N x 3 (valence,
  /// arousal, dominance) or N x 2 (valence, arousal), float or double, either storage order, on the
  /// unit scale, that is -1 to 1 with 0 in the middle. Throws Error that names the row of a point
  /// that is not finite, and on another number of columns. Error: tolerance::posterior.
  template <class Points>
  [[nodiscard]] Eigen::Matrix<typename Points::Scalar, Eigen::Dynamic, Eigen::Dynamic,
                              Eigen::RowMajor>
  posterior(const Eigen::MatrixBase<Points>& points) const {
    using Real = typename Points::Scalar;
    const Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> rows = points;
    Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> out(
        rows.rows(), static_cast<Eigen::Index>(size()));
    const auto columns = static_cast<std::size_t>(rows.cols());
    fill({rows.data(), static_cast<std::size_t>(rows.size())}, columns,
         {out.data(), static_cast<std::size_t>(out.size())});
    return out;
  }
  /// The same of one point, K values.
  [[nodiscard]] std::vector<double> posterior(double valence, double arousal,
                                              double dominance) const;
  /// The same of a point whose dominance is not known.
  [[nodiscard]] std::vector<double> posterior(double valence, double arousal) const;

  /// The mixture behind it (affect/model.hpp).
  [[nodiscard]] const Model& model() const noexcept { return *model_; }

 private:
  void fill(std::span<const double> points, std::size_t columns, std::span<double> out) const;
  void fill(std::span<const float> points, std::size_t columns, std::span<float> out) const;

  std::shared_ptr<const Model> model_;
  std::vector<std::string> left_out_;
  std::vector<std::string> borrowed_;
};

/// SpaceModel of a space by its name: named_space(name), such as "basic8" (the default of all
/// programs), "goemotions", "plutchik-1". left_out() and borrowed() say what is not in it or stands
/// for another. Throws Error that lists the names.
[[nodiscard]] SpaceModel space_model(std::string_view name);

/// space_model("universal-2602"): the table of "Revisiting Emotions Representation for Recognition
/// in the Wild" (arXiv 2602.06778), to reproduce its figures; for answers to trust take "basic8".
[[nodiscard]] inline SpaceModel universal_model() {
  return space_model("universal-2602");
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/ontology/impl/space_model_inl.hpp>
#endif
