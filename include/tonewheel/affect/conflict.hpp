#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/conflicts.hpp>

/// Which emotions exclude each other, as the losses of 2602.06778 have it, and the class orders of
/// its two set-ups.
namespace tonewheel {

/// The 8 classes in the column order of the published files (*_prob_rank_universal.txt).
[[nodiscard]] inline std::vector<std::string> universal8_names() {
  return {"happy", "contempt", "surprised", "angry", "disgusted", "fearful", "sad", "neutral"};
}

/// The 14 classes in the order of the losses and of networks/mapEmotions.py. Not the columns of
/// *_prob_rank.txt, of which there are 15.
[[nodiscard]] inline std::vector<std::string> fused14_loss_names() {
  return {"happy", "contempt",   "elated",    "hopeful", "surprised", "proud",    "loved",
          "angry", "astonished", "disgusted", "fearful", "sad",       "fatigued", "neutral"};
}

/// Symmetric K x K conflict strengths with zero diagonal, rows and columns in the order of
/// `classes`, from the table conflicts.csv. Sets: focal8 (1), learned8 (1, starting logits of the
/// learned loss), knowledge8 and knowledge14 (0.8 strong, 0.4 moderate). `classes` are the classes
/// of the set-up, universal8_names() or fused14_loss_names(), each once, in any order: a class
/// missing, doubled or unknown is an Error, never a row of zeros that nobody asked for. Throws
/// Error that lists the sets on an unknown set.
[[nodiscard]] inline Eigen::MatrixXd conflict_matrix(std::string_view set,
                                                     std::span<const std::string> classes) {
  const Table table = Table::parse(data::conflicts);
  const std::size_t set_column = table.column("set");
  const std::array pair{table.column("first"), table.column("second")};
  const std::size_t strength = table.column("strength");
  std::vector<std::size_t> rows;
  std::vector<std::string> sets;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.cell(row, set_column);
    if (name == set) {
      rows.push_back(row);
    }
    if (std::find(sets.begin(), sets.end(), name) == sets.end()) {
      sets.push_back(name);
    }
  }
  if (rows.empty()) {
    std::string all;
    for (const std::string& name : sets) {
      all += (all.empty() ? "" : ", ") + name;
    }
    throw Error("conflicts: no set " + shown(set) + "; there are: " + all);
  }
  // A set belongs to the smaller set-up if that has all its classes.
  std::vector<std::string> expected = universal8_names();
  for (const std::size_t row : rows) {
    for (const std::size_t column : pair) {
      if (std::find(expected.begin(), expected.end(), table.cell(row, column)) == expected.end()) {
        expected = fused14_loss_names();
      }
    }
  }
  std::vector<std::string> given(classes.begin(), classes.end());
  std::sort(given.begin(), given.end());
  std::string names;
  for (const std::string& name : expected) {
    names += (names.empty() ? "" : ", ") + name;
  }
  std::sort(expected.begin(), expected.end());
  if (given != expected) {
    std::string found;
    for (const std::string& name : classes) {
      found += (found.empty() ? "" : ", ") + shown(name);
    }
    throw Error("conflicts of " + std::string(set) + ": found the classes " + found +
                ", expected each of " + names + " once");
  }
  const auto size = static_cast<Eigen::Index>(classes.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(size, size);
  for (const std::size_t row : rows) {
    const auto first = std::find(classes.begin(), classes.end(), table.cell(row, pair[0]));
    const auto second = std::find(classes.begin(), classes.end(), table.cell(row, pair[1]));
    const Eigen::Index i = first - classes.begin();
    const Eigen::Index j = second - classes.begin();
    matrix(i, j) = matrix(j, i) = table.number(row, strength);
  }
  return matrix;
}

struct AggregationOptions {
  /// Put the seven sums through a softmax, as the authors do: it takes probabilities for logits,
  /// and with neutral beside them the row sums to more than 1.
  bool softmax_of_sums = false;
};

/// N x 14 values (columns fused14_loss_names()) summed into N x 8 (columns universal8_names()):
/// happy takes elated, hopeful and loved, surprised takes astonished, sad takes proud and fatigued.
/// Throws Error on another number of columns. 2602.06778, networks/mapEmotions.py.
[[nodiscard]] inline Eigen::MatrixXd aggregate_to_universal(
    const Eigen::Ref<const Eigen::MatrixXd>& fused, const AggregationOptions& options = {}) {
  constexpr std::array<Eigen::Index, 14> target{0, 1, 0, 0, 2, 6, 0, 3, 2, 4, 5, 6, 6, 7};
  if (fused.cols() != static_cast<Eigen::Index>(target.size())) {
    throw Error("aggregation: found " + std::to_string(fused.cols()) +
                " columns, expected the 14 of fused14_loss_names()");
  }
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(fused.rows(), 8);
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
