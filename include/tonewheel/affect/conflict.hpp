#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>

/// Which emotions exclude each other, as the losses of 2602.06778 have it, and the class orders of
/// its two set-ups.
namespace tonewheel {

/// The 8 classes in the column order of the published files (*_prob_rank_universal.txt).
[[nodiscard]] std::vector<std::string> universal8_names();

/// The 14 classes in the order of the losses and of networks/mapEmotions.py. Not the columns of
/// *_prob_rank.txt, of which there are 15.
[[nodiscard]] std::vector<std::string> fused14_loss_names();

namespace detail {
/// K x K strengths as conflict_matrix gives them, row after row.
std::vector<double> conflict_strengths(std::string_view set, std::span<const std::string> classes);
}  // namespace detail

/// Symmetric K x K conflict strengths with zero diagonal, rows and columns in the order of
/// `classes`, from the table conflicts.csv. Sets: focal8 (1), learned8 (1, starting logits of the
/// learned loss), knowledge8 and knowledge14 (0.8 strong, 0.4 moderate). `classes` are the classes
/// of the set-up, universal8_names() or fused14_loss_names(), each once, in any order: a class
/// missing, doubled or unknown is an Error, never a row of zeros that nobody asked for. Throws
/// Error that lists the sets on an unknown set.
[[nodiscard]] inline Eigen::MatrixXd conflict_matrix(std::string_view set,
                                                     std::span<const std::string> classes) {
  const std::vector<double> strengths = detail::conflict_strengths(set, classes);
  const auto size = static_cast<Eigen::Index>(classes.size());
  return Eigen::Map<const Eigen::MatrixXd>(strengths.data(), size, size);
}

/// How aggregate_to_universal makes its sums.
struct AggregationOptions {
  /// Put the seven sums through a softmax, as the authors do: it takes probabilities for logits,
  /// and with neutral beside them the row sums to more than 1.
  bool softmax_of_sums = false;
};

/// N x 14 values (columns fused14_loss_names()) summed into N x 8 (columns universal8_names()):
/// happy takes elated, hopeful and loved, surprised takes astonished, sad takes proud and fatigued.
/// Throws Error on another number of columns. 2602.06778, networks/mapEmotions.py.
template <class Real = double>
[[nodiscard]] Eigen::MatrixX<Real> aggregate_to_universal(
    const std::type_identity_t<Eigen::Ref<const Eigen::MatrixX<Real>>>& fused,
    const AggregationOptions& options = {}) {
  constexpr std::array<Eigen::Index, 14> target{0, 1, 0, 0, 2, 6, 0, 3, 2, 4, 5, 6, 6, 7};
  if (fused.cols() != static_cast<Eigen::Index>(target.size())) {
    throw Error("aggregation: found " + std::to_string(fused.cols()) +
                " columns, expected the 14 of fused14_loss_names()");
  }
  Eigen::MatrixX<Real> out = Eigen::MatrixX<Real>::Zero(fused.rows(), 8);
  for (std::size_t k = 0; k < target.size(); ++k) {
    out.col(target[k]) += fused.col(static_cast<Eigen::Index>(k));
  }
  if (options.softmax_of_sums && fused.rows() > 0) {
    auto sums = out.leftCols(7);
    sums.colwise() -= sums.rowwise().maxCoeff().eval();
    sums = sums.array().exp().matrix().eval();
    sums.array().colwise() /= sums.rowwise().sum().eval().array();
  }
  return out;
}

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/affect/impl/conflict_inl.hpp>
#endif
