// Bodies of wheel's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/wheel/impl/catalogue_inl.hpp>
#include <tonewheel/wheel/impl/circular_inl.hpp>
#include <tonewheel/wheel/impl/geometry_inl.hpp>
#include <tonewheel/wheel/impl/wheel_inl.hpp>
