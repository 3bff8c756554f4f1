#pragma once

namespace tonewheel {

/// What becomes of a missing value: NaN, and an infinity where a metric has no use for one.
enum class NanPolicy : unsigned char {
  error,      ///< Error with its position: a score never hides a fault of the data
  skip,       ///< its pair or row is left out and counted
  propagate,  ///< results are NaN, as numpy's are
};

}  // namespace tonewheel
