#pragma once

#include <limits>
#include <string>

#include <tonewheel/core/count.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/classification/label_score.hpp>

namespace tonewheel {

namespace detail {

inline void require_label_counts(const LabelCounts& label) {
  if (label.truth > most_exact_count || label.prediction > most_exact_count ||
      label.common > label.truth || label.common > label.prediction) {
    throw Error("label score: found " + std::to_string(label.common) + " samples in common of " +
                std::to_string(label.truth) + " true and " + std::to_string(label.prediction) +
                " predicted ones, expected no more than either, and at most 2^53");
  }
}

inline void require_label_options(const LabelScoreOptions& options) {
  constexpr double most_beta = 1e6;
  if (!(options.beta >= 0 && options.beta <= most_beta)) {
    throw Error("label score: found beta " + number_text(options.beta) +
                ", expected one in [0, 1e6]");
  }
}

/// What 0 / 0 is.
inline double zero_by_zero(ZeroDivision rule) {
  switch (rule) {
    case ZeroDivision::one:
      return 1;
    case ZeroDivision::leave_out:
      return std::numeric_limits<double>::quiet_NaN();
    default:
      return 0;
  }
}

struct LabelFraction {
  double numerator = 0;
  double denominator = 0;
};

/// A label's four scores, before they are divided.
struct LabelFractions {
  LabelFraction precision{};
  LabelFraction recall{};
  LabelFraction fscore{};
  LabelFraction jaccard{};
};

inline LabelFractions label_fractions(const LabelCounts& label, double beta) {
  require_label_counts(label);
  const double square = beta * beta;
  const auto truth = static_cast<double>(label.truth);
  const auto prediction = static_cast<double>(label.prediction);
  const auto common = static_cast<double>(label.common);
  const auto either = static_cast<double>(label.truth + label.prediction - label.common);
  // F with nothing in common is 0 whatever beta is, unless there is nothing at all.
  const LabelFraction fscore =
      label.common == 0 ? LabelFraction{0, either}
                        : LabelFraction{(1 + square) * common, square * truth + prediction};
  return {{common, prediction}, {common, truth}, fscore, {common, either}};
}

/// A mean of fractions that counts each with a weight, a whole number.
struct LabelMean {
  RatioSum sum{};
  std::uint64_t weights = 0;

  void add(const LabelFraction& fraction, std::uint64_t weight, ZeroDivision rule) {
    if (fraction.denominator > 0) {
      sum.add(static_cast<double>(weight), fraction.numerator, fraction.denominator);
    } else if (rule == ZeroDivision::leave_out) {
      return;
    } else {
      sum.add(static_cast<double>(weight), zero_by_zero(rule), 1);
    }
    add_count(weights, weight, "label score: counts", most_exact_count);
  }
  [[nodiscard]] double value(ZeroDivision rule) const {
    return weights == 0 ? zero_by_zero(rule) : sum.over(static_cast<double>(weights));
  }
};

struct LabelMeans {
  LabelMean precision{};
  LabelMean recall{};
  LabelMean fscore{};
  LabelMean jaccard{};

  void add(const LabelCounts& label, std::uint64_t weight, const LabelScoreOptions& options) {
    const LabelFractions fractions = label_fractions(label, options.beta);
    precision.add(fractions.precision, weight, options.zero_division);
    recall.add(fractions.recall, weight, options.zero_division);
    fscore.add(fractions.fscore, weight, options.zero_division);
    jaccard.add(fractions.jaccard, weight, options.zero_division);
  }
  [[nodiscard]] LabelScore value(const LabelScoreOptions& options) const {
    const ZeroDivision rule = options.zero_division;
    return {precision.value(rule), recall.value(rule), fscore.value(rule), jaccard.value(rule)};
  }
};

}  // namespace detail

inline namespace classification {

TONEWHEEL_INLINE LabelScore label_score(const LabelCounts& label,
                                        const LabelScoreOptions& options) {
  detail::require_label_options(options);
  const detail::LabelFractions fractions = detail::label_fractions(label, options.beta);
  const auto divided = [&options](const detail::LabelFraction& fraction) {
    return fraction.denominator > 0 ? fraction.numerator / fraction.denominator
                                    : detail::zero_by_zero(options.zero_division);
  };
  return {divided(fractions.precision), divided(fractions.recall), divided(fractions.fscore),
          divided(fractions.jaccard)};
}

TONEWHEEL_INLINE std::vector<LabelScore> label_scores(std::span<const LabelCounts> labels,
                                                      const LabelScoreOptions& options) {
  std::vector<LabelScore> scores;
  scores.reserve(labels.size());
  for (const LabelCounts& label : labels) {
    scores.push_back(label_score(label, options));
  }
  return scores;
}

TONEWHEEL_INLINE LabelScore macro_score(std::span<const LabelCounts> labels, LabelChoice choice,
                                        const LabelScoreOptions& options) {
  detail::require_label_options(options);
  detail::LabelMeans means;
  for (const LabelCounts& label : labels) {
    if (choice == LabelChoice::all || label.truth != 0 || label.prediction != 0) {
      means.add(label, 1, options);
    }
  }
  return means.value(options);
}

TONEWHEEL_INLINE LabelScore weighted_score(std::span<const LabelCounts> labels,
                                           const LabelScoreOptions& options) {
  detail::require_label_options(options);
  detail::LabelMeans means;
  for (const LabelCounts& label : labels) {
    means.add(label, label.truth, options);
  }
  return means.value(options);
}

TONEWHEEL_INLINE LabelScore micro_score(std::span<const LabelCounts> labels,
                                        const LabelScoreOptions& options) {
  LabelCounts sum;
  for (const LabelCounts& label : labels) {
    detail::require_label_counts(label);
    add_count(sum.truth, label.truth, "label score: counts", most_exact_count);
    add_count(sum.prediction, label.prediction, "label score: counts", most_exact_count);
    sum.common += label.common;
  }
  return label_score(sum, options);
}

TONEWHEEL_INLINE LabelScore mean_score(std::span<const LabelCase> cases,
                                       const LabelScoreOptions& options) {
  detail::require_label_options(options);
  detail::LabelMeans means;
  for (const LabelCase& one : cases) {
    means.add(one.counts, one.times, options);
  }
  return means.value(options);
}

}  // namespace classification
}  // namespace tonewheel
