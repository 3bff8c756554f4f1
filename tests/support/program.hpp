#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/temporary_folder.hpp"

namespace support {

/// What a program left behind.
struct Ran {
  int status = 0;  ///< exit code; 128 + signal if it was killed
  std::string out;
  std::string err;
};

/// Runs a shell command line in `folder`, its streams kept apart.
inline Ran run(const TemporaryFolder& folder, const std::string& command) {
  const std::filesystem::path out = folder / ".stdout";
  const std::filesystem::path err = folder / ".stderr";
  const int status = std::system(("cd '" + folder.path().string() + "' && (" + command + ") >'" +
                                  out.string() + "' 2>'" + err.string() + "'")
                                     .c_str());
  Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_bytes(out),
          read_bytes(err)};
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return ran;
}

}  // namespace support
