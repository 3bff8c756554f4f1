#pragma once

/// How two sets of labels overlap, exactly or in degrees.

#include <tonewheel/metric/overlap/cue_match.hpp>
#include <tonewheel/metric/overlap/group_set.hpp>
#include <tonewheel/metric/overlap/sample_scores.hpp>
#include <tonewheel/metric/overlap/set_score.hpp>
#include <tonewheel/metric/overlap/soft_match.hpp>
#include <tonewheel/metric/overlap/synonym_groups.hpp>
