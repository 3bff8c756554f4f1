#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/graph/query.hpp>
#include <tonewheel/ontology/atlas.hpp>
#include <tonewheel/ontology/space_scheme.hpp>
#include <tonewheel/ontology/tone.hpp>

using namespace tonewheel;
using doctest::Approx;

namespace {

using Six = std::array<double, 6>;

void check_near(const ConceptAffect& found, const Vad& mean, const Six& covariance) {
  for (const Axis axis : all_axes) {
    CHECK(found.mean[axis] == Approx(mean[axis]).epsilon(1e-13));
  }
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    CHECK(std::abs(found.covariance[i] - covariance[i]) < 1e-14);
  }
}

/// Mean and covariance of an even mixture, by hand.
std::pair<Vad, Six> mixture(const std::vector<ConceptAffect>& members) {
  const auto n = static_cast<double>(members.size());
  std::array<double, 3> mean{};
  for (const ConceptAffect& each : members) {
    for (std::size_t i = 0; i < 3; ++i) {
      mean[i] += each.mean[all_axes[i]] / n;
    }
  }
  Six covariance{};
  for (const ConceptAffect& each : members) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = i; j < 3; ++j) {
        covariance[place] += (each.covariance[place] + (each.mean[all_axes[i]] - mean[i]) *
                                                           (each.mean[all_axes[j]] - mean[j])) /
                             n;
        ++place;
      }
    }
  }
  return {{mean[0], mean[1], mean[2]}, covariance};
}

const ConceptGraph& whole() {
  static const ConceptGraph graph = atlas();
  return graph;
}

}  // namespace

TEST_CASE("space scheme: a concept for each class, deviations squared") {
  ConceptGraph graph;
  const SchemeId scheme = add_space(graph, universal());
  CHECK(graph.scheme(scheme).key == "universal-2602");
  CHECK(graph.members(scheme).size() == 8);
  const Concept& happy = graph[graph.get("universal-2602/happy")];
  CHECK(happy.name() == "happy");
  REQUIRE(happy.affect.has_value());
  CHECK(happy.affect->mean == Vad{0.81, 0.51, 0.46});
  check_near(*happy.affect, {0.81, 0.51, 0.46}, {0.21 * 0.21, 0, 0, 0.26 * 0.26, 0, 0.38 * 0.38});
  CHECK(happy.affect->origin == AffectOrigin::named);
  CHECK(happy.affect->source == "universal-2602:happy");
  add_space(graph, pad151());
  CHECK(graph[graph.get("pad151/bold")].affect->mean == Vad{0.44, 0.61, 0.66});
  CHECK_THROWS_AS((void)add_space(graph, pad151()), Error);
}

TEST_CASE("space scheme: a point mass has no Gaussian") {
  ConceptGraph graph;
  add_space(graph, universal("0:0"));
  CHECK_FALSE(graph[graph.get("universal-2602/neutral")].affect.has_value());
  CHECK(graph[graph.get("universal-2602/sad")].affect.has_value());
  const ConceptGraph all = atlas({.neutral = "0:0"});
  CHECK_FALSE(all[all.get("universal-2602/neutral")].affect.has_value());
  CHECK(all[all.get("affectnet8/neutral")].affect->source == "glasgow: neutral");
  CHECK(all[all.get("tone/joy")].affect.has_value());
  CHECK_THROWS_AS((void)atlas({.neutral = "likely"}), Error);
}

