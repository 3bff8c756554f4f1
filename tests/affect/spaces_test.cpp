#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/tolerance.hpp>

#include "support/golden.hpp"

namespace {

using namespace tonewheel;

const EmotionClass& class_of(const Space& space, std::string_view name) {
  const auto position = space.find(name);
  REQUIRE_MESSAGE(position.has_value(), std::string(name));
  return space.classes[*position];
}

/// Classes whose mean on an axis is the largest (sign 1) or smallest (sign -1), sorted.
std::set<std::string> extreme(const Space& space, Axis axis, double sign) {
  double best = -2;
  for (const EmotionClass& each : space.classes) {
    best = std::max(best, sign * each.mean[axis]);
  }
  std::set<std::string> names;
  for (const EmotionClass& each : space.classes) {
    if (sign * each.mean[axis] == best) {
      names.insert(each.name);
    }
  }
  return names;
}

const std::vector<std::string>& universal_names() {
  static const std::vector<std::string> names{"happy",     "contempt", "surprised", "angry",
                                              "disgusted", "fearful",  "sad",       "neutral"};
  return names;
}

}  // namespace

TEST_CASE("spaces: universal is the golden table with the golden correlations") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: TONEWHEEL_SHARED/golden/vad.json is not there");
    return;
  }
  const Space space = universal();
  CHECK(space.name == "universal-2602");
  CHECK(space.names() == golden->at("classes").get<std::vector<std::string>>());
  CHECK(space.has_correlations());
  CHECK_FALSE(space.has_priors());
  for (const EmotionClass& each : space.classes) {
    INFO(each.name);
    const auto& row = golden->at("table").at(each.name);
    CHECK(each.mean == Vad{row.at(0), row.at(2), row.at(4)});
    CHECK(each.deviation == Vad{row.at(1), row.at(3), row.at(5)});
    const auto& rho = golden->at("correlations_VD_AD_VA").at(each.name);
    CHECK(each.correlations == Correlations{.va = rho.at(2), .vd = rho.at(0), .ad = rho.at(1)});
  }
}

TEST_CASE("spaces: universal without the golden file") {
  const Space space = universal();
  CHECK(space.names() == universal_names());
  CHECK(class_of(space, "happy").mean == Vad{.81, .51, .46});
  // The authors' fearful, not the table of 1977 (vad_pipeline.md D.1).
  CHECK(class_of(space, "fearful").mean == Vad{-.64, .60, -.21});
  CHECK(class_of(space, "angry").correlations == Correlations{.va = .55, .vd = -.45, .ad = .75});
  for (const EmotionClass& each : space.classes) {
    for (const DeviationSource source : each.deviation_source) {
      CHECK(source == DeviationSource::given);
    }
  }
}

TEST_CASE("spaces: variants of neutral") {
  CHECK(neutral_variants() == std::vector<std::string>{"0.1:0.05", "0:0.1", "0.1:0.01", "0:0"});
  CHECK(default_neutral == "0.1:0.05");
  CHECK(universal() == universal("0.1:0.05"));
  const auto check = [](std::string_view variant, double mean, double deviation) {
    const Space space = universal(variant);
    const EmotionClass& neutral = class_of(space, "neutral");
    CHECK(neutral.mean == Vad{mean, mean, mean});
    CHECK(neutral.deviation == Vad{deviation, deviation, deviation});
    CHECK(neutral.correlations == Correlations{.va = .05, .vd = .10, .ad = .10});
    // The others stay.
    const Space usual = universal();
    for (std::size_t k = 0; k + 1 < space.classes.size(); ++k) {
      CHECK(space.classes[k] == usual.classes[k]);
    }
  };
  check("2026-07", .1, .05);
  check("2025-10", 0, .1);
  check("dominance", .1, .01);
  check("2025-08", 0, 0);
  check("0.1:0.05", .1, .05);
  check("0:0.1", 0, .1);
  check("-.25:1", -.25, 1);
  for (const char* unknown :
       {"", "2026", "2026-07 ", "likelihood", ":", "0.1:", "2:0.1", "0:-1", "0:nan", "0:0.1:2"}) {
    try {
      (void)universal(unknown);
      FAIL_CHECK("no Error for " << unknown);
    } catch (const Error& error) {
      const std::string message = error.what();
      for (const std::string& variant : neutral_variants()) {
        CHECK(message.find(variant) != std::string::npos);
      }
    }
  }
}

TEST_CASE("spaces: a point mass needs the repair") {
  CHECK_THROWS_AS((void)make_model(universal("2025-08"), {.repair = Repair::none}), Error);
  const Model model = make_model(universal("2025-08"));
  REQUIRE(model.repaired.size() == 1);
  CHECK(model.repaired[0].class_name == "neutral");
}

