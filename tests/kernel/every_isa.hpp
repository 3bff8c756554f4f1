#pragma once

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <tonewheel/kernel/isa.hpp>

namespace tests {

/// Runs `check` once with every instruction set of this machine, then restores the choice.
template <class Check>
void on_every_isa(Check check) {
  struct Restore {
    std::string before{tonewheel::kernel_isa()};
    ~Restore() { tonewheel::set_isa(before); }
  } restore;
  for (const std::string_view isa : tonewheel::available_isas()) {
    INFO("instruction set " << std::string(isa));
    tonewheel::set_isa(isa);
    check();
  }
}

}  // namespace tests
