#include <metric/samples_agreement.hpp>
#include <metric/samples_classification.hpp>
#include <metric/samples_regression.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/state.hpp>

// States with the values that an accumulator's have, but of data that there are not.
namespace {

using namespace tonewheel;
using support::EqualMassCalibration;
using List = StateValue::List;

constexpr std::uint64_t most = ~std::uint64_t{0};

List whole(std::initializer_list<std::uint64_t> values) {
  return List(values.begin(), values.end());
}

/// Of some samples, with another value of an option or else of a count.
template <class A>
State changed(const std::string& name, const StateValue& value) {
  A score = support::Samples<A>::empty();
  for (std::size_t i = 0; i < 20; ++i) {
    support::Samples<A>::add(score, i);
  }
  const State state = score.state();
  StateValue::Object options = state.options();
  StateValue::Object counts = state.counts();
  REQUIRE((options.contains(name) || counts.contains(name)));
  (options.contains(name) ? options : counts)[name] = value;
  return {state.kind(), options, counts};
}

template <class A>
void refuses(const std::string& name, const StateValue& value) {
  const State state = changed<A>(name, value);
  INFO(state.text());
  CHECK_THROWS_AS(A{state}, Error);
}

}  // namespace

TEST_CASE("impossible states: classification") {
  refuses<CalibrationScore>("bins", std::uint64_t{5});
  refuses<CalibrationScore>("kind", "equal");
  refuses<CalibrationScore>("n", whole({0, 0, 0, 0, 0, 0}));
  refuses<CalibrationScore>("right", whole({most, 0, 0, 0, 0, 0}));
  refuses<CalibrationScore>("confidence", List{"1p0", "1p0", "1p0", "1p0", "1p0", "1p0"});
  refuses<CalibrationScore>("confidence", List{"nan", "nan", "nan", "nan", "nan", "nan"});
  refuses<EqualMassCalibration>("right", "0x1.8p+0");
  refuses<EqualMassCalibration>("wrong", "nan");
  refuses<JudgementScore>("dimensions", List{"a", "a", "b", "c"});
  refuses<JudgementScore>("dimensions", List{"a"});
  refuses<JudgementScore>("correct", whole({most, 0, 0, 0}));
  refuses<JudgementScore>("unanswered", whole({6, 6, 6, 6}));
  refuses<JudgementScore>("total", whole({most, most, most, most}));
  refuses<LabelRanking>("labels", std::uint64_t{0});
  refuses<LabelRanking>("labels", std::uint64_t{5});
  refuses<LabelRanking>("labels", most);
  refuses<LabelRanking>("scores", "nan");
  refuses<LabelRanking>("truth", List{whole({0})});
  refuses<LabelRanking>("truth", List(20, whole({4})));
  refuses<LabelRanking>("truth", List(20, whole({1, 1})));
  refuses<MultilabelScore>("labels", std::uint64_t{1} << 31U);
  refuses<MultilabelScore>("counts", List(4, whole({0, 0, 0})));
  refuses<MultilabelScore>("counts", List(4, whole({2, 2, 3})));
  refuses<MultilabelScore>("samples", List{whole({5, 0, 0, 20})});
  refuses<MultilabelScore>("samples", List{whole({3, 3, 1, 20})});  // five labels
  refuses<MultilabelScore>("samples", List{whole({1, 1, 1, most})});
  refuses<ProbabilityScore>("n", std::uint64_t{0});
  refuses<ProbabilityScore>("n", std::uint64_t{1});  // squares of more rows
  refuses<ProbabilityScore>("loss", "-1p0");
  refuses<ProbabilityScore>("loss", "nan");
  refuses<ProbabilityScore>("squares", "-1p0");
  refuses<ProbabilityScore>("clip", "0x1p+0");
  refuses<RankingScore>("positive", "nan");
  refuses<SentimentScore>("neutral", std::uint64_t{100});
  refuses<SentimentScore>("true_positive", most);
  refuses<TopKScore>("classes", std::uint64_t{1} << 31U);
  refuses<TopKScore>("tie", "first");
  refuses<TopKScore>("ranks", whole({most, 1, 0, 0}));
}

