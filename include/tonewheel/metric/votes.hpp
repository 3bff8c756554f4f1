#pragma once

/// What a prediction is worth on the votes of people.

#include <tonewheel/metric/votes/vote_halves.hpp>
#include <tonewheel/metric/votes/vote_mean.hpp>
#include <tonewheel/metric/votes/vote_score.hpp>
#include <tonewheel/metric/votes/vote_truth.hpp>
