#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/impl/columns_vector_inl.hpp>
#include <tonewheel/kernel/impl/distribution_terms_vector_inl.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/impl/posterior_tile_inl.hpp>

// Plain arrays: functions of std::array would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays)
namespace tonewheel::kernel::TONEWHEEL_ISA {

using detail::DistributionTask;

/// Classes whose shares stand in the nearest cache together.
inline constexpr std::size_t share_block = 32;

/// A tile of rows, some classes of them, column by column.
struct ShareTile {
  alignas(vector_bytes) double p[share_block * tile];
  alignas(vector_bytes) double q[share_block * tile];
};

/// What the shares of a row say of it.
struct ShareSurvey {
  Words faults = {};  ///< highest bit set: a share is not in [0, 1e100], or is -0
  Doubles sum = {};
  void add(Doubles share) noexcept {
    const auto bits = reinterpret_cast<Words>(share);
    const auto limit = reinterpret_cast<Words>(broadcast<Doubles>(1e100));
    faults |= bits | (limit - bits);
    sum += share;
  }
  /// Whether the row may be taken, all bits set, or not.
  [[nodiscard]] Longs fits(const RowRules& rules) const noexcept {
    const auto in_range = reinterpret_cast<Longs>(reinterpret_cast<Longs>(faults) >= 0);
    if (rules.normalise) {
      return in_range & reinterpret_cast<Longs>(sum > 0);
    }
    return in_range & (rules.mass_tolerance < 0
                           ? Longs{} - 1
                           : reinterpret_cast<Longs>(magnitude(sum - 1.0) <= rules.mass_tolerance));
  }
};

/// The rules applied to shares of one side, in place.
inline void apply_rules(const RowRules& rules, double floor, std::size_t all_classes,
                        const ShareSurvey (&survey)[2], std::size_t classes,
                        double* shares) noexcept {
  for (std::size_t half = 0; half < 2; ++half) {
    double* const column = shares + half * width;
    const Doubles mass = survey[half].sum;
    const auto unit = broadcast<Doubles>(1.0);
    if (rules.normalise) {
      for (std::size_t k = 0; k < classes; ++k) {
        store(column + k * tile, load<Doubles>(column + k * tile) / mass);
      }
    }
    if (floor > 0) {
      for (std::size_t k = 0; k < classes; ++k) {
        store(column + k * tile,
              larger(load<Doubles>(column + k * tile), broadcast<Doubles>(floor)));
      }
    }
    if (rules.smoothing > 0) {
      const Doubles smoothed =
          (rules.normalise ? unit : mass) + static_cast<double>(all_classes) * rules.smoothing;
      for (std::size_t k = 0; k < classes; ++k) {
        store(column + k * tile, (load<Doubles>(column + k * tile) + rules.smoothing) / smoothed);
      }
    }
  }
}

/// Rows [first, first + tile), classes [from, from + classes).
inline void load_shares(const DistributionTask& task, std::size_t first, std::size_t from,
                        std::size_t classes, ShareTile& shares) noexcept {
  const std::size_t rest = task.rows - first;
  for (std::size_t half = 0; half < 2; ++half) {
    // A half without rows repeats the last row.
    const std::size_t row = half * width < rest ? first + half * width : task.rows - 1;
    const std::size_t last = task.rows - row - 1 < width - 1 ? task.rows - row - 1 : width - 1;
    load_columns(task.p, row, last, from, classes, shares.p + half * width, tile);
    load_columns(task.q, row, last, from, classes, shares.q + half * width, tile);
  }
}

inline void survey_shares(std::size_t classes, const double* shares,
                          ShareSurvey (&survey)[2]) noexcept {
  for (std::size_t k = 0; k < classes; ++k) {
    survey[0].add(load<Doubles>(shares + k * tile));
    survey[1].add(load<Doubles>(shares + k * tile + width));
  }
}

/// One tile: the shares are passed over for their sums, where the rules need those first, and then
/// as often as the metric wants. A table of few classes is loaded once.
template <class Metric>
inline void metric_tile(const DistributionTask& task, std::size_t first, ShareTile& shares,
                        Doubles (&value)[2]) noexcept {
  const RowRules& rules = task.rules;
  const bool one_block = task.classes <= share_block;
  const int first_pass = rules.normalise || rules.smoothing > 0 ? -1 : 0;
  ShareSurvey of_p[2];
  ShareSurvey of_q[2];
  Metric metric[2];
  for (int pass = first_pass; pass < Metric::passes; ++pass) {
    for (std::size_t from = 0; from < task.classes; from += share_block) {
      const std::size_t rest = task.classes - from;
      const std::size_t classes = rest < share_block ? rest : share_block;
      if (pass == first_pass || !one_block) {
        load_shares(task, first, from, classes, shares);
      }
      if (pass == first_pass) {
        survey_shares(classes, shares.p, of_p);
        survey_shares(classes, shares.q, of_q);
      }
      if (pass == 0 || (pass > 0 && !one_block)) {
        apply_rules(rules, rules.floor_p, task.classes, of_p, classes, shares.p);
        apply_rules(rules, rules.floor_q, task.classes, of_q, classes, shares.q);
      }
      if (pass >= 0) {
        for (std::size_t k = 0; k < classes; ++k) {
          const double* const p = shares.p + k * tile;
          const double* const q = shares.q + k * tile;
          metric[0].add(pass, load<Doubles>(p), load<Doubles>(q));
          metric[1].add(pass, load<Doubles>(p + width), load<Doubles>(q + width));
        }
      }
    }
  }
  for (std::size_t half = 0; half < 2; ++half) {
    value[half] = metric[half].finish(rules.divisor, static_cast<double>(task.classes));
    value[half] = (of_p[half].fits(rules) & of_q[half].fits(rules)) != 0
                      ? value[half]
                      : broadcast<Doubles>(__builtin_nan(""));
  }
}

template <class Metric>
inline void metric_rows(const DistributionTask& task) noexcept {
  ShareTile shares;
  alignas(vector_bytes) double of_row[tile];
  for (std::size_t first = 0; first < task.rows; first += tile) {
    const std::size_t count = task.rows - first < tile ? task.rows - first : tile;
    Doubles value[2];
    metric_tile<Metric>(task, first, shares, value);
    store(of_row, value[0]);
    store(of_row + width, value[1]);
    __builtin_memcpy(task.out + first, of_row, count * sizeof(double));
  }
}

inline void distribution_rows_kernel(RowMetric metric, const DistributionTask& task) noexcept {
  switch (metric) {
    case RowMetric::kl:
      return metric_rows<SumOf<KlTerm>>(task);
    case RowMetric::kl_symmetric:
      return metric_rows<SumOf<SymmetricKlTerm>>(task);
    case RowMetric::js_divergence:
      return metric_rows<SumOf<JsTerm>>(task);
    case RowMetric::js_distance:
      return metric_rows<SumOf<JsTerm, Root>>(task);
    case RowMetric::cross_entropy:
      return metric_rows<SumOf<CrossEntropyTerm>>(task);
    case RowMetric::chi_squared:
      return metric_rows<SumOf<ChiSquaredTerm>>(task);
    case RowMetric::chi_squared_of_q:
      return metric_rows<SumOf<ChiSquaredOfQTerm>>(task);
    case RowMetric::chi_squared_of_p:
      return metric_rows<SumOf<ChiSquaredOfPTerm>>(task);
    case RowMetric::hellinger:
      return metric_rows<SumOf<HellingerTerm, RootOfHalf>>(task);
    case RowMetric::fidelity:
      return metric_rows<SumOf<FidelityTerm>>(task);
    case RowMetric::bhattacharyya:
      return metric_rows<SumOf<FidelityTerm, MinusLog>>(task);
    case RowMetric::chebyshev:
      return metric_rows<Chebyshev>(task);
    case RowMetric::clark:
      return metric_rows<SumOf<ClarkTerm, Root>>(task);
    case RowMetric::canberra:
      return metric_rows<SumOf<CanberraTerm>>(task);
    case RowMetric::euclidean:
      return metric_rows<SumOf<SquareTerm, Root>>(task);
    case RowMetric::sorensen:
      return metric_rows<Sorensen>(task);
    case RowMetric::brier:
      return metric_rows<SumOf<SquareTerm>>(task);
    case RowMetric::cosine:
      return metric_rows<Cosine>(task);
    case RowMetric::intersection:
      return metric_rows<SumOf<IntersectionTerm>>(task);
    case RowMetric::pearson:
      return metric_rows<Pearson>(task);
    case RowMetric::ranked_probability:
      return metric_rows<RankedProbability>(task);
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays)
