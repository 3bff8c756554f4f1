#pragma once

// How the front calls a kernel: compiled, by its pointer in the table of the instruction set in
// use; header-only, the function itself, so that a program compiles the kernels that it calls, not
// all.
#ifdef TONEWHEEL_COMPILED
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#define TONEWHEEL_KERNEL(pointer, ...) (::tonewheel::kernel::detail::kernels().pointer)
#else
#include <tonewheel/kernel/impl/vector_inl.hpp>
#define TONEWHEEL_KERNEL(pointer, ...) (::tonewheel::kernel::TONEWHEEL_ISA::__VA_ARGS__)
#endif