TEST_CASE("attach_affect: by name, else by word form or synonym, the first space counts") {
  const Vocabulary vocabulary = Vocabulary::from_table(
      Table::parse("name,term,kind,source\nfury,furious,form,F\nfury,angry,synonym,S\n"
                   "fear,fearful,form,F\n",
                   "v.csv"));
  ConceptGraph graph;
  const SchemeId set = graph.add_scheme({.key = "set"});
  const auto add = [&](const std::string& label, ConceptKind kind = ConceptKind::emotion) {
    return graph.add({.key = label,
                      .scheme = set,
                      .kind = kind,
                      .labels = {{{label, "en"}, LabelKind::preferred}}});
  };
  const ConceptId happy = add("HAPPY");      // in both spaces
  const ConceptId bold = add("bold");        // in the second alone
  const ConceptId fury = add("fury");        // by its synonym angry
  const ConceptId furious = add("furious");  // by its name's synonym
  const ConceptId fear = add("fear");        // by its form
  const ConceptId nothing = add("zebra");
  const ConceptId unit = add("sad", ConceptKind::action_unit);
  const ConceptId given = add("angry");
  const ConceptAffect own{.mean = {0.5, 0.5, 0.5}, .covariance = {1, 0, 0, 1, 0, 1}};
  graph.set_affect(given, own);
  const std::vector<Space> spaces{universal(), pad151()};
  CHECK(attach_affect(graph, set, spaces, vocabulary) == 5);
  const auto source = [&](ConceptId id) { return graph[id].affect.value().source; };
  const auto origin = [&](ConceptId id) { return graph[id].affect.value().origin; };
  CHECK(source(happy) == "universal-2602:happy");
  CHECK(origin(happy) == AffectOrigin::named);
  CHECK(source(bold) == "pad151:bold");
  CHECK(source(fury) == "universal-2602:angry");
  CHECK(origin(fury) == AffectOrigin::synonym);
  CHECK(source(furious) == "universal-2602:angry");
  CHECK(source(fear) == "universal-2602:fearful");
  CHECK_FALSE(graph[nothing].affect.has_value());
  CHECK_FALSE(graph[unit].affect.has_value());
  CHECK(graph[given].affect == own);
  CHECK(attach_affect(graph, set, spaces, vocabulary) == 0);
}

TEST_CASE("inherit_affect: descendants by moment matching, else the nearest ancestor") {
  ConceptGraph graph;
  const SchemeId set = graph.add_scheme({.key = "set"});
  const auto add = [&](const std::string& key, std::optional<ConceptId> up) {
    const ConceptId id = graph.add({.key = key, .scheme = set});
    if (up) {
      graph.relate(id, relation::broader, *up);
    }
    return id;
  };
  const ConceptId root = add("root", {});
  const ConceptId left = add("left", root);
  const ConceptId right = add("right", root);
  const ConceptId a = add("a", left);
  const ConceptId b = add("b", left);
  const ConceptId c = add("c", left);
  const ConceptId d = add("d", right);
  const ConceptId e = add("e", d);
  const ConceptId alone = add("alone", {});
  graph.set_affect(a, {.mean = {0.2, 0.4, -0.6}, .covariance = {0.04, 0, 0, 0.09, 0, 0.01}});
  graph.set_affect(b, {.mean = {-0.4, 0.8, 0.2}, .covariance = {0.16, 0.01, 0, 0.25, 0, 0.04}});
  CHECK(inherit_affect(graph, set) == 6);
  const auto affect = [&](ConceptId id) { return graph[id].affect.value(); };
  for (const ConceptId id : {left, root}) {
    check_near(affect(id), {-0.1, 0.6, -0.2},
               {0.1 + 0.09, 0.005 - 0.06, -0.12, 0.17 + 0.04, 0.08, 0.025 + 0.16});
    CHECK(affect(id).origin == AffectOrigin::descendants);
    CHECK(affect(id).source == "a, b");
  }
  CHECK(affect(c).origin == AffectOrigin::ancestor);
  CHECK(affect(c).source == "left");
  CHECK(affect(c).mean == affect(left).mean);
  CHECK(affect(right).origin == AffectOrigin::ancestor);
  CHECK(affect(right).source == "root");
  CHECK(affect(d).mean == affect(root).mean);
  CHECK(affect(e).covariance == affect(root).covariance);
  CHECK_FALSE(graph[alone].affect.has_value());
  CHECK(inherit_affect(graph, set) == 0);
}

