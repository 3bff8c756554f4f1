#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/evaluate/prediction_judge.hpp>

namespace tonewheel {

TONEWHEEL_INLINE PredictionJudge::PredictionJudge(const State& state)
    : PredictionJudge(StateReader(state, kind).option<std::vector<std::string>>("classes"),
                      StateReader(state, kind).option<bool>("has_votes")) {
  StateReader from(state, kind);
  (void)from.option<std::vector<std::string>>("classes");
  (void)from.option<bool>("has_votes");
  confusion_ = from.count<ConfusionMatrix>("confusion");
  calibration_ = from.count<CalibrationScore>("calibration");
  votes_ = from.count<VoteScore>("votes");
  options_ = {calibration_.options(), votes_.options()};
  const auto groups = from.count<std::vector<std::uint64_t>>("groups");
  const auto rows = detail::read_counts(from, "group_rows", groups.size());
  const auto right = detail::read_counts(from, "group_right", groups.size());
  const auto weights = detail::read_sums(from, "group_weight", rows, detail::SumOf::sizes);
  const auto losses = detail::read_sums(from, "group_loss", rows, detail::SumOf::sizes);
  n_ = from.total("group_rows", rows);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    from.require(i == 0 || groups[i - 1] < groups[i], "groups", "ascending numbers");
    from.require(rows[i] > 0, "group_rows", "at least 1");
    from.require(right[i] <= rows[i], "group_right", "at most the group's rows");
    groups_.of(groups[i]) = {rows[i], right[i], 0, weights[i], losses[i]};
    right_ += right[i];
  }
  const auto part = [&](std::string_view name) {
    const auto count = from.count<std::uint64_t>(name);
    from.require(count <= n_, name, [&] { return "at most all " + std::to_string(n_) + " rows"; });
    return count;
  };
  infinite_ = part("infinite");
  tied_ = part("tied");
  undecided_ = part("undecided");
  infinite_weight_ = detail::read_sum(from, "infinite_weight", infinite_, detail::SumOf::sizes);
  squares_ = detail::read_sum(from, "squares", n_, detail::SumOf::sizes);
  from.finish();
  from.require(confusion_.classes() == classes_.size() && confusion_.n() == n_ - undecided_,
               "confusion", "the classes and rows of the judge");
  from.require(calibration_.n() == confusion_.n(), "calibration", "the rows of the judge");
  from.require(votes_.classes() == classes_.size() && votes_.n() == (has_votes_ ? n_ : 0) &&
                   votes_.without_votes() == 0,
               "votes", "the classes and rows of the judge");
  from.require(has_votes_ || undecided_ == 0, "undecided", "0 where rows have labels");
  ExactSum finite_weight = weight();
  finite_weight.subtract(infinite_weight_);
  from.require(finite_weight.sign() >= 0, "infinite_weight", "at most the weight of all groups");
}

TONEWHEEL_INLINE State PredictionJudge::state() const {
  const std::map<std::uint64_t, JudgedGroup> groups = groups_.sorted();
  const auto of_groups = [&groups](const auto& member) {
    return groups | std::views::values | std::views::transform(member);
  };
  return StateWriter(kind)
      .option("classes", classes_)
      .option("has_votes", has_votes_)
      .count("confusion", confusion_)
      .count("calibration", calibration_)
      .count("votes", votes_)
      .count("groups", groups | std::views::keys)
      .count("group_rows", of_groups(&JudgedGroup::rows))
      .count("group_right", of_groups(&JudgedGroup::right))
      .count("group_weight", of_groups(&JudgedGroup::weight))
      .count("group_loss", of_groups(&JudgedGroup::loss))
      .count("infinite", infinite_)
      .count("tied", tied_)
      .count("undecided", undecided_)
      .count("infinite_weight", infinite_weight_)
      .count("squares", squares_)
      .finish();
}

}  // namespace tonewheel
