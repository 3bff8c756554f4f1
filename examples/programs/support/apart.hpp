#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/program.hpp"

namespace program {

/// A file that the command line names.
struct NamedFile {
  std::string_view option;  ///< what names it, such as --json
  std::string path;         ///< empty: none was named
};

/// Refuses a command line by which a file that is read, or written by another option, would be
/// overwritten; before anything is read. Names of one file are found through links.
inline void require_apart(const std::vector<NamedFile>& inputs,
                          const std::vector<NamedFile>& outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const NamedFile& output = outputs[i];
    for (const NamedFile& input : inputs) {
      if (same_file(output.path, input.path)) {
        throw WrongUse(fmt::format("{}: {} is read too ({}) and would be overwritten",
                                   output.option, output.path, input.option));
      }
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (same_file(output.path, outputs[j].path)) {
        throw WrongUse(
            fmt::format("{} and {} are the same file", outputs[j].option, output.option));
      }
    }
  }
}

}  // namespace program