TEST_CASE("inherit_affect: a Gaussian of an ancestor does not depend on the order of adding") {
  // Child before parent before grandparent; only the grandparent has one.
  ConceptGraph graph;
  const SchemeId set = graph.add_scheme({.key = "set"});
  const ConceptId low = graph.add({.key = "low", .scheme = set});
  const ConceptId middle = graph.add({.key = "middle", .scheme = set});
  const ConceptId top = graph.add({.key = "top", .scheme = set});
  graph.relate(low, relation::broader, middle);
  graph.relate(middle, relation::broader, top);
  graph.set_affect(top, {.mean = {0.1, 0.2, 0.3}, .covariance = {1, 0, 0, 1, 0, 1}});
  CHECK(inherit_affect(graph, set) == 2);
  CHECK(graph[low].affect->mean == graph[top].affect->mean);
  CHECK(graph[low].affect->source == "top");
  CHECK(graph[middle].affect->source == "top");
}

TEST_CASE("tone's Gaussians: each emotion has one, with origin and source") {
  const auto& graph = whole();
  std::array<std::size_t, 4> origins{};
  for (const ConceptId id : graph.members(*graph.find_scheme("tone"))) {
    if (graph[id].kind != ConceptKind::emotion) {
      continue;
    }
    CAPTURE(graph[id].key);
    REQUIRE(graph[id].affect.has_value());
    const ConceptAffect& affect = *graph[id].affect;
    ++origins[static_cast<std::size_t>(affect.origin)];
    CHECK_FALSE(affect.source.empty());
    for (const Axis axis : all_axes) {
      CHECK(std::abs(affect.mean[axis]) <= 1);
    }
    std::vector<ConceptAffect> own;
    for (const ConceptId below : descendants(graph, id)) {
      if (graph[below].affect && !inherited(graph[below].affect->origin)) {
        own.push_back(*graph[below].affect);
      }
    }
    if (affect.origin == AffectOrigin::descendants) {
      REQUIRE_FALSE(own.empty());
      const auto [mean, covariance] = mixture(own);
      check_near(affect, mean, covariance);
    } else if (affect.origin == AffectOrigin::ancestor) {
      CHECK(own.empty());
      const auto above = ancestors(graph, id);
      REQUIRE_FALSE(above.empty());
      CHECK(affect.mean == graph[above[0]].affect->mean);
      CHECK(affect.covariance == graph[above[0]].affect->covariance);
      // The source is the first one above that did not take it from above itself.
      const auto giver = std::find_if(above.begin(), above.end(), [&](ConceptId each) {
        return graph[each].affect->origin != AffectOrigin::ancestor;
      });
      REQUIRE(giver != above.end());
      CHECK(affect.source == graph[*giver].key);
    } else {
      CHECK((affect.source.starts_with("glasgow: ") || affect.source.starts_with("pad151:")));
      CHECK(affect.covariance[1] == 0);
      CHECK(affect.covariance[2] == 0);
      CHECK(affect.covariance[4] == 0);
    }
  }
  CHECK(origins[0] + origins[1] + origins[2] + origins[3] == 166);
  for (const std::size_t each : origins) {
    CHECK(each > 0);
  }
}

