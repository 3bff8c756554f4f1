#pragma once

#include <string_view>
#include <vector>

namespace tonewheel {

/// The instruction set the kernels run with, for stamps and reports: "baseline", "avx2" or
/// "avx512", the best of this machine unless the environment variable TONEWHEEL_FORCE_ISA or
/// set_isa chose another. Header-only: "header-only " and what the program was compiled for.
[[nodiscard]] std::string_view kernel_isa() noexcept;

/// Those this machine can run, the slowest first. Header-only: the one of kernel_isa.
[[nodiscard]] std::vector<std::string_view> available_isas();

/// Kernels called from now on use this one, in all threads. Results of two instruction sets agree
/// to the kernels' tolerances, not to the bit. Throws Error on a name not in available_isas.
void set_isa(std::string_view name);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/isa_inl.hpp>
#endif
