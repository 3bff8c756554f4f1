// Bodies of affect's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/affect/impl/calibration_inl.hpp>
#include <tonewheel/affect/impl/class_moments_inl.hpp>
#include <tonewheel/affect/impl/covariance_inl.hpp>
#include <tonewheel/affect/impl/em_inl.hpp>
#include <tonewheel/affect/impl/expectation_inl.hpp>
#include <tonewheel/affect/impl/fit_inl.hpp>
#include <tonewheel/affect/impl/fusion_inl.hpp>
#include <tonewheel/affect/impl/linkage_inl.hpp>
#include <tonewheel/affect/impl/prior_inl.hpp>
#include <tonewheel/affect/impl/prior_shift_inl.hpp>
#include <tonewheel/affect/impl/quadrant_inl.hpp>
#include <tonewheel/affect/impl/rater_variance_inl.hpp>
#include <tonewheel/affect/impl/scale_inl.hpp>
#include <tonewheel/affect/impl/space_inl.hpp>
#include <tonewheel/affect/impl/space_moments_inl.hpp>
#include <tonewheel/affect/impl/spaces_inl.hpp>
