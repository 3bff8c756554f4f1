#pragma once

/// What a space or a prediction is worth on people's labels and votes.

#include <tonewheel/evaluate/column_selection.hpp>
#include <tonewheel/evaluate/evaluate.hpp>
#include <tonewheel/evaluate/evaluate_agreement.hpp>
#include <tonewheel/evaluate/evaluate_options.hpp>
#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>
#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/folds.hpp>
#include <tonewheel/evaluate/ground_choice.hpp>
#include <tonewheel/evaluate/judge_fit.hpp>
#include <tonewheel/evaluate/judge_options.hpp>
#include <tonewheel/evaluate/judged_groups.hpp>
#include <tonewheel/evaluate/nearest_centroid.hpp>
#include <tonewheel/evaluate/pair_recalls.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/evaluate/row_matching.hpp>
#include <tonewheel/evaluate/task_score.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/evaluate/vocabulary_options.hpp>
#include <tonewheel/evaluate/vocabulary_report.hpp>
#include <tonewheel/evaluate/vocabulary_run.hpp>
#include <tonewheel/evaluate/vocabulary_samples.hpp>
