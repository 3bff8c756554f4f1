#pragma once

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <tonewheel/affect/word_class.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/rater_variance.hpp>

namespace tonewheel {
namespace detail {

inline void require_word_class_options(const WordClassOptions& options) {
  const auto fit = [](double value) { return value >= 0 && std::isfinite(value); };
  const Vad& raters = options.rater_variance;
  if (!(options.spread > 0) || !std::isfinite(options.spread)) {
    throw Error("spread: found " + number_text(options.spread) + ", expected a number > 0");
  }
  if (!fit(raters.valence) || !fit(raters.arousal) || !fit(raters.dominance)) {
    throw Error("rater variance: found " + number_text(raters.valence) + ", " +
                number_text(raters.arousal) + ", " + number_text(raters.dominance) +
                ", expected numbers >= 0");
  }
}

/// Of the means of two axes across words, by n.
inline double mean_product(const std::vector<const RatedWord*>& words, const Vad& mean, Axis a,
                           Axis b) {
  double sum = 0;
  for (const RatedWord* word : words) {
    sum += (word->mean[a] - mean[a]) * (word->mean[b] - mean[b]);
  }
  return sum / static_cast<double>(words.size());
}

}  // namespace detail

TONEWHEEL_INLINE WordClassOptions default_word_classes() {
  return {.spread = 1, .rater_variance = reader_variance()};
}

TONEWHEEL_INLINE Vad reader_variance() {
  const Table table = Table::parse(data::rater_variance);
  Vad variance;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& axis = table.cell(row, table.column("axis"));
    const double deviation = table.number(row, table.column("deviation"));
    const auto named = std::find_if(all_axes.begin(), all_axes.end(),
                                    [&](Axis each) { return name(each) == axis; });
    variance[*named] = deviation * deviation;
  }
  return variance;
}

TONEWHEEL_INLINE std::optional<EmotionClass> class_of_words(std::string name,
                                                            std::span<const std::string> words,
                                                            const Norms& norms,
                                                            const WordClassOptions& options) {
  detail::require_word_class_options(options);
  std::vector<const RatedWord*> rated;
  std::string listed;
  for (const std::string& word : words) {
    const RatedWord* found = norms.find(word);
    if (found != nullptr && std::find(rated.begin(), rated.end(), found) == rated.end()) {
      listed += (rated.empty() ? "" : ", ") + found->word;
      rated.push_back(found);
    }
  }
  if (rated.empty()) {
    return std::nullopt;
  }
  const auto n = static_cast<double>(rated.size());
  EmotionClass out{.name = std::move(name), .n = n};
  out.rater_variance = options.rater_variance;
  out.source = norms.name() + ": " + listed;
  for (const Axis axis : all_axes) {
    for (const RatedWord* word : rated) {
      out.mean[axis] += word->mean[axis];
    }
    out.mean[axis] /= n;
  }
  Vad variance;
  for (const Axis axis : all_axes) {
    for (const RatedWord* word : rated) {
      variance[axis] += word->deviation[axis] * word->deviation[axis];
    }
    variance[axis] = variance[axis] / n + detail::mean_product(rated, out.mean, axis, axis);
    out.deviation[axis] = std::sqrt(options.spread * variance[axis]);
  }
  if (options.correlations) {
    const bool enough = rated.size() >= options.correlation_words;
    const auto rho = [&](Axis a, Axis b) {
      return enough ? detail::mean_product(rated, out.mean, a, b) /
                          std::sqrt(variance[a] * variance[b])
                    : 0.0;
    };
    out.correlations = Correlations{.va = rho(Axis::valence, Axis::arousal),
                                    .vd = rho(Axis::valence, Axis::dominance),
                                    .ad = rho(Axis::arousal, Axis::dominance)};
  }
  if (!norms.has_deviations()) {
    out.deviation_source.fill(DeviationSource::pooled);
  }
  return out;
}

}  // namespace tonewheel
