#pragma once

/// Scores of free words by groups of emotions, such as a wheel's.

#include <tonewheel/metric/vocabulary/hit_rate.hpp>
#include <tonewheel/metric/vocabulary/leaderboard.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>
#include <tonewheel/metric/vocabulary/wheel_credit.hpp>
#include <tonewheel/metric/vocabulary/wheel_score.hpp>
