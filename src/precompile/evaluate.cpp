// Bodies of evaluate's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/evaluate/impl/agreement_report_inl.hpp>
#include <tonewheel/evaluate/impl/column_selection_inl.hpp>
#include <tonewheel/evaluate/impl/evaluate_agreement_inl.hpp>
#include <tonewheel/evaluate/impl/evaluate_inl.hpp>
#include <tonewheel/evaluate/impl/evaluation_inl.hpp>
#include <tonewheel/evaluate/impl/evaluation_json_inl.hpp>
#include <tonewheel/evaluate/impl/evaluation_text_inl.hpp>
#include <tonewheel/evaluate/impl/fit_report_inl.hpp>
#include <tonewheel/evaluate/impl/folds_inl.hpp>
#include <tonewheel/evaluate/impl/ground_choice_inl.hpp>
#include <tonewheel/evaluate/impl/judge_fit_inl.hpp>
#include <tonewheel/evaluate/impl/nearest_centroid_inl.hpp>
#include <tonewheel/evaluate/impl/pair_recalls_inl.hpp>
#include <tonewheel/evaluate/impl/prediction_judge_inl.hpp>
#include <tonewheel/evaluate/impl/row_matching_inl.hpp>
#include <tonewheel/evaluate/impl/task_score_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_evaluation_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_options_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_report_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_run_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_samples_inl.hpp>
