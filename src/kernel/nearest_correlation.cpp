// See posterior.cpp.
#include <tonewheel/kernel/impl/nearest_correlation_inl.hpp>
