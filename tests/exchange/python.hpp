#pragma once

#include <optional>
#include <string>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace support {

/// A Python that has a module; nothing where none does: the test says so and passes.
[[nodiscard]] inline std::optional<std::string> python_with(const TemporaryFolder& folder,
                                                            const std::string& module) {
  for (const char* python : {"python3", "/usr/bin/python3"}) {
    if (run(folder, std::string(python) + " -c 'import " + module + "'").status == 0) {
      return python;
    }
  }
  return std::nullopt;
}

}  // namespace support
