#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/json.hpp>

#include "json_cell.hpp"
#include "names.hpp"
#include "utf8.hpp"

namespace tonewheel {
namespace {

using namespace exchange;
using OrderedJson = nlohmann::ordered_json;

constexpr int graph_format = 1;

// ---- writing

OrderedJson number(double value) {
  return std::isfinite(value) ? OrderedJson(value) : OrderedJson(number_text(value));
}

/// An object whose empty members are left out.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string owner) : owner_(std::move(owner)) {}

  void text(const char* name, const std::string& value) {
    if (!value.empty()) {
      required_text(name, value);
    }
  }
  void required_text(const char* name, const std::string& value) {
    require_utf8(value, owner_);
    object_[name] = value;
  }
  void member(const char* name, OrderedJson value) {
    if (!value.empty()) {
      object_[name] = std::move(value);
    }
  }
  [[nodiscard]] OrderedJson take() { return std::move(object_); }

 private:
  std::string owner_;
  OrderedJson object_ = OrderedJson::object();
};

OrderedJson scheme_json(const Scheme& scheme) {
  ObjectWriter writer("scheme " + shown(scheme.key));
  writer.required_text("key", scheme.key);
  writer.text("iri", scheme.iri);
  writer.text("title", scheme.title);
  writer.text("source", scheme.source);
  return writer.take();
}

OrderedJson type_json(const RelationType& type) {
  ObjectWriter writer("relation type " + shown(type.key));
  writer.required_text("key", type.key);
  writer.text("iri", type.iri);
  writer.text("inverse", type.inverse);
  OrderedJson laws = OrderedJson::array();
  for (std::size_t i = 0; i < law_names.size(); ++i) {
    if (type.laws.*law_members[i]) {
      laws.push_back(law_names[i]);
    }
  }
  writer.member("laws", std::move(laws));
  writer.text("label", type.label);
  return writer.take();
}

OrderedJson text_json(const LanguageText& text, const std::string& owner) {
  ObjectWriter writer(owner);
  writer.required_text("text", text.text);
  writer.text("language", text.language);
  return writer.take();
}

OrderedJson affect_json(const ConceptAffect& affect, const std::string& owner) {
  ObjectWriter writer(owner);
  writer.member("mean", {number(affect.mean.valence), number(affect.mean.arousal),
                         number(affect.mean.dominance)});
  OrderedJson covariance = OrderedJson::array();
  for (const double each : affect.covariance) {
    covariance.push_back(number(each));
  }
  writer.member("covariance", std::move(covariance));
  writer.text("origin", std::string(name(affect.origin)));
  writer.text("source", affect.source);
  return writer.take();
}

OrderedJson concept_json(const Concept& node, const ConceptGraph& graph) {
  const std::string owner = "concept " + shown(node.key);
  ObjectWriter writer(owner);
  writer.required_text("key", node.key);
  writer.text("iri", node.iri);
  if (node.scheme) {
    writer.required_text("scheme", graph.scheme(*node.scheme).key);
  }
  writer.text("kind", std::string(name(node.kind)));
  if (node.tier) {
    writer.member("tier", *node.tier);
  }
  writer.text("notation", node.notation);
  if (node.angle) {
    writer.member("angle", number(*node.angle));
  }
  OrderedJson labels = OrderedJson::array();
  for (const Label& label : node.labels) {
    OrderedJson each = text_json(label, owner);
    each["kind"] = name_of(label.kind);
    labels.push_back(std::move(each));
  }
  writer.member("labels", std::move(labels));
  OrderedJson definitions = OrderedJson::array();
  for (const LanguageText& definition : node.definitions) {
    definitions.push_back(text_json(definition, owner));
  }
  writer.member("definitions", std::move(definitions));
  if (node.affect) {
    writer.member("affect", affect_json(*node.affect, owner));
  }
  writer.text("source", node.source);
  return writer.take();
}

OrderedJson relation_json(const RelationEnds& ends, const ConceptGraph& graph) {
  const Relation& relation = *graph.find_relation(ends.from, ends.type, ends.to);
  ObjectWriter writer("relation of " + shown(graph[ends.from].key));
  writer.required_text("from", graph[ends.from].key);
  writer.required_text("type", graph.relation_type(ends.type).key);
  writer.required_text("to", graph[ends.to].key);
  if (relation.weight != 1) {
    writer.member("weight", number(relation.weight));
  }
  writer.text("source", relation.source);
  return writer.take();
}

// ---- reading

Scheme read_scheme(const JsonCell& cell) {
  cell.only({"key", "iri", "title", "source"});
  return {.key = cell.get("key").text(),
          .iri = cell.text_or_empty("iri"),
          .title = cell.text_or_empty("title"),
          .source = cell.text_or_empty("source")};
}

RelationType read_type(const JsonCell& cell) {
  cell.only({"key", "iri", "inverse", "laws", "label"});
  RelationType type{.key = cell.get("key").text(),
                    .iri = cell.text_or_empty("iri"),
                    .inverse = cell.text_or_empty("inverse"),
                    .laws = {},
                    .label = cell.text_or_empty("label")};
  for (const JsonCell& law : cell.items_or_none("laws")) {
    type.laws.*law_members[enum_of<std::size_t>(law, law_names)] = true;
  }
  return type;
}

LanguageText read_text(const JsonCell& cell) {
  return {.text = cell.get("text").text(), .language = cell.text_or_empty("language")};
}

ConceptAffect read_affect(const JsonCell& cell) {
  cell.only({"mean", "covariance", "origin", "source"});
  const auto mean = cell.get("mean").numbers<3>();
  return {.mean = {mean[0], mean[1], mean[2]},
          .covariance = cell.get("covariance").numbers<6>(),
          .origin = enum_of<AffectOrigin>(cell.get("origin"), affect_origin_names),
          .source = cell.text_or_empty("source")};
}

Concept read_concept(const JsonCell& cell, const ConceptGraph& graph) {
  cell.only({"key", "iri", "scheme", "kind", "tier", "notation", "angle", "labels", "definitions",
             "affect", "source"});
  Concept node;
  node.key = cell.get("key").text();
  node.iri = cell.text_or_empty("iri");
  node.kind = enum_of<ConceptKind>(cell.get("kind"), concept_kind_names);
  node.notation = cell.text_or_empty("notation");
  node.source = cell.text_or_empty("source");
  if (const auto scheme = cell.find("scheme")) {
    node.scheme = graph.find_scheme(scheme->text());
    if (!node.scheme) {
      scheme->fail("found scheme " + shown(scheme->text()) + ", expected one of \"schemes\"");
    }
  }
  if (const auto tier = cell.find("tier")) {
    node.tier = tier->integer();
  }
  if (const auto angle = cell.find("angle")) {
    node.angle = angle->number();
  }
  for (const JsonCell& each : cell.items_or_none("labels")) {
    each.only({"text", "language", "kind"});
    Label label;
    static_cast<LanguageText&>(label) = read_text(each);
    label.kind = enum_of<LabelKind>(each.get("kind"), label_kind_names);
    node.labels.push_back(std::move(label));
  }
  for (const JsonCell& each : cell.items_or_none("definitions")) {
    each.only({"text", "language"});
    node.definitions.push_back(read_text(each));
  }
  if (const auto affect = cell.find("affect")) {
    node.affect = read_affect(*affect);
  }
  return node;
}

ConceptId concept_at(const JsonCell& cell, const ConceptGraph& graph) {
  const std::string key = cell.text();
  const auto found = graph.find(key);
  if (!found) {
    cell.fail("found concept " + shown(key) + ", expected one of \"concepts\"");
  }
  return *found;
}

void read_relation(const JsonCell& cell, ConceptGraph& graph) {
  cell.only({"from", "type", "to", "weight", "source"});
  const std::string key = cell.get("type").text();
  const auto type = graph.find_relation_type(key);
  if (!type) {
    cell.get("type").fail("found relation type " + shown(key) +
                          ", expected a built-in one or one of \"relation_types\"");
  }
  RelateOptions options;
  if (const auto weight = cell.find("weight")) {
    options.weight = weight->number();
  }
  options.source = cell.text_or_empty("source");
  cell.placed([&] {
    if (!graph.relate(concept_at(cell.get("from"), graph), *type, concept_at(cell.get("to"), graph),
                      std::move(options))) {
      cell.fail("found a relation that is stated already");
    }
  });
}

OrderedJson parsed(std::string_view text, const std::string& file) {
  try {
    return OrderedJson::parse(text.begin(), text.end());
  } catch (const OrderedJson::exception& error) {
    std::uint64_t row = 0;
    if (const auto* syntax = dynamic_cast<const OrderedJson::parse_error*>(&error)) {
      const std::string_view before = text.substr(0, std::min(text.size(), syntax->byte));
      row = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    }
    throw Error(Place{file, row, {}}, "not JSON: " + std::string(error.what()));
  }
}

}  // namespace

