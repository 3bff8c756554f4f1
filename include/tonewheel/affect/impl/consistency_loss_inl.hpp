#pragma once

#include <tonewheel/affect/consistency_loss.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {
namespace detail {

template <class Real = double>
std::string shape(const LossMatrix<Real>& matrix) {
  return std::to_string(matrix.rows()) + " x " + std::to_string(matrix.cols());
}

template <class Real = double>
void check_unit(const LossMatrix<Real>& matrix, const char* what) {
  for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
      if (!(matrix(i, j) >= 0 && matrix(i, j) <= 1)) {
        throw Error("loss: " + std::string(what) + " in row " + std::to_string(i) + ", column " +
                    std::to_string(j) + " is " + number_text(matrix(i, j)) +
                    ", expected a number in [0, 1]");
      }
    }
  }
}

template <class Real = double>
void check_probabilities(const LossMatrix<Real>& p) {
  if (p.size() == 0) {
    throw Error("loss: probabilities of " + shape<Real>(p) +
                ", expected at least one row and column");
  }
  check_unit(p, "the probability");
}

template <class Real = double>
void check_square(const LossMatrix<Real>& matrix, Eigen::Index classes, const char* what) {
  if (matrix.rows() != classes || matrix.cols() != classes || !matrix.allFinite()) {
    throw Error("loss: " + std::string(what) + " of " + shape<Real>(matrix) + ", expected " +
                std::to_string(classes) + " x " + std::to_string(classes) + " finite numbers");
  }
}

/// |x|' with 0 at 0.
inline double sign(double x) {
  return x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0;
}

