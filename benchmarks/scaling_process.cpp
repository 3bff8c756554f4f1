// Programs as processes for benchmarks/scaling.sh.
//   scaling_process write N             a CSV of N annotated rows to standard output
//   scaling_process run N COMMAND...    runs a command that reads such a file from standard input
//                                       (N = 0: reads nothing) and whose output goes to /dev/null;
//                                       prints seconds, seconds of CPU, peak KiB
// The rows are the same in every run: 16,384 of them over and over, so that they are written faster
// than any program reads them. A process counts as its own the memory of the one that starts it;
// this one is small.

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/core/error.hpp>

#include "scaling_measure.hpp"

namespace {

using namespace tonewheel;

constexpr std::uint64_t rows_at_hand = 16'384;
constexpr std::string_view header = "clip,valence,arousal,dominance,text\n";

/// Throws Error with the reason of the last system call unless it went well.
void require(bool went_well, const std::string& what) {
  if (!went_well) {
    throw Error(what + ": " + std::strerror(errno));
  }
}

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    require(count > 0 || errno == EINTR, "write");
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

/// `count` rows of a name, three ratings of six decimals and a text.
std::string make_rows(std::uint64_t count) {
  constexpr std::array<std::string_view, 5> texts{"calm", "what a day", "not again please",
                                                  "she laughed out loud", "we lost it"};
  std::mt19937_64 random(count);
  std::uniform_real_distribution<double> rating(-1, 1);
  std::string rows;
  for (std::uint64_t i = 0; i < count; ++i) {
    const double valence = rating(random);
    const double arousal = rating(random);
    const double dominance = rating(random);
    rows += fmt::format("clip_{:07},{:.6f},{:.6f},{:.6f},{}\n", i, valence, arousal, dominance,
                        texts[random() % texts.size()]);
  }
  return rows;
}

/// The file, ready to be written.
class Csv {
 public:
  explicit Csv(std::uint64_t rows)
      : times_(rows / rows_at_hand), whole_(make_rows(std::min(rows, rows_at_hand))) {
    for (std::uint64_t i = 0; i < rows % rows_at_hand; ++i) {
      rest_ = whole_.find('\n', rest_) + 1;
    }
  }
  void write(int descriptor) const {
    write_all(descriptor, header);
    for (std::uint64_t i = 0; i < times_; ++i) {
      write_all(descriptor, whole_);
    }
    write_all(descriptor, std::string_view(whole_).substr(0, rest_));
  }

 private:
  std::uint64_t times_;
  std::string whole_;
  std::size_t rest_ = 0;  ///< bytes of the last, smaller part
};

struct Ran {
  double seconds = 0;
  double cpu_seconds = 0;
  long peak_kib = 0;
};

/// Throws Error if the command cannot be run or does not end with 0.
Ran run(const std::vector<std::string>& command, std::uint64_t rows) {
  std::vector<char*> words;
  words.reserve(command.size() + 1);
  for (const std::string& word : command) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  std::array<int, 2> ends{};
  require(::pipe2(ends.data(), O_CLOEXEC) == 0, "pipe");
  ::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);  // fewer turns; where it is refused, more
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const Csv csv(rows);
  pid_t child = 0;
  int status = 0;
  rusage usage{};
  Ran ran;
  ran.seconds = scaling::seconds_of([&] {
    errno = ::posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ);
    require(errno == 0, command[0]);
    ::close(ends[0]);
    std::exception_ptr failure;
    try {
      if (rows > 0) {
        csv.write(ends[1]);
      }
    } catch (...) {
      failure = std::current_exception();
    }
    ::close(ends[1]);
    require(::wait4(child, &status, 0, &usage) == child, "wait4");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && failure) {
      std::rethrow_exception(failure);
    }
  });
  ::posix_spawn_file_actions_destroy(&actions);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Error(command[0] + " failed");
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  ran.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  ran.peak_kib = usage.ru_maxrss;
  return ran;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    // A closed pipe is an error of write(); the command has its own way back.
    require(std::signal(SIGPIPE, [](int) {}) != SIG_ERR, "signal");
    std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 2 && arguments[0] == "write") {
      Csv(std::stoull(arguments[1])).write(STDOUT_FILENO);
    } else if (arguments.size() >= 3 && arguments[0] == "run") {
      const Ran ran = run({arguments.begin() + 2, arguments.end()}, std::stoull(arguments[1]));
      fmt::print("{} {} {}\n", ran.seconds, ran.cpu_seconds, ran.peak_kib);
    } else {
      throw Error("expected write N or run N COMMAND...");
    }
  } catch (const std::exception& error) {
    std::cerr << "scaling_process: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