TEST_CASE("spaces: pad151 has the 151 terms of Russell and Mehrabian 1977") {
  const Space space = pad151();
  CHECK(space.name == "pad151");
  CHECK(space.classes.size() == 151);
  CHECK_FALSE(space.has_correlations());
  CHECK_FALSE(space.has_priors());
  std::set<std::string> names;
  for (const EmotionClass& each : space.classes) {
    names.insert(each.name);
    CHECK(std::none_of(each.name.begin(), each.name.end(),
                       [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
  CHECK(names.size() == 151);
  // pad151.md, sanity facts.
  using Set = std::set<std::string>;
  CHECK(extreme(space, Axis::valence, 1) == Set{"loved"});
  CHECK(extreme(space, Axis::valence, -1) == Set{"depressed", "despairing"});
  CHECK(extreme(space, Axis::arousal, 1) == Set{"astonished"});
  CHECK(extreme(space, Axis::arousal, -1) == Set{"bored"});
  CHECK(extreme(space, Axis::dominance, 1) == Set{"influential"});
  CHECK(extreme(space, Axis::dominance, -1) == Set{"helpless"});
  CHECK(class_of(space, "loved").mean.valence == .87);
  CHECK(class_of(space, "depressed").mean.valence == -.72);
  CHECK(class_of(space, "astonished").mean.arousal == .88);
  CHECK(class_of(space, "bored").mean.arousal == -.62);
  CHECK(class_of(space, "influential").mean.dominance == .75);
  CHECK(class_of(space, "helpless").mean.dominance == -.51);
}

TEST_CASE("spaces: pad151 where public copies disagree") {
  // pad151.md: the base list, not the copies that slipped.
  const Space space = pad151();
  CHECK(class_of(space, "influential").mean == Vad{.68, .40, .75});
  CHECK(class_of(space, "capable").mean == Vad{.70, .28, .51});
  CHECK(class_of(space, "egotistical").mean == Vad{.24, .32, .50});
  CHECK(class_of(space, "carefree").mean == Vad{.78, .25, .41});
  CHECK(class_of(space, "grateful").mean == Vad{.64, .16, -.21});
  CHECK(class_of(space, "insecure").mean == Vad{-.57, .14, -.42});
  CHECK(class_of(space, "guilty").mean == Vad{-.57, -.28, -.34});
  CHECK(class_of(space, "frustrated").mean == Vad{-.64, .52, -.35});
  CHECK(class_of(space, "defeated").mean == Vad{-.61, .06, -.32});
  CHECK(class_of(space, "angry but detached").mean == Vad{-.42, .28, -.03});
  CHECK(class_of(space, "confused").mean == Vad{-.53, .27, -.32});
  CHECK(class_of(space, "fearful").mean == Vad{-.64, .60, -.43});
  // Two classes that are easily taken for one.
  CHECK(class_of(space, "proud").mean.valence == .77);
  CHECK(class_of(space, "proud and lonely").mean.valence == .01);
}

TEST_CASE("spaces: pad151 gives ten deviations of valence and arousal, seven of dominance") {
  const Space space = pad151();
  const std::set<std::string> all_axes_given{"happy",     "contempt", "surprised", "angry",
                                             "disgusted", "fearful",  "sad"};
  const std::set<std::string> two_axes_given{"secure", "untroubled", "quiet"};
  // python3: sqrt(mean(s**2)) of the given ones (numpy).
  const Vad pooled{0.2991487924093962, 0.33203915431767983, 0.3299134085526945};
  for (const EmotionClass& each : space.classes) {
    INFO(each.name);
    for (const Axis axis : all_axes) {
      const bool given = all_axes_given.contains(each.name) ||
                         (axis != Axis::dominance && two_axes_given.contains(each.name));
      CHECK((each.deviation_source[static_cast<std::size_t>(axis)] == DeviationSource::given) ==
            given);
      if (!given) {
        CHECK(std::abs(each.deviation[axis] - pooled[axis]) <= tolerance::closed_form);
      }
    }
  }
  CHECK(class_of(space, "quiet").deviation.valence == .57);
  CHECK(class_of(space, "untroubled").deviation.arousal == .46);
  CHECK(class_of(space, "sad").deviation == Vad{.23, .34, .22});
}

TEST_CASE("spaces: pad151 and universal share the seven emotions, but for fearful's dominance") {
  const Space terms = pad151();
  const Space space = universal();
  for (const EmotionClass& each : space.classes) {
    if (each.name == "neutral") {
      CHECK_FALSE(terms.find("neutral").has_value());
      continue;
    }
    INFO(each.name);
    const EmotionClass& term = class_of(terms, each.name);
    CHECK(term.mean.va() == each.mean.va());
    CHECK(term.deviation == each.deviation);
    CHECK((term.mean.dominance == each.mean.dominance) == (each.name != "fearful"));
  }
}

TEST_CASE("spaces: fused14 has 14 compounds of all terms, and neutral last") {
  const Space space = fused14();
  CHECK(space.name == "fused14");
  REQUIRE(space.classes.size() == 15);
  CHECK(space.classes.back().name == "neutral");
  CHECK(space.classes.back().mean == Vad{.1, .1, .1});
  CHECK(space.classes.back().deviation == Vad{.05, .05, .05});
  CHECK(fused14("2025-10").classes.back().deviation == Vad{.1, .1, .1});
  CHECK(fused14("2025-10").classes.front() == space.classes.front());
  CHECK_FALSE(space.has_correlations());
  const std::vector<std::string> names = space.names();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == 15);
  CHECK_THROWS_AS((void)fused14("never"), Error);

  const Fusion fusion = fused14_fusion();
  REQUIRE(fusion.members.size() == 14);
  CHECK(fusion.tree.leaves == 151);
  CHECK(fusion.space.classes.size() == 14);
  std::vector<int> seen(151, 0);
  for (std::size_t k = 0; k < 14; ++k) {
    CHECK(fusion.space.classes[k] == space.classes[k]);
    CHECK_FALSE(fusion.members[k].empty());
    CHECK(std::is_sorted(fusion.members[k].begin(), fusion.members[k].end()));
    for (const std::size_t member : fusion.members[k]) {
      REQUIRE(member < 151);
      ++seen[member];
    }
  }
  CHECK(seen == std::vector<int>(151, 1));
  // Each of the seven universals names the compound it is in.
  const Space terms = pad151();
  for (const std::string& name : universal_names()) {
    if (name != "neutral") {
      const auto row = terms.find(name).value();
      for (std::size_t k = 0; k < 14; ++k) {
        if (std::binary_search(fusion.members[k].begin(), fusion.members[k].end(), row)) {
          INFO(name << " in " << names[k]);
          CHECK((" + " + names[k] + " + ").find(" + " + name + " + ") != std::string::npos);
        }
      }
    }
  }
  CHECK(make_model(space).mixture.size() == 15);
}

TEST_CASE("spaces: fused14 as scipy makes it") {
  // python3, scipy 1.10: rows of pad151.csv with the seven universals from universal.csv and empty
  // deviations pooled; v = sd**2, b = (v_i + v_j) / 2;
  // d = ((m_i - m_j)**2 / b).sum() / 8 + .5 * log(b / sqrt(v_i * v_j)).sum() for i < j;
  // c = fcluster(linkage(d, 'complete'), 14, 'maxclust') - 1, a letter each.
  constexpr std::string_view letters =
      "aaaaaaaacaaaaaaaabaaaacaaabcecacaaaaacacacbbbbbbbdeeeeeeeeffcfjcfjggjggjgdnm"
      "nnnnnnmnmmmmnmmmnmllllllkkmlldlllklllmmmihmmlmlkmhhhilihhlljljhhjhhhjhhhhhh";
  REQUIRE(letters.size() == 151);
  const Fusion fusion = fused14_fusion();
  for (std::size_t k = 0; k < fusion.members.size(); ++k) {
    for (const std::size_t member : fusion.members[k]) {
      INFO(pad151().classes[member].name);
      CHECK(static_cast<std::size_t>(letters[member] - 'a') == k);
    }
  }
  // m[I].mean(0), sqrt((v[I] + (m[I] - mu)**2).mean(0)) of the first and the last cluster.
  const auto close = [](const Vad& found, const Vad& expected) {
    for (const Axis axis : all_axes) {
      CHECK(std::abs(found[axis] - expected[axis]) <= tolerance::fusion);
    }
  };
  REQUIRE(fusion.space.classes.size() == 14);
  close(fusion.space.classes[0].mean,
        {0.6425806451612902, 0.44354838709677413, 0.49806451612903235});
  close(fusion.space.classes[0].deviation,
        {0.32280991852227525, 0.3581227793341883, 0.36599707319706964});
  close(fusion.space.classes[13].mean,
        {-0.4499999999999999, 0.5219999999999999, 0.24899999999999997});
  close(fusion.space.classes[13].deviation,
        {0.30765565166269904, 0.3613253381649286, 0.3579012234042875});
}

TEST_CASE("spaces: shipped spaces by name") {
  CHECK(shipped_space("universal-2602") == universal());
  CHECK(shipped_space("universal") == universal());
  CHECK(shipped_space("universal", "2025-10") == universal("2025-10"));
  CHECK(shipped_space("pad151") == pad151());
  CHECK(shipped_space("fused14", "2025-10") == fused14("2025-10"));
  for (const char* unknown : {"", "Universal", "pad", "fused15"}) {
    try {
      (void)shipped_space(unknown);
      FAIL_CHECK("no Error for " << unknown);
    } catch (const Error& error) {
      const std::string message = error.what();
      for (const char* name : {"universal", "pad151", "fused14"}) {
        CHECK(message.find(name) != std::string::npos);
      }
    }
  }
}

TEST_CASE("spaces: every shipped space goes through CSV and back") {
  for (const Space& space : {universal(), universal("2025-08"), pad151(), fused14()}) {
    INFO(space.name);
    CHECK(space_from_table(Table::parse(space_to_csv(space), "x"), space.name) == space);
  }
}
