#pragma once

/// Agreement of raters: alphas, kappas, intraclass correlations, weights of raters.

#include <tonewheel/metric/agreement/coincidence_counts.hpp>
#include <tonewheel/metric/agreement/evaluator_weighted.hpp>
#include <tonewheel/metric/agreement/fleiss_kappa.hpp>
#include <tonewheel/metric/agreement/interval_coincidences.hpp>
#include <tonewheel/metric/agreement/intraclass_correlation.hpp>
#include <tonewheel/metric/agreement/krippendorff.hpp>
#include <tonewheel/metric/agreement/krippendorff_alpha.hpp>
#include <tonewheel/metric/agreement/ratings.hpp>
#include <tonewheel/metric/agreement/soft_labels.hpp>
