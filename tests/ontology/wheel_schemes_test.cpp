#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/graph/validate.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>

using namespace tonewheel;

namespace {

using Ids = std::vector<ConceptId>;
using Names = std::vector<std::string>;

struct Wheels {
  ConceptGraph graph{};
  std::vector<SchemeId> schemes{add_wheel_schemes(graph)};

  [[nodiscard]] Names ring(const std::string& wheel, int tier = 1) const {
    Names names;
    for (const ConceptId id : graph.members(*graph.find_scheme(wheel))) {
      if (graph[id].tier == tier) {
        names.emplace_back(graph[id].name());
      }
    }
    return names;
  }
  [[nodiscard]] Names below(const std::string& key) const {
    Names names;
    for (const ConceptId id : children(graph, graph.get(key))) {
      names.emplace_back(graph[id].name());
    }
    return names;
  }
};

}  // namespace

TEST_CASE("key_part: folded, hyphens for spaces and slashes") {
  CHECK(key_part("Out of Control") == "out-of-control");
  CHECK(key_part("Doubt/Confusion") == "doubt-confusion");
  CHECK(key_part("awe-struck") == "awe-struck");
  CHECK(key_part("NO_SYMPTOMS") == "no-symptoms");
  CHECK(key_part("blas\xc3\xa9") == "blas\xc3\xa9");
  CHECK(key_part("") == "");
}

TEST_CASE("wheels: seven schemes with titles and sources") {
  const Wheels wheels;
  Names keys;
  for (const SchemeId each : wheels.schemes) {
    keys.push_back(wheels.graph.scheme(each).key);
    CHECK_FALSE(wheels.graph.scheme(each).title.empty());
    CHECK_FALSE(wheels.graph.scheme(each).source.empty());
  }
  std::sort(keys.begin(), keys.end());
  CHECK(keys == Names{"geneva", "junto", "mikels", "roberts", "russell", "willcox-a", "willcox-b"});
  CHECK(wheels.graph.schemes().size() == 7);
  ConceptGraph twice;
  add_wheel_schemes(twice);
  CHECK_THROWS_AS((void)add_wheel_schemes(twice), Error);
}

TEST_CASE("wheels: rings have their published sizes and cores") {
  const Wheels wheels;
  CHECK(wheels.ring("junto") == Names{"joy", "love", "fear", "anger", "sadness", "surprise"});
  CHECK(wheels.ring("junto", 2).size() == 34);
  CHECK(wheels.ring("junto", 3).size() == 68);
  for (const char* key : {"willcox-a", "willcox-b"}) {
    auto cores = wheels.ring(key);
    std::sort(cores.begin(), cores.end());
    CHECK(cores == Names{"joyful", "mad", "peaceful", "powerful", "sad", "scared"});
    CHECK(wheels.ring(key, 2).size() == 36);
    CHECK(wheels.ring(key, 3).size() == 36);
  }
  auto roberts = wheels.ring("roberts");
  std::sort(roberts.begin(), roberts.end());
  CHECK(roberts == Names{"angry", "bad", "disgusted", "fearful", "happy", "sad", "surprised"});
  CHECK(wheels.ring("roberts", 2).size() == 41);
  CHECK(wheels.ring("roberts", 3).size() == 82);
  CHECK(wheels.ring("geneva") == Names{"interest", "amusement",   "pride",          "joy",
                                       "pleasure", "contentment", "admiration",     "love",
                                       "relief",   "compassion",  "sadness",        "guilt",
                                       "regret",   "shame",       "disappointment", "fear",
                                       "disgust",  "contempt",    "hate",           "anger"});
  CHECK(wheels.ring("mikels") == Names{"amusement", "contentment", "awe", "excitement", "fear",
                                       "sadness", "disgust", "anger"});
  CHECK(wheels.ring("russell") == Names{"pleasure", "excitement", "arousal", "distress",
                                        "displeasure", "depression", "sleepiness", "relaxation"});
}

TEST_CASE("wheels: branches as published") {
  const Wheels wheels;
  CHECK(wheels.below("junto/fear") == Names{"scared", "terror", "insecure", "nervous", "horror"});
  CHECK(wheels.below("junto/fear/terror") == Names{"hysterical", "panic"});
  CHECK(wheels.below("junto/surprise/moved") == Names{"stimulated", "touched"});
  CHECK(wheels.below("junto/joy/elation") == Names{"jubilation", "euphoric"});
  CHECK(wheels.below("junto/love") ==
        Names{"peaceful", "tenderness", "desire", "longing", "affectionate"});
  CHECK(wheels.graph[wheels.graph.get("roberts/sad/hurt/embarrassed")].name() == "embarrassed");
  CHECK(wheels.graph[wheels.graph.get("roberts/bad/stressed/out-of-control")].name() ==
        "out of control");
}

TEST_CASE("wheels: angles only where published: Russell's at eighths") {
  const Wheels wheels;
  const std::map<std::string, double> russell{
      {"pleasure", 0},      {"excitement", 0.125}, {"arousal", 0.25},    {"distress", 0.375},
      {"displeasure", 0.5}, {"depression", 0.625}, {"sleepiness", 0.75}, {"relaxation", 0.875}};
  for (std::uint32_t i = 0; i < wheels.graph.size(); ++i) {
    const Concept& each = wheels.graph[{i}];
    CAPTURE(each.key);
    if (each.key.starts_with("russell/")) {
      CHECK(each.angle == russell.at(std::string(each.name())));
    } else {
      CHECK_FALSE(each.angle.has_value());
    }
  }
}

TEST_CASE("wheels: neighbours of the first ring are adjacent, round and round, nobody else") {
  const Wheels wheels;
  for (const SchemeId scheme : wheels.schemes) {
    Ids ring;
    for (const ConceptId id : wheels.graph.members(scheme)) {
      if (wheels.graph[id].tier == 1) {
        ring.push_back(id);
      } else {
        CHECK(wheels.graph.out(id, relation::adjacent).empty());
      }
    }
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Ids found = wheels.graph.out(ring[i], relation::adjacent);
      CHECK(std::set<ConceptId>(found.begin(), found.end()) ==
            std::set<ConceptId>{ring[(i + 1) % ring.size()],
                                ring[(i + ring.size() - 1) % ring.size()]});
      CHECK(found.size() == 2);
    }
  }
}

TEST_CASE("wheels: the published homonyms are all they break") {
  const Wheels wheels;
  std::map<std::string, std::size_t> found;
  for (const auto& fault : validate(wheels.graph)) {
    CAPTURE(fault.message);
    CHECK(fault.law == Law::unique_label);
    const Concept& first = wheels.graph[fault.concepts.at(0)];
    ++found[wheels.graph.scheme(*first.scheme).key + ": " + std::string(first.name())];
  }
  CHECK(found == std::map<std::string, std::size_t>{{"roberts: overwhelmed", 1},
                                                    {"roberts: inferior", 1},
                                                    {"roberts: embarrassed", 1},
                                                    {"roberts: disappointed", 1},
                                                    {"junto: satisfied", 1},
                                                    {"junto: dismayed", 1}});
}
