// Bodies of kernel's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/kernel/impl/polar_inl.hpp>
#include <tonewheel/kernel/impl/posterior_inl.hpp>
#include <tonewheel/kernel/impl/symmetric_eigen_inl.hpp>
