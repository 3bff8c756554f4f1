// What the programs of benchmarks/scaling.sh share: seconds as medians, memory as Linux counts it.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include <tonewheel/core/error.hpp>

namespace scaling {

/// Runs until 5 runs and 0.2 s have passed, a run of 1 s or more once; the first of shorter ones
/// warms up. The median of what they return, seconds.
template <class Run>
double median_of(const Run& run) {
  constexpr double enough = 0.2;
  constexpr double long_run = 1;
  constexpr std::size_t few = 5;
  if (const double first = run(); first >= long_run) {
    return first;
  }
  std::vector<double> seconds;
  for (double sum = 0; sum < enough || seconds.size() < few; sum += seconds.back()) {
    seconds.push_back(run());
  }
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle;
}

/// Seconds of one call.
template <class Call>
double seconds_of(const Call& call) {
  const auto start = std::chrono::steady_clock::now();
  call();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A line of /proc/self/status in KiB: "VmHWM" is the most memory this process had resident,
/// "VmRSS" what it has now.
inline long status_kib(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) {
      return std::stol(line.substr(name.size() + 1));
    }
  }
  throw tonewheel::Error("no " + name + " in /proc/self/status");
}

}  // namespace scaling