TEST_CASE("impossible states: regression") {
  refuses<RankPairs>("missing", "propagated");
  refuses<RankPairs>("missing", "error");  // but some are
  refuses<RankPairs>("truth", "0x1p+0");
  refuses<SequenceScores>("missing", "skip");  // of the parts it is another
  refuses<SequenceScores>("subjects", List(6, "a"));
  refuses<SequenceScores>("stories", List{"a"});
  refuses<SequenceScores>("moments", List{});
}

TEST_CASE("impossible states: agreement") {
  refuses<CoincidenceCounts>("categories", std::uint64_t{0});
  refuses<CoincidenceCounts>("categories", std::uint64_t{1});
  for (const List& pairs : {
           whole({1, 0, 1, 2}),     // a unit of one rating
           whole({3, 1, 0, 6}),     // the lower one is behind
           whole({2, 0, 1, 0}),     //
           whole({3, 0, 1, 1}),     // half a rating
           whole({2, 0, 0, 3}),     // a unit and a half
           whole({2, 0, 0, most}),  //
           whole({most, 0, 0, 2}),  //
           whole({2, 0, 1}),
       }) {
    refuses<CoincidenceCounts>("pairs", List{pairs});
  }
  refuses<CoincidenceCounts>("pairs", List{whole({2, 0, 1, 1}), whole({2, 0, 1, 1})});
  refuses<EvaluatorCorrelations>("raters", std::uint64_t{4});
  refuses<EvaluatorCorrelations>("n", std::uint64_t{1});
  refuses<EvaluatorCorrelations>("n", most);
  refuses<EvaluatorCorrelations>("units", whole({most, most, most}));
  for (const char* sums : {"ratings", "rating_squares", "reference_squares", "products"}) {
    refuses<EvaluatorCorrelations>(sums, List(3, "nan"));
    refuses<EvaluatorCorrelations>(sums, List(2, "0"));
  }
  refuses<EvaluatorCorrelations>("rating_squares", List(3, "1p0"));
  refuses<EvaluatorCorrelations>("references", List(3, "1p200"));
  refuses<FleissKappa>("ratings_per_unit", std::uint64_t{5});
  refuses<FleissKappa>("n", std::uint64_t{19});
  refuses<FleissKappa>("totals", whole({80, 0, 0}));  // and yet some apart
  refuses<FleissKappa>("apart", whole({1, 1, 0}));
  refuses<FleissKappa>("apart", whole({most, 1, 0}));
  refuses<IntervalCoincidences>("ratings_of_unit", whole({3, 2}));
  refuses<IntervalCoincidences>("ratings_of_unit", whole({1, 3}));
  refuses<IntervalCoincidences>("n", whole({most, most}));
  refuses<IntervalCoincidences>("n", whole({0, 1}));
  refuses<IntervalCoincidences>("differences", List{"1p200", "0"});
  refuses<IntervalCoincidences>("differences", List{"-1p0", "0"});
  refuses<IntervalCoincidences>("squares", "1p0");
  refuses<IntervalCoincidences>("sum", "inf");
  refuses<IntraclassSums>("raters", std::uint64_t{2});
  refuses<IntraclassSums>("missing", "error");
  refuses<IntraclassSums>("n", most);
  refuses<IntraclassSums>("n", std::uint64_t{0});
  refuses<IntraclassSums>("squares", "1p0");
  refuses<IntraclassSums>("unit_squares", "1p0");
  refuses<IntraclassSums>("unit_squares", "1p200");
  refuses<VoteCounts>("above", "0x1p+0");
  refuses<VoteCounts>("ties", "last");
  refuses<VoteCounts>("n", std::uint64_t{0});
  refuses<VoteCounts>("undecided", most);
  refuses<VoteCounts>("entropy", "-1p0");
  refuses<VoteCounts>("unanimous", most);
}
