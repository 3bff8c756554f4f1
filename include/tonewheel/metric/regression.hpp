#pragma once

/// Metrics of numbers: concordance, correlations, errors.

#include <tonewheel/metric/regression/annotation_lag.hpp>
#include <tonewheel/metric/regression/concordance.hpp>
#include <tonewheel/metric/regression/concordance_loss.hpp>
#include <tonewheel/metric/regression/correlation.hpp>
#include <tonewheel/metric/regression/pair_moments.hpp>
#include <tonewheel/metric/regression/regression_error.hpp>
#include <tonewheel/metric/regression/sequences.hpp>
#include <tonewheel/metric/regression/smoothing.hpp>
