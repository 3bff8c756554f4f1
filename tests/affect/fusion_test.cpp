#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/divergence.hpp>
#include <tonewheel/affect/fusion.hpp>
#include <tonewheel/affect/gaussian.hpp>
#include <tonewheel/affect/moments.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/data/pad151.hpp>

#include "support/golden.hpp"

namespace tolerance = tonewheel::tolerance;
using tonewheel::Axis;
using tonewheel::EmotionClass;
using tonewheel::Error;
using tonewheel::fuse;
using tonewheel::Fusion;
using tonewheel::Space;

namespace {

EmotionClass emotion(std::string name, double v, double sd = 0.1) {
  EmotionClass out;
  out.name = std::move(name);
  out.mean = {v, 0, 0};
  out.deviation = {sd, sd, sd};
  return out;
}

std::vector<EmotionClass> classes(const nlohmann::json& rows) {
  std::vector<EmotionClass> out;
  for (const auto& row : rows) {
    EmotionClass each;
    each.name = row["class"].get<std::string>();
    for (const Axis axis : tonewheel::all_axes) {
      const std::string name(tonewheel::name(axis));
      each.mean[axis] = row[name + " mean"].get<double>();
      each.deviation[axis] = row[name + " std"].get<double>();
    }
    out.push_back(each);
  }
  return out;
}

}  // namespace

TEST_CASE("fusion is the authors' (golden file)") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: TONEWHEEL_SHARED is not set");
    return;
  }
  const Fusion fusion = fuse({"golden", classes((*golden)["fusion_input"])});
  const std::vector<EmotionClass> expected = classes((*golden)["fusion_output_14"]);
  REQUIRE(fusion.space.classes.size() == expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    CAPTURE(expected[k].name);
    CHECK(fusion.space.classes[k].name == expected[k].name);
    for (const Axis axis : tonewheel::all_axes) {
      CHECK(std::abs(fusion.space.classes[k].mean[axis] - expected[k].mean[axis]) <=
            tolerance::fusion);
      CHECK(std::abs(fusion.space.classes[k].deviation[axis] - expected[k].deviation[axis]) <=
            tolerance::fusion);
    }
  }
}

TEST_CASE("names of compound emotions") {
  const Space space{
      "s",
      {emotion("a", 0.5), emotion("sad", -0.5), emotion("b", 0.501), emotion("happy", -0.501),
       emotion("c", 0.502), emotion("d", 0.0), emotion("e", 0.9), emotion("f", 0.901)}};
  const Fusion fusion = fuse(space, {.clusters = 4});
  REQUIRE(fusion.members.size() == 4);
  for (std::size_t k = 0; k < 4; ++k) {
    const std::vector<std::size_t>& members = fusion.members[k];
    const std::string& name = fusion.space.classes[k].name;
    if (members == std::vector<std::size_t>{0, 2, 4}) {
      CHECK(name == "a + b (etc)");
    } else if (members == std::vector<std::size_t>{1, 3}) {
      CHECK(name == "sad + happy");  // in the order of the space, as the authors do
    } else if (members == std::vector<std::size_t>{5}) {
      CHECK(name == "d");
    } else {
      CHECK(members == std::vector<std::size_t>{6, 7});
      CHECK(name == "e + f");
    }
  }
  CHECK(fuse(space, {.clusters = 1}).space.classes[0].name == "sad + happy");
  CHECK(fuse(space, {.clusters = 1, .naming = {"D"}}).space.classes[0].name == "d");
  CHECK(fuse(space, {.clusters = 1, .naming = {}}).space.classes[0].name == "a + sad (etc)");
}

TEST_CASE("heights are Bhattacharyya distances, compounds are moment-matched") {
  const tonewheel::Vad p{0.2, -0.1, 0.4};
  const tonewheel::Vad q{-0.3, 0.5, 0.1};
  const tonewheel::Vad p_sd{0.2, 0.4, 0.3};
  const tonewheel::Vad q_sd{0.5, 0.1, 0.35};
  EmotionClass first = emotion("p", 0);
  EmotionClass second = emotion("q", 0);
  first.mean = p;
  first.deviation = p_sd;
  second.mean = q;
  second.deviation = q_sd;
  second.deviation_source[1] = tonewheel::DeviationSource::pooled;
  const Fusion fusion = fuse({"pair", {first, second}}, {.clusters = 1});
  // The same by the general formulas, with full matrices.
  const std::vector<tonewheel::Gaussian> gaussians{tonewheel::make_gaussian(p, p_sd),
                                                   tonewheel::make_gaussian(q, q_sd)};
  CHECK(std::abs(fusion.tree.merges[0].height -
                 tonewheel::bhattacharyya(gaussians[0], gaussians[1])) <= tolerance::fusion);
  const tonewheel::Gaussian matched = tonewheel::moment_match<3>(gaussians);
  for (const Axis axis : tonewheel::all_axes) {
    const auto i = static_cast<Eigen::Index>(axis);
    const EmotionClass& fused = fusion.space.classes[0];
    CHECK(std::abs(fused.mean[axis] - matched.mean()[i]) <= tolerance::fusion);
    CHECK(std::abs(fused.deviation[axis] - std::sqrt(matched.covariance().matrix()(i, i))) <=
          tolerance::fusion);
  }
  CHECK(fusion.space.classes[0].deviation_source[0] == tonewheel::DeviationSource::given);
  CHECK(fusion.space.classes[0].deviation_source[1] == tonewheel::DeviationSource::pooled);
}

TEST_CASE("all 151 emotions of the 1977 table fuse into 14") {
  const Space space =
      tonewheel::space_from_table(tonewheel::Table::parse(tonewheel::data::pad151), "pad151");
  const Fusion fusion = fuse(space);
  CHECK(fusion.space.classes.size() == 14);
  std::vector<int> seen(space.classes.size(), 0);
  for (const auto& members : fusion.members) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      ++seen[members[i]];
      CHECK((i == 0 || members[i - 1] < members[i]));
    }
  }
  CHECK(seen == std::vector<int>(space.classes.size(), 1));
  CHECK_FALSE(fusion.space.has_priors());
  CHECK_FALSE(fusion.space.has_correlations());
}

TEST_CASE("limits of a fusion") {
  const Space two{"two", {emotion("a", 0, 0), emotion("b", 0, 0)}};
  CHECK(fuse(two).space.classes.size() == 2);  // fewer classes than clusters
  const Fusion joined = fuse(two, {.clusters = {}, .height = 0});
  REQUIRE(joined.space.classes.size() == 1);  // alike: distance 0
  CHECK(joined.space.classes[0].deviation.valence == doctest::Approx(1e-6));
  const Fusion apart =
      fuse({"apart", {emotion("a", 0), emotion("b", 1)}}, {.clusters = {}, .height = 12.4});
  CHECK(apart.space.classes.size() == 2);  // 1 / 0.01 / 8 = 12.5
  CHECK_THROWS_AS((void)fuse({}), Error);
  CHECK_THROWS_AS((void)fuse(two, {.clusters = {}}), Error);
  CHECK_THROWS_AS((void)fuse(two, {.clusters = 0}), Error);
  CHECK_THROWS_AS((void)fuse({"nan", {emotion("a", std::nan("")), emotion("b", 0)}}), Error);
}
