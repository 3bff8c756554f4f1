#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/prior.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::error_of;

using Names = std::vector<std::string>;
using Counts = std::vector<std::uint64_t>;

bool names_in_message(const std::optional<Error>& error, std::string_view part) {
  return error && std::string_view(error->what()).find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("prior: uniform gives every class the same") {
  CHECK(Prior::uniform().is_uniform());
  for (const std::size_t classes : {1U, 2U, 8U, 151U}) {
    Names names;
    for (std::size_t k = 0; k < classes; ++k) {
      names.push_back("class " + std::to_string(k));
    }
    const std::vector<double> weights = Prior::uniform().weights_for(names);
    REQUIRE(weights.size() == classes);
    for (const double weight : weights) {
      CHECK(weight == 1.0 / static_cast<double>(classes));
    }
  }
}

TEST_CASE("prior: weights go by name, in the order asked for") {
  const Prior prior = Prior::from_weights({{"a", .5}, {"b", 3}, {"c", 1e-9}});
  CHECK_FALSE(prior.is_uniform());
  CHECK(prior.weights_for(Names{"a", "b", "c"}) == std::vector<double>{.5, 3, 1e-9});
  CHECK(prior.weights_for(Names{"c", "a", "b"}) == std::vector<double>{1e-9, .5, 3});
}

TEST_CASE("prior: a name on one side only is an Error that says it") {
  // The trap of the published files: fear and disgust in the prior, fearful and disgusted in the
  // space (vad_pipeline.md D.7).
  const Prior prior = Prior::from_weights({{"happy", 1}, {"fear", 1}});
  CHECK(names_in_message(error_of([&] { (void)prior.weights_for(Names{"happy", "fearful"}); }),
                         "fearful"));
  CHECK(names_in_message(error_of([&] { (void)prior.weights_for(Names{"happy"}); }), "fear"));
  CHECK(names_in_message(error_of([&] { (void)prior.weights_for(Names{"happy", "fear", "sad"}); }),
                         "sad"));
  // Names are exact.
  CHECK(error_of([&] { (void)prior.weights_for(Names{"Happy", "fear"}); }).has_value());
  CHECK(error_of([&] { (void)prior.weights_for(Names{"happy ", "fear"}); }).has_value());
  CHECK(error_of([&] { (void)prior.weights_for(Names{}); }).has_value());
}

TEST_CASE("prior: bad weights are Errors that name the class") {
  for (const double bad : {0.0, -0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity()}) {
    CHECK(names_in_message(error_of([&] { (void)Prior::from_weights({{"a", 1}, {"sad", bad}}); }),
                           "sad"));
  }
  CHECK(names_in_message(
      error_of([] { (void)Prior::from_weights({{"a", 1}, {"b", 1}, {"a", 2}}); }), "a"));
  CHECK(error_of([] { (void)Prior::from_weights({}); }).has_value());
}

TEST_CASE("prior: counts become relative frequencies, none below the floor") {
  const Names names{"a", "b", "c"};
  const Prior prior = Prior::from_counts(names, Counts{1, 3, 4});
  CHECK(prior.weights_for(names) == std::vector<double>{.125, .375, .5});
  const Prior rare = Prior::from_counts(names, Counts{0, 1, 99'999'999});
  CHECK(rare.weights_for(names) == std::vector<double>{prior_floor, prior_floor, .99999999});
  CHECK(prior_floor == 1e-6);

  CHECK_THROWS_AS((void)Prior::from_counts(names, Counts{0, 0, 0}), Error);
  CHECK_THROWS_AS((void)Prior::from_counts(names, Counts{1, 2}), Error);
  CHECK_THROWS_AS((void)Prior::from_counts(names, Counts{1, 2, 3, 4}), Error);
  CHECK_THROWS_AS((void)Prior::from_counts(Names{}, Counts{}), Error);
  CHECK_THROWS_AS((void)Prior::from_counts(Names{"a", "a"}, Counts{1, 2}), Error);
}

TEST_CASE("prior: AffectNet's class frequencies") {
  // Mollahosseini et al. 2017, table 3: training images of the eight classes.
  struct Class {
    std::string name;
    double images;
  };
  const std::vector<Class> classes{{"neutral", 74874},   {"happy", 134415}, {"sad", 25459},
                                   {"surprised", 14090}, {"fearful", 6378}, {"disgusted", 3803},
                                   {"angry", 24882},     {"contempt", 3750}};
  Names names;
  double total = 0;
  for (const Class& each : classes) {
    names.push_back(each.name);
    total += each.images;
  }
  CHECK(total == 287651);
  const std::vector<double> weights = Prior::affectnet().weights_for(names);
  double sum = 0;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    INFO(names[k]);
    CHECK(weights[k] == classes[k].images / total);
    sum += weights[k];
  }
  CHECK(std::abs(sum - 1) <= tolerance::row_sum);
}

TEST_CASE("prior: from a table, as weights or as counts") {
  const Names names{"happy", "sad"};
  const auto weights = [&](std::string_view text) {
    return Prior::from_table(Table::parse(text, "p.csv")).weights_for(names);
  };
  CHECK(weights("class,prior\nhappy,0.75\nsad,0.25\n") == std::vector<double>{.75, .25});
  CHECK(weights("Prior,note,Class\n3,x,sad\n1,,happy\n") == std::vector<double>{1, 3});
  const std::vector<double> counted = weights("class,count\nhappy,300\nsad,100\n");
  CHECK(counted[0] == 3 * counted[1]);
}

TEST_CASE("prior: bad tables are Errors with their place") {
  // Which of the two would count?
  CHECK(names_in_message(error_of([] {
                           (void)Prior::from_table(
                               Table::parse("class,prior,count\na,.5,3\nb,.5,1\n", "p.csv"));
                         }),
                         "p.csv, column count: found a column prior beside it"));
  const auto error = [](std::string_view text) {
    return error_of([&] { (void)Prior::from_table(Table::parse(text, "p.csv")); });
  };
  const auto check = [&](std::string_view text, std::uint64_t row, const std::string& column) {
    INFO(std::string(text));
    const auto found = error(text);
    REQUIRE(found.has_value());
    CHECK(found->place().file == "p.csv");
    CHECK(found->place().row == row);
    CHECK(found->place().column == column);
  };
  check("name,prior\na,1\n", 0, "class");
  check("class,weight\na,1\n", 0, "prior");
  check("class,prior\na,1\nb,x\n", 2, "prior");
  check("class,count\na,1\nb,\n", 2, "count");
  check("class,prior\na,1\nb,nan\n", 2, "prior");
  check("class,prior\na,1\n# none\n\nb,0\n", 2, "prior");
  check("class,prior\na,-1\nb,1\n", 1, "prior");
  check("class,prior\na,1\nb,1\na,1\n", 3, "class");
  const auto empty = error("class,prior\n");
  REQUIRE(empty.has_value());
  CHECK(empty->place().file == "p.csv");
}
