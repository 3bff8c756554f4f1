#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/dataset/training_rows.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>
#include <tonewheel/metric/votes/vote_truth.hpp>

namespace tonewheel::detail {

/// The rows of some classes: those without a label or vote of the classes are left out.
class ChosenClasses final : public TrainingRows {
 public:
  /// `kept`: positions in the classes of `rows`, ascending.
  ChosenClasses(const TrainingRows& rows, std::vector<std::size_t> kept)
      : rows_(rows), kept_(std::move(kept)), place_(rows.classes().size(), no_label) {
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      classes_.push_back(rows.classes()[kept_[i]]);
      place_[kept_[i]] = static_cast<std::uint32_t>(i);
    }
  }
  [[nodiscard]] std::string name() const override { return rows_.name(); }
  [[nodiscard]] const std::vector<std::string>& classes() const override { return classes_; }
  [[nodiscard]] bool has_dominance() const override { return rows_.has_dominance(); }
  [[nodiscard]] bool has_votes() const override { return rows_.has_votes(); }
  [[nodiscard]] bool counts_people() const override { return rows_.counts_people(); }
  [[nodiscard]] const std::vector<std::string>& groups() const override { return rows_.groups(); }
  void pass(const std::function<void(const TrainingBlock&)>& consume) const override {
    rows_.pass([&](const TrainingBlock& from) { consume(chosen(from)); });
  }
  [[nodiscard]] std::size_t workers() const override { return rows_.workers(); }
  void pass_together(
      const std::function<void(std::size_t worker, const TrainingBlock&)>& consume) const override {
    rows_.pass_together(
        [&](std::size_t worker, const TrainingBlock& from) { consume(worker, chosen(from)); });
  }

 private:
  [[nodiscard]] TrainingBlock chosen(const TrainingBlock& from) const {
    TrainingBlock block = from;
    if (from.votes.empty()) {
      for (std::uint32_t& label : block.labels) {
        label = label == no_label ? no_label : place_.at(label);
      }
      return block;
    }
    block.votes.clear();
    for (std::size_t i = 0; i < from.size(); ++i) {
      for (const std::size_t k : kept_) {
        block.votes.push_back(from.votes[i * place_.size() + k]);
      }
    }
    return block;
  }

  const TrainingRows& rows_;
  std::vector<std::size_t> kept_;
  std::vector<std::uint32_t> place_;
  std::vector<std::string> classes_;
};

/// One row of a block.
struct RowTruth {
  std::uint32_t label = no_label;
  std::span<const double> votes{};  ///< not all 0, or empty
  [[nodiscard]] bool known() const noexcept { return label != no_label || !votes.empty(); }
};

inline RowTruth truth_of(const TrainingBlock& block, std::size_t i, std::size_t classes) {
  if (block.votes.empty()) {
    return {block.labels.empty() ? no_label : block.labels[i]};
  }
  const std::span<const double> votes = std::span(block.votes).subspan(i * classes, classes);
  const bool any = std::any_of(votes.begin(), votes.end(), [](double x) { return x > 0; });
  return {no_label, any ? votes : std::span<const double>()};
}

/// A row that is judged.
struct RowAtHand {
  std::size_t place = 0;  ///< in its block
  std::size_t fold = 0;
  std::uint64_t unit = 0;
  double weight = 1;
  std::uint32_t label = no_label;    ///< the most chosen class, for votes
  const VoteTruth* votes = nullptr;  ///< or nothing, for a label
};

/// What a predictor says of a row.
struct RowPrediction {
  std::span<const double> probabilities;
  std::span<const double> logs;
};

inline void judge_row(PredictionJudge& judge, const RowAtHand& row, const RowPrediction& said) {
  const JudgedRow judged{row.weight, row.unit, said.logs};
  if (row.votes == nullptr) {
    judge.add(row.label, said.probabilities, judged);
  } else {
    judge.add_votes(*row.votes, said.probabilities, judged);
  }
}

/// A predictor that has only some answers: labelled rows of weight 1 are counted by answer, class
/// and unit, and judged in the end.
class AlikeRows {
 public:
  AlikeRows(std::vector<std::vector<double>> answers, std::vector<std::vector<double>> logs,
            std::size_t units)
      : answers_(std::move(answers)), logs_(std::move(logs)), units_(units) {
    const std::size_t cells = answers_.size() * answers_.front().size() * units_;
    constexpr std::size_t most_cells = std::size_t{1} << 20U;
    counts_.resize(cells <= most_cells ? cells : 0);
  }

  void add(PredictionJudge& judge, const RowAtHand& row, std::size_t answer) {
    if (row.votes == nullptr && row.weight == 1 && !counts_.empty()) {
      ++counts_[(answer * answers_.front().size() + row.label) * units_ + row.unit];
    } else {
      judge_row(judge, row, {answers_[answer], logs_of(answer)});
    }
  }

  /// Judges what was counted.
  void finish(PredictionJudge& judge) {
    std::size_t cell = 0;
    for (std::size_t answer = 0; answer < answers_.size() && !counts_.empty(); ++answer) {
      for (std::size_t label = 0; label < answers_.front().size(); ++label) {
        for (std::size_t unit = 0; unit < units_; ++unit, ++cell) {
          judge.add_alike(label, answers_[answer], counts_[cell],
                          {.group = unit, .logs = logs_of(answer)});
        }
      }
    }
  }

 private:
  [[nodiscard]] std::span<const double> logs_of(std::size_t answer) const {
    return logs_.empty() ? std::span<const double>() : std::span<const double>(logs_[answer]);
  }

  std::vector<std::vector<double>> answers_;
  std::vector<std::vector<double>> logs_;  ///< none: those of the answers
  std::size_t units_;
  std::vector<std::uint64_t> counts_;
};

/// -ln of what is true, or against the shares of the votes.
inline double row_loss(const RowTruth& truth, std::span<const double> logs) {
  if (truth.votes.empty()) {
    return -logs[truth.label];
  }
  double sum = 0;
  for (const double vote : truth.votes) {
    sum += vote;
  }
  double loss = 0;
  for (std::size_t k = 0; k < logs.size(); ++k) {
    if (truth.votes[k] > 0) {
      loss -= truth.votes[k] / sum * logs[k];
    }
  }
  return loss;
}

}  // namespace tonewheel::detail
