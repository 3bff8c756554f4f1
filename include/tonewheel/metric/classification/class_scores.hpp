#pragma once

#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/label_score.hpp>

/// Metrics of single-label classification, all from a confusion matrix: of two spans of classes it
/// is confusion() of class_predictions.hpp, of shards it is merged. Undefined values, those of an
/// empty matrix among them, are NaN unless another rule is named. Higher is better everywhere.
namespace tonewheel {
inline namespace classification {

/// Right / n, in [0, 1].
[[nodiscard]] double accuracy(const ConfusionMatrix& matrix);

/// How balanced accuracy is scaled.
struct BalancedOptions {
  /// Shifted and scaled so that chance, 1 / classes, is 0 and perfect is 1; undefined for one
  /// class.
  bool adjusted = false;
};
/// The plain mean of recall over the classes that have true samples (unweighted average recall,
/// UAR), in [0, 1]; adjusted, in [-1 / (classes - 1), 1] (Brodersen et al. 2010; Schuller et al.
/// 2009). Rounded once.
[[nodiscard]] double balanced_accuracy(const ConfusionMatrix& matrix,
                                       const BalancedOptions& options = {});

/// Precision, recall, F and Jaccard of each class, and their means: see label_score.hpp.
[[nodiscard]] std::vector<LabelScore> class_scores(const ConfusionMatrix& matrix,
                                                   const LabelScoreOptions& options = {});
/// The plain means over the classes.
[[nodiscard]] LabelScore macro_score(const ConfusionMatrix& matrix,
                                     const LabelScoreOptions& options = {},
                                     LabelChoice choice = LabelChoice::found);
/// Its F is known as WAF or weighted F1, its recall is the accuracy.
[[nodiscard]] LabelScore weighted_score(const ConfusionMatrix& matrix,
                                        const LabelScoreOptions& options = {});
/// Its precision, recall and F are the accuracy.
[[nodiscard]] LabelScore micro_score(const ConfusionMatrix& matrix,
                                     const LabelScoreOptions& options = {});

/// (p_o - p_e) / (1 - p_e), p_o the accuracy and p_e what the marginals give by chance, in [-1, 1];
/// undefined where p_e is 1 (Cohen 1960). Numerator and denominator are each rounded once.
[[nodiscard]] double cohen_kappa(const ConfusionMatrix& matrix);

/// How bad it is to take class i for j: |i - j|, or its square. For classes in an order.
enum class KappaWeights : unsigned char { linear, quadratic };
/// 1 - sum w o / sum w e, o the shares of the matrix and e those of independent marginals, at most
/// 1; undefined where the lower sum is 0 (Cohen 1968).
[[nodiscard]] double weighted_kappa(const ConfusionMatrix& matrix, KappaWeights weights);
/// The same with any weights, classes x classes, such as the steps between sectors of a wheel:
/// finite, >= 0, 0 on the diagonal and at most 1e100, else Error.
[[nodiscard]] double weighted_kappa(const ConfusionMatrix& matrix,
                                    const MatrixView<double>& weights);

/// Matthews correlation for any number of classes: cov(t, p) / sqrt(cov(t, t) cov(p, p)), t and p
/// the indicators of the true and the predicted class, in [-1, 1] (Matthews 1975; Gorodkin 2004).
/// 0 where all samples have one true or one predicted class (Chicco & Jurman 2020).
[[nodiscard]] double matthews_correlation(const ConfusionMatrix& matrix);

/// Geometric mean of recall over the classes that have true samples, in [0, 1]; 0 as soon as one
/// class is never recognised (Kubat & Matwin 1997; Sun, Kamel & Wang 2006).
[[nodiscard]] double geometric_mean_recall(const ConfusionMatrix& matrix);

}  // namespace classification
}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/metric/classification/impl/class_scores_inl.hpp>
#endif
