#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace sample {

/// Whether an action returns true in a process of its own: one that crashes fails its test alone.
bool survives(const auto& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    std::signal(SIGSEGV, SIG_DFL);
    ::_exit(action() ? 0 : 1);
  }
  int status = 0;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

}  // namespace sample