std::string to_json(const ConceptGraph& graph) {
  OrderedJson document{{"tonewheel_graph", graph_format},
                       {"schemes", OrderedJson::array()},
                       {"relation_types", OrderedJson::array()},
                       {"concepts", OrderedJson::array()},
                       {"relations", OrderedJson::array()}};
  for (const Scheme& scheme : graph.schemes()) {
    document["schemes"].push_back(scheme_json(scheme));
  }
  for (std::size_t i = built_in_relations.size(); i < graph.relation_types().size(); ++i) {
    document["relation_types"].push_back(type_json(graph.relation_types()[i]));
  }
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    document["concepts"].push_back(concept_json(graph[{i}], graph));
  }
  for (const RelationEnds& ends : graph.relations()) {
    document["relations"].push_back(relation_json(ends, graph));
  }
  return document.dump(1) + "\n";
}

ConceptGraph graph_from_json(std::string_view text, const std::string& file) {
  const OrderedJson document = parsed(text, file);
  const JsonCell root(document, "", file);
  root.only({"tonewheel_graph", "schemes", "relation_types", "concepts", "relations"});
  if (const JsonCell found = root.get("tonewheel_graph"); found.integer() != graph_format) {
    found.fail("found format version " + std::to_string(found.integer()) + ", expected " +
               std::to_string(graph_format));
  }
  ConceptGraph graph;
  for (const JsonCell& cell : root.items_or_none("schemes")) {
    cell.placed([&] { graph.add_scheme(read_scheme(cell)); });
  }
  for (const JsonCell& cell : root.items_or_none("relation_types")) {
    cell.placed([&] { graph.add_relation_type(read_type(cell)); });
  }
  for (const JsonCell& cell : root.items_or_none("concepts")) {
    cell.placed([&] { graph.add(read_concept(cell, graph)); });
  }
  for (const JsonCell& cell : root.items_or_none("relations")) {
    read_relation(cell, graph);
  }
  return graph;
}

}  // namespace tonewheel
