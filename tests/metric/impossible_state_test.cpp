#include <metric/accumulator_samples.hpp>
#include <metric/samples_agreement.hpp>
#include <metric/samples_classification.hpp>
#include <metric/samples_regression.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

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

TEST_CASE("impossible states: pair moments") {
  for (const char* sum : {"truth", "prediction", "absolute_error"}) {
    for (const char* state : {"nan", "inf", "1p200", "-1p200"}) {
      refuses<PairMoments>(sum, state);
    }
  }
  for (const char* squares : {"truth_squared", "prediction_squared"}) {
    for (const char* state : {"0", "nan", "-1p0", "1p-200", "-inf"}) {
      refuses<PairMoments>(squares, state);
    }
  }
  for (const char* state : {"nan", "inf", "1p200", "-1p200"}) {
    refuses<PairMoments>("product", state);
  }
  refuses<PairMoments>("absolute_error", "0");
  refuses<PairMoments>("n", std::uint64_t{0});
  refuses<PairMoments>("n", std::uint64_t{1});
  refuses<PairMoments>("same_sign", most);
  refuses<PairMoments>("zero_truth", most);
  refuses<PairMoments>("both_zero", most);
  // Two pairs (1, 1) and (3, 3): every sum is on the edge of what can be.
  PairMoments line;
  line.add({1, 3}, {1, 3});
  CHECK(PairMoments(line.state()) == line);
  const auto edge = [&](const std::string& name, const StateValue& value) {
    StateValue::Object counts = line.state().counts();
    counts[name] = value;
    return State(line.state().kind(), line.state().options(), counts);
  };
  for (const auto& [name, value] : {std::pair("truth_squared", "7p0"),
                                    {"truth_squared", "9p0"},
                                    {"product", "9p0"},
                                    {"product", "bp0"},
                                    {"absolute_error", "1p-400"}}) {
    CHECK_THROWS_AS(PairMoments{edge(name, value)}, Error);
  }
  // No data at all.
  CHECK(PairMoments(PairMoments().state()) == PairMoments());
  StateValue::Object counts = PairMoments().state().counts();
  counts["absolute_error"] = "1p0";
  CHECK_THROWS_AS(PairMoments(State("pair_moments", PairMoments().state().options(), counts)),
                  Error);
  // Sums beyond the numbers are data too.
  PairMoments huge;
  huge.add({1e300, -1e300, 0}, {1e300, 1e300, 1e-300});
  CHECK(PairMoments(huge.state()) == huge);
  PairMoments tiny;
  tiny.add({5e-324, 1e-320, -1e-310}, {-5e-324, 3e-318, 1e-312});
  CHECK(PairMoments(tiny.state()) == tiny);
}

TEST_CASE("impossible states: lists are compared before anything of an option's size is made") {
  std::string many = "0x1p+0";
  List names;
  for (int i = 0; i < 3000; ++i) {
    many += " 0x1p+0";
    names.emplace_back("c" + std::to_string(i));
  }
  refuses<TemperatureLoss>("betas", many);
  refuses<SpaceMoments>("classes", names);
  refuses<LabelRanking>("labels", std::uint64_t{1} << 31U);
  refuses<SampleScores>("wheels", std::uint64_t{1} << 21U);
  refuses<CalibrationScore>("bins", std::uint64_t{1} << 20U);
  refuses<FleissKappa>("categories", std::uint64_t{1} << 20U);
  refuses<VoteScore>("entropy_edges", "0x1p-3 0x1p-2");
  refuses<support::TenWordsScore>("groupings", List(3000, "m1"));
  refuses<support::TenWordsScore>("n", (std::uint64_t{1} << 53U) + 1);
}

TEST_CASE("impossible states: moments and means") {
  for (const char* name : {"sums", "products"}) {
    for (const char* state : {"nan", "1p200"}) {
      refuses<ClassMoments>(name, List(std::string_view(name) == "sums" ? 3 : 6, state));
    }
  }
  ClassMoments huge;  // sums beyond the numbers are data too, and so are those near none
  huge.add({1e300, -1e250, 3e-310}, 1e100);
  huge.add({-1e300, 5e-324, 3e-310}, 1e-320);
  CHECK(ClassMoments(huge.state()) == huge);
  ClassMoments tiny;
  tiny.add({1e-320, -3e-318, 5e-324}, 0.3);
  tiny.add({1e-160, 3e-155, 1e-162}, 1e-9);
  CHECK(ClassMoments(tiny.state()) == tiny);
  refuses<ClassMoments>("products", List(6, "-1p0"));
  refuses<ClassMoments>("products", List(6, "0"));
  refuses<ClassMoments>("weight", "0");
  refuses<ClassMoments>("weight", "-1p0");
  refuses<SoftScore>("precision", "ffffffffffffffff.0000000000000000");
  refuses<SoftScore>("n", std::uint64_t{0});
  refuses<StepScore>("steps", std::uint64_t{0});
  refuses<StepScore>("reasoning", "ff.0000000000000000");
  refuses<EvaluatorCorrelations>("products", List(3, "1p200"));
  refuses<DistributionScore>("order", List{std::uint64_t{0}, std::uint64_t{0}});
  refuses<DistributionScore>("ground_distance", "0x1p+0 0x1p+0");
  refuses<DistributionScore>("sum", "nan");
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
