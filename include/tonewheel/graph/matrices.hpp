#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include <Eigen/Core>
#include <Eigen/SparseCore>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/graph/components.hpp>
#include <tonewheel/graph/concept_graph.hpp>

/// The graph as matrices, for other code. Rows and columns are concept ids. Real is the type of an
/// entry: what takes a graph makes double unless another is named.
namespace tonewheel {

/// A matrix that holds only the entries that are not 0.
using SparseMatrix = Eigen::SparseMatrix<double>;

/// Which relations become entries, and which number they get.
struct AdjacencyOptions {
  RelationTypes types{};  ///< none: all
  bool directed = false;  ///< else each relation counts in both directions, once
  bool weighted = false;  ///< the relation's weight; else 1. Several relations: the greatest
};

/// n x n; entry (i, j) where i states a relation to j.
template <class Real = double>
[[nodiscard]] Eigen::SparseMatrix<Real> adjacency(const ConceptGraph& graph,
                                                  const AdjacencyOptions& options = {}) {
  std::vector<Eigen::Triplet<Real>> entries;
  for (const RelationEnds& each : graph.relations()) {
    if (detail::chosen(options.types, each.type)) {
      const auto weight = static_cast<Real>(
          options.weighted ? graph.find_relation(each.from, each.type, each.to)->weight : 1);
      const auto from = static_cast<int>(each.from.value);
      const auto to = static_cast<int>(each.to.value);
      entries.emplace_back(from, to, weight);
      if (!options.directed) {
        entries.emplace_back(to, from, weight);
      }
    }
  }
  const auto n = static_cast<Eigen::Index>(graph.size());
  Eigen::SparseMatrix<Real> matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end(),
                         [](Real a, Real b) { return a > b ? a : b; });
  return matrix;
}

/// I - D^-1/2 A D^-1/2 of a symmetric adjacency with entries >= 0; the row of a concept without
/// relations is zero. Eigenvalues in [0, 2]. Throws Error on another matrix.
template <class Real>
[[nodiscard]] Eigen::SparseMatrix<Real> normalised_laplacian(
    const Eigen::SparseMatrix<Real>& adjacency) {
  using Matrix = Eigen::SparseMatrix<Real>;
  if (adjacency.rows() != adjacency.cols()) {
    throw Error("normalised_laplacian: found " + std::to_string(adjacency.rows()) + " x " +
                std::to_string(adjacency.cols()) + ", expected a square matrix");
  }
  if (adjacency.rows() == 0) {
    return adjacency;
  }
  const Matrix transposed = adjacency.transpose();
  if ((adjacency - transposed).norm() > 0) {
    throw Error("normalised_laplacian: expected a symmetric matrix");
  }
  Eigen::VectorX<Real> degree = Eigen::VectorX<Real>::Zero(adjacency.rows());
  for (Eigen::Index column = 0; column < adjacency.outerSize(); ++column) {
    for (typename Matrix::InnerIterator entry(adjacency, column); entry; ++entry) {
      if (!(entry.value() >= 0) || !std::isfinite(entry.value())) {
        throw Error("normalised_laplacian: found entry " +
                    number_text(static_cast<double>(entry.value())) +
                    ", expected finite numbers >= 0");
      }
      degree[entry.row()] += entry.value();
    }
  }
  std::vector<Eigen::Triplet<Real>> entries;
  for (Eigen::Index i = 0; i < degree.size(); ++i) {
    if (degree[i] > 0) {
      entries.emplace_back(static_cast<int>(i), static_cast<int>(i), Real{1});
    }
  }
  for (Eigen::Index column = 0; column < adjacency.outerSize(); ++column) {
    for (typename Matrix::InnerIterator entry(adjacency, column); entry; ++entry) {
      if (entry.value() > 0) {
        entries.emplace_back(
            static_cast<int>(entry.row()), static_cast<int>(entry.col()),
            -entry.value() / (std::sqrt(degree[entry.row()]) * std::sqrt(degree[column])));
      }
    }
  }
  Matrix laplacian(adjacency.rows(), adjacency.cols());
  laplacian.setFromTriplets(entries.begin(), entries.end());
  return laplacian;
}

/// Where correlations are cut, and how much of itself a node keeps.
struct GcnOptions {
  double threshold = 0.1;    ///< an absolute correlation counts from here on
  double self_weight = 0.5;  ///< of a node on itself; its neighbours share the rest. In (0, 1]
};

/// The adjacency of Emotion-GCN (arXiv 2106.03487) from correlations of labels: absolute values,
/// labels joined to dimensions only, cut at the threshold, each row weighted, then D^-1/2 A D^-1/2.
/// `is_dimension` tells for each row whether it is a dimension (valence, arousal) or a label. Two
/// dimensions are joined if they pass the threshold. Throws Error on sizes that do not fit, options
/// out of range, or a correlation outside [-1, 1].
template <class Real = double>
[[nodiscard]] Eigen::SparseMatrix<Real> gcn_adjacency(
    const std::type_identity_t<Eigen::Ref<const Eigen::MatrixX<Real>>>& correlation,
    const std::vector<bool>& is_dimension, const GcnOptions& options = {}) {
  const Eigen::Index n = correlation.rows();
  if (correlation.cols() != n || static_cast<Eigen::Index>(is_dimension.size()) != n) {
    throw Error("gcn_adjacency: found " + std::to_string(n) + " x " +
                std::to_string(correlation.cols()) + " correlations and " +
                std::to_string(is_dimension.size()) + " rows, expected a square and one a row");
  }
  if (!(options.threshold >= 0) || !(options.self_weight > 0 && options.self_weight <= 1)) {
    throw Error("gcn_adjacency: expected a threshold >= 0 and a self weight in (0, 1]");
  }
  if (!(correlation.array().abs() <= 1).all()) {
    throw Error("gcn_adjacency: expected correlations in [-1, 1]");
  }
  Eigen::MatrixX<Real> weights = Eigen::MatrixX<Real>::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < n; ++j) {
      const bool labels =
          !is_dimension[static_cast<std::size_t>(i)] && !is_dimension[static_cast<std::size_t>(j)];
      weights(i, j) =
          i != j && !labels && std::abs(correlation(i, j)) >= options.threshold ? Real{1} : Real{0};
    }
    const Real neighbours = weights.row(i).sum();
    if (neighbours > 0) {
      weights.row(i) *= static_cast<Real>(1 - options.self_weight) / neighbours;
    }
    weights(i, i) = static_cast<Real>(options.self_weight);
  }
  const Eigen::VectorX<Real> root = weights.rowwise().sum().cwiseSqrt().cwiseInverse();
  return (root.asDiagonal() * weights * root.asDiagonal()).sparseView();
}

/// Symmetric matrix of `distance(a, b)` between all concepts of a list, by position in it; zero on
/// the diagonal. E.g. affect_distance or taxonomic_distance of a label set's concepts.
template <class Distance>
[[nodiscard]] Eigen::MatrixXd distance_matrix(const std::vector<ConceptId>& concepts,
                                              Distance distance) {
  const auto n = static_cast<Eigen::Index>(concepts.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      matrix(i, j) =
          distance(concepts[static_cast<std::size_t>(i)], concepts[static_cast<std::size_t>(j)]);
      matrix(j, i) = matrix(i, j);
    }
  }
  return matrix;
}

}  // namespace tonewheel
