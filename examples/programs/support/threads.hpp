#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include <tonewheel/dataset/pipeline.hpp>

namespace program {

/// What --threads asks for: 0 is one for each core; more than are of use are not started, which a
/// note says.
inline std::size_t threads_of(std::size_t asked, std::vector<std::string>& notes) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t most = tonewheel::most_useful_threads();
  if (asked > most) {
    notes.push_back("--threads " + std::to_string(asked) + ": " + std::to_string(most) +
                    " are used, for more would only wait for " + std::to_string(cores) +
                    (cores == 1 ? " core" : " cores"));
    return most;
  }
  return asked == 0 ? cores : asked;
}

}  // namespace program
