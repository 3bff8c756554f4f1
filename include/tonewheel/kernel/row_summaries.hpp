#pragma once

#include <cstddef>
#include <cstdint>

#include <tonewheel/kernel/strided.hpp>

namespace tonewheel::kernel {

/// What is wanted of each row of probabilities, in the caller's memory; null: not wanted.
struct RowSummaries {
  double* entropy = nullptr;              ///< rows; nats, in [0, log classes]
  std::size_t likeliest = 0;              ///< how many of the likeliest, at most all
  Strided<std::uint32_t> classes{};       ///< rows x likeliest: their positions, likeliest first
  Strided<double> class_probabilities{};  ///< rows x likeliest
};

}  // namespace tonewheel::kernel
