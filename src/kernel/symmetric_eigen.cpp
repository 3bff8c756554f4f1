// See posterior.cpp.
#include <tonewheel/kernel/impl/symmetric_eigen_inl.hpp>
