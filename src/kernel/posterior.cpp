// The kernels' bodies, compiled with Eigen under a name of its own (see cmake/Libraries.cmake).
#include <tonewheel/kernel/impl/posterior_inl.hpp>
