// Bodies of metric's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/metric/impl/action_unit_reward_inl.hpp>
#include <tonewheel/metric/impl/advantage_inl.hpp>
#include <tonewheel/metric/impl/assignment_inl.hpp>
#include <tonewheel/metric/impl/completion_inl.hpp>
#include <tonewheel/metric/impl/completion_reward_inl.hpp>
#include <tonewheel/metric/impl/cue_match_inl.hpp>
#include <tonewheel/metric/impl/hit_rate_inl.hpp>
#include <tonewheel/metric/impl/judgement_inl.hpp>
#include <tonewheel/metric/impl/leaderboard_inl.hpp>
#include <tonewheel/metric/impl/length_penalty_inl.hpp>
#include <tonewheel/metric/impl/open_vocabulary_inl.hpp>
#include <tonewheel/metric/impl/ratio_sum_inl.hpp>
#include <tonewheel/metric/impl/resampling_inl.hpp>
#include <tonewheel/metric/impl/reward_inl.hpp>
#include <tonewheel/metric/impl/sample_scores_inl.hpp>
#include <tonewheel/metric/impl/sentiment_inl.hpp>
#include <tonewheel/metric/impl/set_score_inl.hpp>
#include <tonewheel/metric/impl/soft_match_inl.hpp>
#include <tonewheel/metric/impl/step_score_inl.hpp>
#include <tonewheel/metric/impl/synonym_groups_inl.hpp>
#include <tonewheel/metric/impl/unit_sum_inl.hpp>
#include <tonewheel/metric/impl/wheel_credit_inl.hpp>
