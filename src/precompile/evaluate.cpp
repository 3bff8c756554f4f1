// Bodies of evaluate's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/evaluate/impl/fit_report_inl.hpp>
#include <tonewheel/evaluate/impl/folds_inl.hpp>
#include <tonewheel/evaluate/impl/judge_fit_inl.hpp>
#include <tonewheel/evaluate/impl/nearest_centroid_inl.hpp>
#include <tonewheel/evaluate/impl/pair_recalls_inl.hpp>
#include <tonewheel/evaluate/impl/prediction_judge_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_evaluation_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_options_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_report_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_run_inl.hpp>
#include <tonewheel/evaluate/impl/vocabulary_samples_inl.hpp>
