#pragma once

#include <cstdint>

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/metric/overlap/cue_match.hpp>

namespace tonewheel {
inline namespace overlap {

TONEWHEEL_INLINE CueMatch match_cues(const MatrixView<double>& similarity,
                                     const CueMatchOptions& options) {
  if (!(options.threshold > 0 && options.threshold <= 1)) {
    throw Error("cue match: found threshold " + number_text(options.threshold) +
                ", expected a number in (0, 1]");
  }
  std::vector<double> credits(similarity.values.begin(), similarity.values.end());
  for (double& credit : credits) {
    if (!(credit >= -1 && credit <= 1)) {
      throw Error("cue match: found similarity " + number_text(credit) +
                  ", expected a number in [-1, 1]");
    }
    credit = credit >= options.threshold ? credit : 0;
  }
  const MatrixView<double> view{credits, similarity.rows, similarity.columns};
  const Assignment assignment = assign(view, Objective::greatest);
  CueMatch match;
  for (std::size_t row = 0; row < view.rows; ++row) {
    const auto column = assignment.column_of[row];
    if (column && view.at(row, *column) > 0) {
      match.pairs.push_back({row, *column, view.at(row, *column)});
    }
  }
  match.counts = {static_cast<std::uint32_t>(view.rows), static_cast<std::uint32_t>(view.columns),
                  static_cast<std::uint32_t>(match.pairs.size())};
  const auto share = [&](std::size_t of) {
    return of == 0 ? 0 : static_cast<double>(match.pairs.size()) / static_cast<double>(of);
  };
  match.precision = share(view.columns);
  match.recall = share(view.rows);
  match.fscore = harmonic_fscore(match.precision, match.recall);
  return match;
}

}  // namespace overlap
}  // namespace tonewheel
