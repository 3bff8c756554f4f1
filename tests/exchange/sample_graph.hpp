#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/graph/concept_graph.hpp>

namespace support {

/// Texts that formats trip over.
inline const std::vector<std::string>& nasty_texts() {
  static const std::vector<std::string> texts{
      "plain",
      "two words",
      "\"quoted\" 'single' \"\"\"three\"\"\"",
      "back\\slash \\n \\\\",
      "line\nbreak\r\nand\rreturn\ttab",
      "  outer spaces  ",
      "trailing newline\n",
      "<b>&amp;</b> ]]> <!-- -->",
      "a;b,c|d#e@f^g%41%zz",
      "\303\244rger \345\226\234\343\201\263 \330\262\331\212",
      "\360\237\230\200\360\237\221\251\342\200\215\360\237\222\273",
      "controls \x01\x02\x1f\x7f\x1b[0m",
      "\xEF\xBB\xBF starts with a mark",
      "noncharacters \xEF\xBF\xBE \xEF\xBF\xBF",
      "_:blank",
      "@en",
      "\"^^xsd:int",
      ".",
      "\\u0041",
      "{{1e5}}",
  };
  return texts;
}

/// Every field and every type of relation, with texts and numbers that are hard to write down.
inline tonewheel::ConceptGraph sample_graph() {
  using namespace tonewheel;
  ConceptGraph graph;
  const SchemeId tone = graph.add_scheme(
      {.key = "tone", .iri = {}, .title = "T\n\"O\"NE \303\251", .source = "paper, table 2"});
  const SchemeId wheel = graph.add_scheme(
      {.key = "wheel", .iri = "http://example.org/wheel/", .title = {}, .source = {}});
  graph.add_scheme({.key = "empty scheme", .iri = {}, .title = {}, .source = {}});
  const auto own = graph.add_relation_type({.key = "elicits",
                                            .iri = {},
                                            .inverse = "elicited by",
                                            .laws = {.transitive = true},
                                            .label = "elicits \"strongly\""});
  const auto foreign = graph.add_relation_type({.key = "next",
                                                .iri = "http://example.org/property/next",
                                                .inverse = "previous",
                                                .laws = {.asymmetric = true},
                                                .label = {}});
  const auto turned = graph.add_relation_type({.key = "previous",
                                               .iri = "http://example.org/property/previous",
                                               .inverse = "next",
                                               .laws = {.asymmetric = true},
                                               .label = {}});
  const auto disjoint =
      graph.add_relation_type({.key = "disjoint_with",
                               .iri = "http://www.w3.org/2002/07/owl#disjointWith",
                               .inverse = {},
                               .laws = symmetric_laws,
                               .label = {}});
  const auto odd =
      graph.add_relation_type({.key = "odd",
                               .iri = "http://www.w3.org/2004/02/skos/core#mappingRelation",
                               .inverse = {},
                               .laws = {.symmetric = true, .transitive = true},
                               .label = "odd"});

  Concept joy;
  joy.key = "tone/joy";
  joy.scheme = tone;
  joy.tier = 1;
  joy.notation = "0";
  joy.angle = 0.1;
  joy.labels = {{{"joy", "en"}, LabelKind::preferred},
                {{"Freude", "de-CH"}, LabelKind::preferred},
                {{"gladness", "en"}, LabelKind::preferred},
                {{"\345\226\234\343\201\263", "ja"}, LabelKind::alternative},
                {{"joy", "en"}, LabelKind::alternative},
                {{"joyfully", ""}, LabelKind::hidden}};
  joy.definitions = {{"A \"pleasant\" feeling;\nsee also \\ and \t.", "en"}, {"", ""}};
  joy.affect = ConceptAffect{{0.81, 0.1 + 0.2, -0.0},
                             {5e-324, 1.0 / 3, -1e300, 2.2250738585072014e-308, 0.25, 1},
                             AffectOrigin::descendants,
                             "pad151:happy, \"joyful\""};
  joy.source = "Russell & Mehrabian\n1977";
  graph.add(std::move(joy));
  Concept anger;
  anger.key = "anger with a space, 100% \303\244";
  anger.iri = "http://example.org/anger?a=b&c=d#e";
  anger.scheme = wheel;
  anger.kind = ConceptKind::sentiment;
  anger.angle = 0;
  anger.affect = ConceptAffect{{0, 0, 0}, {}, AffectOrigin::named, ""};
  graph.add(std::move(anger));

  for (std::size_t i = 0; i < nasty_texts().size(); ++i) {
    const std::string& text = nasty_texts()[i];
    Concept node;
    node.key = text;
    node.kind = static_cast<ConceptKind>(i % concept_kind_names.size());
    node.labels = {{{text, "en"}, LabelKind::preferred},
                   {{text, ""}, LabelKind::alternative},
                   {{text, "x-private"}, LabelKind::hidden}};
    node.definitions = {{text, ""}};
    node.notation = text;
    node.source = text;
    if (i % 3 == 0) {
      node.tier = static_cast<int>(i) + 1;
    }
    graph.add(std::move(node));
  }
  // Keys that look like names of the library's own.
  for (const char* key : {"scheme:tone", "schema:broader", "relation:elicits", "ontology:graph",
                          "schema%3Akind", "urn:tonewheel:x", "http://example.org/a b"}) {
    Concept node;
    node.key = key;
    graph.add(std::move(node));
  }

  const auto count = static_cast<std::uint32_t>(graph.size());
  for (std::uint32_t i = 0; i < graph.relation_types().size(); ++i) {
    const RelationTypeId type{i};
    const ConceptId from{i % count};
    const ConceptId to{(i + 1) % count};
    const ConceptId third{(i + 2) % count};
    RelateOptions options;
    graph.relate(from, type, to);
    options.weight = -0.1 * (i + 1.0) / 3;
    options.source = nasty_texts()[i % nasty_texts().size()];
    graph.relate(from, type, third, options);
    if (graph.relation_type(type).laws.symmetric) {
      graph.relate(to, type, from);
      graph.relate(third, type, from, options);
    }
  }
  graph.relate({3}, own, {1}, {.weight = 0, .source = {}});
  graph.relate({3}, foreign, {1}, {.weight = 1, .source = "only a source"});
  graph.relate({1}, turned, {3}, {.weight = 1e-300, .source = {}});
  graph.relate({4}, disjoint, {5});  // one way only: kept as it is
  graph.relate({4}, odd, {5});
  return graph;
}

}  // namespace support
