#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/folds.hpp>

namespace fit_program {

using namespace tonewheel;

/// Points of a file, all of them or, of a large one, some drawn by a hash of their rows: what is
/// searched for in many steps needs no more, and memory stays flat.
class PointSample {
 public:
  static constexpr std::size_t most = std::size_t{1} << 17U;

  explicit PointSample(std::uint64_t seed) : seed_(seed) {}

  void add(const TrainingBlock& block) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      ++rows_;
      if (row_part(block.rows[i], parts_, seed_) == 0) {
        kept_.push_back(
            {block.rows[i], block.points[i], block.weights.empty() ? 1 : block.weights[i]});
      }
    }
    while (kept_.size() > most) {
      parts_ *= 2;
      std::erase_if(kept_,
                    [&](const Point& each) { return row_part(each.row, parts_, seed_) != 0; });
    }
  }

  struct Point {
    std::uint64_t row;
    Vad point;
    double weight;
  };
  [[nodiscard]] const std::vector<Point>& points() const noexcept { return kept_; }
  /// Of the file.
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }

 private:
  std::uint64_t seed_;
  std::size_t parts_ = 1;
  std::uint64_t rows_ = 0;
  std::vector<Point> kept_;
};

}  // namespace fit_program
