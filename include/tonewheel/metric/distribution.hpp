#pragma once

/// Metrics between distributions: divergences, distances, losses.

#include <tonewheel/metric/distribution/concept_distance.hpp>
#include <tonewheel/metric/distribution/distance.hpp>
#include <tonewheel/metric/distribution/divergence.hpp>
#include <tonewheel/metric/distribution/earth_movers.hpp>
#include <tonewheel/metric/distribution/ground_distance.hpp>
#include <tonewheel/metric/distribution/loss.hpp>
#include <tonewheel/metric/distribution/metric.hpp>
#include <tonewheel/metric/distribution/options.hpp>
#include <tonewheel/metric/distribution/ranked_probability.hpp>
#include <tonewheel/metric/distribution/rows.hpp>
#include <tonewheel/metric/distribution/score.hpp>
#include <tonewheel/metric/distribution/transport.hpp>
