// The kernels of one instruction set: compiled once for each, with TONEWHEEL_ISA naming it and the
// flags that go with it (cmake/Kernels.cmake). Nothing else may be defined here: its code could run
// in the place of another's.
#include <tonewheel/kernel/impl/kernels_inl.hpp>

namespace tonewheel::kernel::TONEWHEEL_ISA {

extern const detail::KernelTable exported_table;
constinit const detail::KernelTable exported_table = table;

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
