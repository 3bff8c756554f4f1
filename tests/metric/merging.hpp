#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <random>
#include <vector>

namespace support {

/// Whether a score of all samples equals, state and all, those of every cut into two and of random
/// cuts into several, each shuffled and merged in random order.
template <class Score, class Sample>
[[nodiscard]] bool merges(const std::vector<Sample>& samples, const auto& add,
                          std::mt19937_64& engine) {
  Score whole;
  for (const Sample& sample : samples) {
    add(whole, sample);
  }
  for (std::size_t cut = 0; cut <= samples.size(); ++cut) {
    Score left;
    Score right;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      add(i < cut ? left : right, samples[i]);
    }
    Score backward = right;
    backward.merge(left);
    left.merge(right);
    if (!(left == whole) || !(backward == whole)) {
      return false;
    }
  }
  for (int round = 0; round < 10; ++round) {
    std::vector<Sample> shuffled = samples;
    std::shuffle(shuffled.begin(), shuffled.end(), engine);
    std::vector<Score> shards(1 + engine() % 7);
    for (const Sample& sample : shuffled) {
      add(shards[engine() % shards.size()], sample);
    }
    std::shuffle(shards.begin(), shards.end(), engine);
    Score merged;
    for (const Score& shard : shards) {
      merged.merge(shard);
    }
    if (!(merged == whole)) {
      return false;
    }
  }
  return true;
}

}  // namespace support
