#pragma once

/// Metrics of classes and labels: accuracy, F-scores, kappas, rankings, calibration.

#include <tonewheel/metric/classification/calibration_score.hpp>
#include <tonewheel/metric/classification/class_predictions.hpp>
#include <tonewheel/metric/classification/class_scores.hpp>
#include <tonewheel/metric/classification/confusion_matrix.hpp>
#include <tonewheel/metric/classification/judgement.hpp>
#include <tonewheel/metric/classification/label_ranking.hpp>
#include <tonewheel/metric/classification/label_score.hpp>
#include <tonewheel/metric/classification/multilabel_score.hpp>
#include <tonewheel/metric/classification/probability_score.hpp>
#include <tonewheel/metric/classification/ranking_score.hpp>
#include <tonewheel/metric/classification/sentiment.hpp>
#include <tonewheel/metric/classification/top_k_score.hpp>
