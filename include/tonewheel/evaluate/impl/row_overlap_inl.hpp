#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/impl/rows_at_hand_inl.hpp>

namespace tonewheel::detail {

/// Steele, Lea and Flood 2014: bits that look independent of those that go in.
inline std::uint64_t mixed(std::uint64_t x) noexcept {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

inline std::uint64_t bits_of(double value) noexcept {
  return std::bit_cast<std::uint64_t>(value + 0.0);  // 0 and -0 are one number
}

/// Rows with a label or votes as a whole: alike for the same ones in any order.
struct RowsDigest {
  std::uint64_t rows = 0;
  std::uint64_t sum = 0;  ///< of the hash of each, modulo 2^64

  friend bool operator==(const RowsDigest&, const RowsDigest&) = default;
};

/// Of points, classes by name, votes and weights; not of row numbers and groups.
inline RowsDigest digest_of(const TrainingRows& rows) {
  std::vector<std::uint64_t> names;
  for (const std::string& each : rows.classes()) {
    std::uint64_t hash = each.size();
    for (const char c : each) {
      hash = mixed(hash ^ static_cast<unsigned char>(c));
    }
    names.push_back(hash);
  }
  std::vector<RowsDigest> parts(std::max<std::size_t>(rows.workers(), 1));
  rows.pass_together([&](std::size_t worker, const TrainingBlock& block) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      const RowTruth truth = truth_of(block, i, names.size());
      if (!truth.known()) {
        continue;
      }
      std::uint64_t classes = 0;
      if (truth.votes.empty()) {
        classes = names[truth.label];
      }
      for (std::size_t k = 0; k < truth.votes.size(); ++k) {
        classes += truth.votes[k] > 0 ? mixed(names[k] ^ bits_of(truth.votes[k])) : 0;
      }
      std::uint64_t hash = mixed(classes);
      for (const Axis axis : all_axes) {
        hash = mixed(hash ^ bits_of(block.points[i][axis]));
      }
      ++parts[worker].rows;
      parts[worker].sum += mixed(hash ^ bits_of(block.weights.empty() ? 1 : block.weights[i]));
    }
  });
  RowsDigest all;
  for (const RowsDigest& part : parts) {
    all.rows += part.rows;
    all.sum += part.sum;
  }
  return all;
}

/// What two tables have in common. Both are read once.
inline RowOverlap overlap_of(const TrainingRows& fitted, const TrainingRows& judged) {
  RowOverlap found;
  found.same_rows = digest_of(fitted) == digest_of(judged);
  found.knows_groups = !fitted.groups().empty() && !judged.groups().empty();
  for (const std::string& each : judged.groups()) {  // both are sorted
    found.groups +=
        std::binary_search(fitted.groups().begin(), fitted.groups().end(), each) ? 1U : 0U;
  }
  return found;
}

}  // namespace tonewheel::detail
