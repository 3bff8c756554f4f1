#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace program {

/// A line on stderr with rows, rate and time left, at most ten a second; silent where stderr is not
/// a terminal or `quiet`.
class Progress {
 public:
  explicit Progress(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (drawn_) {
      fmt::print(stderr, "\r\x1b[K");
    }
  }

  void update(std::uint64_t rows, std::uint64_t position, std::optional<std::uint64_t> total) {
    const auto now = Clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(100)) {
      return;
    }
    last_ = now;
    drawn_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    fmt::print(stderr, "\r\x1b[K{} rows, {:.0f} rows/s", rows, static_cast<double>(rows) / seconds);
    if (total && position > 0 && *total >= position) {
      const double share = static_cast<double>(position) / static_cast<double>(*total);
      fmt::print(stderr, ", {:.0f} %, {:.0f} s left", 100 * share, seconds * (1 - share) / share);
    }
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace program
