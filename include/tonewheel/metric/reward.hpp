#pragma once

/// Rewards for trainers, made of scores of words.

#include <tonewheel/metric/reward/action_unit_reward.hpp>
#include <tonewheel/metric/reward/completion.hpp>
#include <tonewheel/metric/reward/completion_reward.hpp>
#include <tonewheel/metric/reward/length_penalty.hpp>
#include <tonewheel/metric/reward/reward.hpp>
#include <tonewheel/metric/reward/step_score.hpp>