TEST_CASE("tone's Gaussians: where people rated the emotion's name, or a form of it") {
  const auto& graph = whole();
  const auto check = [&](const char* path, AffectOrigin origin, const char* source,
                         const Vad& mean) {
    CAPTURE(path);
    const ConceptAffect& affect = graph[tone_path(graph, path)].affect.value();
    CHECK(affect.origin == origin);
    CHECK(affect.source == source);
    for (const Axis axis : all_axes) {
      CHECK(affect.mean[axis] == Approx(mean[axis]).epsilon(1e-12));
    }
  };
  // Valence, arousal, dominance of the Glasgow Norms as published, on 1..9.
  check("anger", AffectOrigin::named, "glasgow: anger",
        {2.529 / 4 - 1.25, 5.636 / 4 - 1.25, 4.618 / 4 - 1.25});
  check("fear", AffectOrigin::named, "glasgow: fear",
        {2.559 / 4 - 1.25, 5.171 / 4 - 1.25, 2.824 / 4 - 1.25});
  check("joy/contentment", AffectOrigin::synonym, "glasgow: content",
        {5.939 / 4 - 1.25, 3.968 / 4 - 1.25, 4.882 / 4 - 1.25});
  // A secondary or tertiary concept of the same name has the same one.
  CHECK(graph[tone_path(graph, "fear/horror/fear")].affect->mean ==
        graph[tone_path(graph, "fear")].affect->mean);
}

TEST_CASE("tone's Gaussians: at least 105 of the 135 names from people's ratings") {
  const auto& graph = whole();
  std::set<std::string> names;
  for (const ConceptId id : graph.members(*graph.find_scheme("tone"))) {
    if (graph[id].affect && graph[id].affect->source.starts_with("glasgow: ")) {
      names.insert(std::string(graph[id].name()));
    }
  }
  CHECK(names.size() == 107);
}

TEST_CASE("attach_norms: the own name, else the forms together") {
  const Norms norms = Norms::parse(
      "word,valence,arousal,dominance,sd\nfury,-.5,.5,.1,.3\nangry,-.6,.4,0,.2\n"
      "afraid,-.7,.2,-.5,.1\nfearful,-.5,.4,-.7,.3\n",
      "mine.csv");
  const Vocabulary vocabulary = Vocabulary::from_table(
      Table::parse("name,term,kind,source\nfury,angry,form,F\nfear,fearful,form,F\n"
                   "fear,afraid,form,F\njoy,fury,synonym,S\n",
                   "v.csv"));
  ConceptGraph graph;
  const SchemeId set = graph.add_scheme({.key = "set"});
  const auto add = [&](const std::string& label, ConceptKind kind = ConceptKind::emotion) {
    return graph.add({.key = label,
                      .scheme = set,
                      .kind = kind,
                      .labels = {{{label, "en"}, LabelKind::preferred}}});
  };
  const ConceptId fury = add("Fury");
  const ConceptId fear = add("fear");
  const ConceptId joy = add("joy");  // a synonym is no form
  const ConceptId unit = add("angry", ConceptKind::action_unit);
  CHECK(attach_norms(graph, set, norms, vocabulary) == 2);
  CHECK(graph[fury].affect->origin == AffectOrigin::named);
  CHECK(graph[fury].affect->source == "mine: fury");
  check_near(*graph[fury].affect, {-.5, .5, .1}, {.09, 0, 0, .09, 0, .09});
  CHECK(graph[fear].affect->origin == AffectOrigin::synonym);
  CHECK(graph[fear].affect->source == "mine: fearful, afraid");
  // Means of the means; mean of .01 and .09 plus the variance of two means .2 apart.
  check_near(*graph[fear].affect, {-.6, .3, -.6}, {.06, 0, 0, .06, 0, .06});
  CHECK_FALSE(graph[joy].affect.has_value());
  CHECK_FALSE(graph[unit].affect.has_value());
}

TEST_CASE("compose_affect: a blend is where its parts are, and is marked as inherited") {
  const auto& graph = whole();
  const ConceptAffect& blend = graph[graph.get("plutchik/submission")].affect.value();
  CHECK(blend.origin == AffectOrigin::descendants);
  CHECK(blend.source == "composed of plutchik/trust, plutchik/fear");
  const auto [mean, covariance] = mixture({graph[graph.get("plutchik/trust")].affect.value(),
                                           graph[graph.get("plutchik/fear")].affect.value()});
  check_near(blend, mean, covariance);
}
