#pragma once

namespace tonewheel::kernel {

/// Distances between two Gaussians, in nats (the first and the third), in [0, 1], and in units of
/// the space; as affect/divergence.hpp defines them.
enum class GaussianDistance : unsigned char {
  bhattacharyya,
  hellinger,
  kullback_leibler,  ///< of the first from the second: the integral of p log(p / q)
  wasserstein,
};

}  // namespace tonewheel::kernel
