#pragma once

namespace tonewheel {

/// Correlations of the three axes, each in [-1, 1].
struct Correlations {
  double va = 0;  ///< valence with arousal
  double vd = 0;  ///< valence with dominance
  double ad = 0;  ///< arousal with dominance
  friend bool operator==(const Correlations&, const Correlations&) = default;
};

}  // namespace tonewheel
