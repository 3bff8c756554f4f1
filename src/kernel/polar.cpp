// See posterior.cpp.
#include <tonewheel/kernel/impl/polar_inl.hpp>
