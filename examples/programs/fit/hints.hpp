#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/affect/screen.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

#include "fit/command_line.hpp"

/// Which option helps where data is refused.
namespace fit_program {

using namespace tonewheel;

/// Judges by the second table; an Error about a class that --small drop left out says so.
template <class Call>
auto with_dropped(const std::vector<std::string>& dropped, Call call) {
  try {
    return call();
  } catch (const Error& error) {
    const std::string what = error.what();
    for (const std::string& each : dropped) {
      const bool label = what.find(std::string(name(Fault::unknown_label)) + ": found " +
                                   shown(each)) != std::string::npos;
      if (label || what.find("found votes for " + shown(each)) != std::string::npos) {
        throw Error(what + "\n(--small drop left " + each +
                    " out of the space, for it has few rows; --small pool keeps it" +
                    (label ? ", --out-of-range skip leaves its rows out of this table)" : ")"));
      }
    }
    throw;
  }
}

/// Runs a call; an Error of the data says which option helps.
template <class Call>
auto with_hint(const CommandLine& line, Call call) {
  try {
    return call();
  } catch (const Error& error) {
    const std::string what = error.what();
    const auto is = [&](Fault fault) {
      return what.find(": " + std::string(name(fault)) + ": found") != std::string::npos;
    };
    bool fault = false;
    for (std::size_t i = 1; i < fault_kinds; ++i) {
      fault = fault || is(static_cast<Fault>(i));
    }
    if (!fault || line.out_of_range != "error" || what.find("(--small drop") != std::string::npos ||
        what.find("no label in any row") != std::string::npos) {
      throw;
    }
    // A point beyond its scale, not a vote or a weight.
    const bool beyond =
        is(Fault::out_of_range) && what.find("expected a number from") != std::string::npos;
    throw Error(what + (!beyond ? "\n(--out-of-range skip leaves such rows out, counted)"
                        : line.is_folder()
                            ? "\n(--out-of-range skip or clip lets such rows pass, counted)"
                            : "\n(--scale names the range of the points; --out-of-range skip or "
                              "clip lets such rows pass, counted)"));
  }
}

}  // namespace fit_program
