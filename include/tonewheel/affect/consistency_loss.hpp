#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>

#include <Eigen/Core>

#include <tonewheel/core/error.hpp>

/// The losses of 2602.06778 with their gradients. P: N x K probabilities in [0, 1], one sigmoid a
/// class, so rows need not sum to 1; Y: N x K targets in [0, 1], soft ones too; N, K >= 1. Conflict
/// matrices: K x K, of which the part above the diagonal counts. Means over rows, in nats. Throw
/// Error on shapes that do not fit or values outside their domain. Gradients are in P;
/// logit_gradient takes them to logits. Gradients agree with finite differences to some 1e-8.
namespace tonewheel {

/// Any dense N x K matrix of doubles; a row-major one is copied. A template, as the functions that
/// take it are, so that who includes the header and calls none of them compiles none of them: Real
/// is never deduced, and double.
template <class Real = double>
using LossMatrix = std::type_identity_t<Eigen::Ref<const Eigen::MatrixX<Real>>>;

/// A loss and its derivative in each probability.
struct LossGradient {
  double value = 0;          ///< the loss
  Eigen::MatrixXd gradient;  ///< N x K
};

/// Derivatives in the logits z of P = 1 / (1 + exp(-z)): gradient x P (1 - P), entry by entry. Zero
/// where P has been rounded to 0 or 1.
template <class Real = double>
[[nodiscard]] Eigen::MatrixXd logit_gradient(const LossMatrix<Real>& p,
                                             const LossMatrix<Real>& gradient);

/// The constants of the focal loss.
struct FocalOptions {
  double gamma = 2;     ///< focus, >= 0
  double alpha = 0.25;  ///< weight of a target 1, in [0, 1]; a target 0 has 1 - alpha
};

/// Mean over all entries of (alpha y + (1 - alpha)(1 - y)) (1 - e^-B)^gamma B, with the
/// cross-entropy B = -y log p - (1 - y) log(1 - p), logarithms at least -100 as in PyTorch. Lin et
/// al. 2017.
template <class Real = double>
[[nodiscard]] LossGradient focal_loss(const LossMatrix<Real>& p, const LossMatrix<Real>& y,
                                      const FocalOptions& options = {});

/// A conflict penalty with its derivatives in P and in the strengths.
struct ConflictPenalty {
  double value = 0;                   ///< the penalty
  Eigen::MatrixXd gradient;           ///< N x K
  Eigen::MatrixXd strength_gradient;  ///< K x K, zero on and below the diagonal
};

/// Mean over rows of the sum over i < j of C_ij p_i p_j.
template <class Real = double>
[[nodiscard]] ConflictPenalty conflict_penalty(const LossMatrix<Real>& p,
                                               const LossMatrix<Real>& conflicts);

/// The constants of the loss, and how its parts are weighed.
struct FocalConsistencyOptions {
  FocalOptions focal{};        ///< of the focal loss
  double conflict_weight = 1;  ///< what the conflict penalty is multiplied by
};

/// focal_loss + conflict_weight x conflict_penalty; conflicts: conflict_matrix("focal8", ...).
template <class Real = double>
[[nodiscard]] LossGradient focal_consistency_loss(const LossMatrix<Real>& p,
                                                  const LossMatrix<Real>& y,
                                                  const LossMatrix<Real>& conflicts,
                                                  const FocalConsistencyOptions& options = {});

/// The constants of the loss whose weights are learned.
struct LearnedConsistencyOptions {
  FocalOptions focal{};    ///< of the focal loss
  double sparsity = 0.01;  ///< weight of the mean absolute logit
};

/// The loss and its gradients.
struct LearnedLoss {
  double value = 0;                ///< the loss
  Eigen::MatrixXd gradient;        ///< N x K
  Eigen::MatrixXd logit_gradient;  ///< K x K, in the conflict logits; 0 taken for |0|'
};

/// focal_loss + conflict_penalty with strengths 1 / (1 + exp(-logits)) + sparsity x mean |logits|
/// (over all K x K of them). Start: conflict_matrix("learned8", ...).
template <class Real = double>
[[nodiscard]] LearnedLoss learned_consistency_loss(const LossMatrix<Real>& p,
                                                   const LossMatrix<Real>& y,
                                                   const LossMatrix<Real>& logits,
                                                   const LearnedConsistencyOptions& options = {});

/// What the knowledge-guided loss learns; the authors start with zeros and scale 1.
struct KnowledgeParameters {
  Eigen::MatrixXd residual;  ///< K x K
  Eigen::VectorXd bias;      ///< K
  double scale = 1;  ///< multiplies the strengths before softplus, see knowledge_strengths()
};

/// The constants of the loss, and how its parts are weighed.
struct KnowledgeOptions {
  FocalOptions focal{};         ///< of the focal loss
  double prior_strength = 0.5;  ///< s, in [0, 1]
  double smoothness = 0.001;    ///< weight of mean |R - R^T|
  /// Where several strengths are the largest, share its subgradient among all of them, as PyTorch's
  /// max() does, instead of giving it to the first (row by row). At the authors' start all strong
  /// pairs tie.
  bool share_ties = false;
};

/// C = softplus(scale (s prior + (1 - s)(tanh(R_sym) / 2 + 1/2)) + 0.1 (b_i + b_j)) over its
/// largest entry (diagonal included) + 1e-8, R_sym = (R + R^T) / 2; K x K in [0, 1]. softplus is
/// exact, where PyTorch's is the identity above 20.
template <class Real = double>
[[nodiscard]] Eigen::MatrixXd knowledge_strengths(const LossMatrix<Real>& prior,
                                                  const KnowledgeParameters& parameters,
                                                  const KnowledgeOptions& options = {});

/// The loss and its gradient.
struct KnowledgeLoss {
  double value = 0;                   ///< the loss
  Eigen::MatrixXd gradient;           ///< N x K
  Eigen::MatrixXd residual_gradient;  ///< K x K
  Eigen::VectorXd bias_gradient;      ///< K
  double scale_gradient = 0;          ///< in KnowledgeParameters::scale
};

/// KnowledgeGuidedConsistencyLoss: focal_loss + conflict_penalty with knowledge_strengths +
/// smoothness x mean |R - R^T|. prior: conflict_matrix("knowledge8" or "knowledge14", ...).
template <class Real = double>
[[nodiscard]] KnowledgeLoss knowledge_consistency_loss(const LossMatrix<Real>& p,
                                                       const LossMatrix<Real>& y,
                                                       const LossMatrix<Real>& prior,
                                                       const KnowledgeParameters& parameters,
                                                       const KnowledgeOptions& options = {});

}  // namespace tonewheel

#include <tonewheel/affect/impl/consistency_loss_inl.hpp>