inline double sigmoid(double x) {
  const double e = std::exp(-std::abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

inline double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

// What is learned, in a type that depends on Real, as what is computed from it then does.
template <class Real>
const Eigen::MatrixX<Real>& residual_of(const KnowledgeParameters& parameters) {
  return parameters.residual;
}
template <class Real>
const Eigen::VectorX<Real>& bias_of(const KnowledgeParameters& parameters) {
  return parameters.bias;
}

/// tanh(R_sym) of the residual.
template <class Real = double>
Eigen::MatrixXd bounded_residual(const KnowledgeParameters& parameters) {
  return ((detail::residual_of<Real>(parameters) +
           detail::residual_of<Real>(parameters).transpose()) /
          2)
      .array()
      .tanh();
}

template <class Real = double>
void check_knowledge(const LossMatrix<Real>& prior, const KnowledgeParameters& parameters,
                     const KnowledgeOptions& options) {
  check_square<Real>(prior, prior.rows(), "a prior");
  check_square<Real>(detail::residual_of<Real>(parameters), prior.rows(), "a residual");
  if (detail::bias_of<Real>(parameters).size() != prior.rows() ||
      !detail::bias_of<Real>(parameters).allFinite() || !std::isfinite(parameters.scale)) {
    throw Error("loss: " + std::to_string(detail::bias_of<Real>(parameters).size()) +
                " biases and scale " + std::to_string(parameters.scale) + ", expected " +
                std::to_string(prior.rows()) + " finite biases and a finite scale");
  }
  if (!(options.prior_strength >= 0 && options.prior_strength <= 1)) {
    throw Error("loss: found prior strength " + number_text(options.prior_strength) +
                ", expected a number in [0, 1]");
  }
}

/// What softplus is taken of.
template <class Real = double>
Eigen::MatrixXd knowledge_activations(const LossMatrix<Real>& prior,
                                      const KnowledgeParameters& parameters,
                                      const KnowledgeOptions& options) {
  const double s = options.prior_strength;
  const Eigen::ArrayXX<Real> combined =
      s * prior.array() + (1 - s) * (bounded_residual<Real>(parameters).array() / 2 + 0.5);
  Eigen::MatrixX<Real> out = parameters.scale * combined;
  out.colwise() += 0.1 * detail::bias_of<Real>(parameters);
  out.rowwise() += 0.1 * detail::bias_of<Real>(parameters).transpose();
  return out;
}

inline constexpr double strength_epsilon = 1e-8;

/// From the gradient in C = S / (max S + epsilon) to the gradient in S.
template <class Real = double>
Eigen::MatrixXd through_maximum(const std::type_identity_t<Eigen::MatrixX<Real>>& gradient,
                                const std::type_identity_t<Eigen::MatrixX<Real>>& s,
                                bool share_ties) {
  const double largest = s.maxCoeff();
  const double divisor = largest + strength_epsilon;
  const double pull = -gradient.cwiseProduct(s).sum() / (divisor * divisor);
  const auto ties = static_cast<double>((s.array() == largest).count());
  Eigen::MatrixX<Real> out = gradient / divisor;
  for (Eigen::Index i = 0; i < s.rows(); ++i) {
    for (Eigen::Index j = 0; j < s.cols(); ++j) {
      if (s(i, j) == largest) {
        out(i, j) += share_ties ? pull / ties : pull;
        if (!share_ties) {
          return out;
        }
      }
    }
  }
  return out;
}

}  // namespace detail

template <class Real>
Eigen::MatrixXd logit_gradient(const LossMatrix<Real>& p, const LossMatrix<Real>& gradient) {
  if (p.rows() != gradient.rows() || p.cols() != gradient.cols()) {
    throw Error("loss: probabilities of " + detail::shape<Real>(p) + " and a gradient of " +
                detail::shape<Real>(gradient) + ", expected the same shape");
  }
  return gradient.array() * p.array() * (1 - p.array());
}

template <class Real>
LossGradient focal_loss(const LossMatrix<Real>& p, const LossMatrix<Real>& y,
                        const FocalOptions& options) {
  detail::check_probabilities(p);
  if (y.rows() != p.rows() || y.cols() != p.cols()) {
    throw Error("loss: probabilities of " + detail::shape<Real>(p) + " and targets of " +
                detail::shape<Real>(y) + ", expected the same shape");
  }
  detail::check_unit(y, "the target");
  if (!(options.gamma >= 0) || !(options.alpha >= 0 && options.alpha <= 1)) {
    throw Error("loss: found gamma " + number_text(options.gamma) + " and alpha " +
                number_text(options.alpha) + ", expected gamma >= 0 and alpha in [0, 1]");
  }
  constexpr double least_log = -100;
  const auto entries = static_cast<double>(p.size());
  LossGradient loss{0, Eigen::MatrixX<Real>(p.rows(), p.cols())};
  for (Eigen::Index j = 0; j < p.cols(); ++j) {
    for (Eigen::Index i = 0; i < p.rows(); ++i) {
      const double yes = y(i, j);
      const double log_p = std::log(p(i, j));
      const double log_q = std::log1p(-p(i, j));
      const double entropy =
          -(yes * std::max(log_p, least_log) + (1 - yes) * std::max(log_q, least_log));
      const double slope = (log_p > least_log ? -yes / p(i, j) : 0.0) +
                           (log_q > least_log ? (1 - yes) / (1 - p(i, j)) : 0.0);
      const double miss = -std::expm1(-entropy);  // 1 - p_t
      const double focus = std::pow(miss, options.gamma);
      const double weight = options.alpha * yes + (1 - options.alpha) * (1 - yes);
      // (miss^gamma B)' = miss^gamma (1 + gamma p_t B / miss); B / miss tends to 1 where B does to
      // 0.
      const double ratio = miss > 0 ? entropy / miss : 1.0;
      const double rise = focus * (1 + options.gamma * std::exp(-entropy) * ratio);
      loss.value += weight * focus * entropy;
      loss.gradient(i, j) = weight * rise * slope / entries;
    }
  }
  loss.value /= entries;
  return loss;
}

template <class Real>
ConflictPenalty conflict_penalty(const LossMatrix<Real>& p, const LossMatrix<Real>& conflicts) {
  detail::check_probabilities(p);
  detail::check_square<Real>(conflicts, p.cols(), "a conflict matrix");
  const auto rows = static_cast<double>(p.rows());
  const Eigen::MatrixX<Real> upper = conflicts.template triangularView<Eigen::StrictlyUpper>();
  ConflictPenalty penalty;
  // Lazy products: the matrices are small, and every file that includes this compiles them.
  penalty.gradient = p.lazyProduct(upper + upper.transpose()) / rows;
  penalty.strength_gradient = Eigen::MatrixX<Real>(p.transpose().lazyProduct(p) / rows)
                                  .template triangularView<Eigen::StrictlyUpper>();
  penalty.value = upper.cwiseProduct(penalty.strength_gradient).sum();
  return penalty;
}

template <class Real>
LossGradient focal_consistency_loss(const LossMatrix<Real>& p, const LossMatrix<Real>& y,
                                    const LossMatrix<Real>& conflicts,
                                    const FocalConsistencyOptions& options) {
  LossGradient loss = focal_loss(p, y, options.focal);
  const ConflictPenalty penalty = conflict_penalty(p, conflicts);
  loss.value += options.conflict_weight * penalty.value;
  loss.gradient += options.conflict_weight * penalty.gradient;
  return loss;
}

template <class Real>
LearnedLoss learned_consistency_loss(const LossMatrix<Real>& p, const LossMatrix<Real>& y,
                                     const LossMatrix<Real>& logits,
                                     const LearnedConsistencyOptions& options) {
  const LossGradient focal = focal_loss(p, y, options.focal);
  detail::check_square<Real>(logits, p.cols(), "conflict logits");
  const Eigen::MatrixX<Real> strengths = logits.unaryExpr(&detail::sigmoid);
  const ConflictPenalty penalty = conflict_penalty(p, strengths);
  const double share = options.sparsity / static_cast<double>(logits.size());
  const Eigen::ArrayXX<Real> rise = strengths.array() * (1 - strengths.array());
  return {
      focal.value + penalty.value + share * logits.cwiseAbs().sum(),
      focal.gradient + penalty.gradient,
      penalty.strength_gradient.array() * rise + share * logits.unaryExpr(&detail::sign).array()};
}

template <class Real>
Eigen::MatrixXd knowledge_strengths(const LossMatrix<Real>& prior,
                                    const KnowledgeParameters& parameters,
                                    const KnowledgeOptions& options) {
  detail::check_knowledge(prior, parameters, options);
  const Eigen::MatrixX<Real> s =
      detail::knowledge_activations<Real>(prior, parameters, options).unaryExpr(&detail::softplus);
  return s / (s.maxCoeff() + detail::strength_epsilon);
}

template <class Real>
KnowledgeLoss knowledge_consistency_loss(const LossMatrix<Real>& p, const LossMatrix<Real>& y,
                                         const LossMatrix<Real>& prior,
                                         const KnowledgeParameters& parameters,
                                         const KnowledgeOptions& options) {
  const LossGradient focal = focal_loss(p, y, options.focal);
  detail::check_square<Real>(prior, p.cols(), "a prior");
  const Eigen::MatrixX<Real> strengths = knowledge_strengths(prior, parameters, options);
  const ConflictPenalty penalty = conflict_penalty(p, strengths);

  const Eigen::MatrixX<Real> activations =
      detail::knowledge_activations<Real>(prior, parameters, options);
  const Eigen::MatrixX<Real> in_activations =
      detail::through_maximum<Real>(penalty.strength_gradient,
                                    activations.unaryExpr(&detail::softplus), options.share_ties)
          .cwiseProduct(activations.unaryExpr(&detail::sigmoid));
  const Eigen::ArrayXX<Real> bounded = detail::bounded_residual<Real>(parameters);
  const double residual_share = 1 - options.prior_strength;
  const Eigen::ArrayXX<Real> combined =
      options.prior_strength * prior.array() + residual_share * (bounded / 2 + 0.5);
  const Eigen::MatrixX<Real> in_symmetric =
      in_activations.array() * parameters.scale * residual_share / 2 * (1 - bounded.square());
  const Eigen::MatrixX<Real> skew =
      detail::residual_of<Real>(parameters) - detail::residual_of<Real>(parameters).transpose();
  const double share = options.smoothness / static_cast<double>(skew.size());

  KnowledgeLoss loss;
  loss.value = focal.value + penalty.value + share * skew.cwiseAbs().sum();
  loss.gradient = focal.gradient + penalty.gradient;
  loss.residual_gradient =
      (in_symmetric + in_symmetric.transpose()) / 2 + 2 * share * skew.unaryExpr(&detail::sign);
  loss.bias_gradient =
      0.1 * (in_activations.rowwise().sum() + in_activations.colwise().sum().transpose());
  loss.scale_gradient = in_activations.cwiseProduct(combined.matrix()).sum();
  return loss;
}

}  // namespace tonewheel
