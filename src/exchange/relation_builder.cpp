#include <algorithm>
#include <cmath>
#include <cstddef>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>

#include "graph_builder.hpp"

namespace tonewheel::exchange {

/// "A some B" of a blank node that says nothing else.
std::optional<GraphBuilder::Existential> GraphBuilder::existential(const std::string& node) const {
  Existential found;
  for (const Position at : index_.of(node)) {
    const Triple& triple = index_[at];
    const bool names = triple.object.kind == TermKind::iri;
    if (triple.predicate == owl::on_property && names && found.property.empty()) {
      found.property = triple.object.value;
    } else if (triple.predicate == owl::some_values_from && names && found.filler.empty()) {
      found.filler = triple.object.value;
    } else if (triple.predicate != rdf::type || triple.object.value != owl::restriction) {
      return std::nullopt;
    }
    found.statements.push_back(at);
  }
  const auto direction = built_in_direction(found.property);
  if (found.property.empty() || found.filler.empty() || means_something_else(found.property) ||
      (direction && direction->turned)) {
    return std::nullopt;  // "A some B" of an inverse does not turn round
  }
  return found;
}

RelationTypeId GraphBuilder::type_for(const std::string& iri) {
  if (const auto direction = built_in_direction(iri)) {
    return direction->type;
  }
  if (const auto found = types_.find(iri); found != types_.end()) {
    return found->second;
  }
  RelationType type = preset_type(iri).value_or(
      RelationType{.key = relation_key(iri), .iri = iri, .inverse = {}, .laws = {}, .label = {}});
  type.key = free_type_key(type.key, iri);
  if (iri.starts_with(relation_space) &&
      iri == iri_of(RelationType{
                 .key = type.key, .iri = {}, .inverse = {}, .laws = {}, .label = {}})) {
    type.iri.clear();
  }
  const RelationTypeId id = result_.graph.add_relation_type(std::move(type));
  types_.emplace(iri, id);
  return id;
}

void GraphBuilder::read_annotations() {
  for (const std::string& node : index_.typed(owl::axiom)) {
    read_annotation(node, true);
  }
  for (const std::string& node : index_.typed(rdf::statement)) {
    read_annotation(node, false);
  }
}

void GraphBuilder::read_annotation(const std::string& node, bool axiom) {
  const auto weight = index_.only(node, schema::weight);
  const auto source = index_.only(node, schema::source);
  if (!weight && !source) {
    ++result_.report.foreign_annotations;
    return;
  }
  const auto subject = index_.only(node, axiom ? owl::annotated_source : rdf::subject);
  const auto predicate = index_.only(node, axiom ? owl::annotated_property : rdf::predicate);
  const auto object = index_.only(node, axiom ? owl::annotated_target : rdf::object);
  const Position first = weight ? *weight : *source;
  if (!subject || !predicate || !object) {
    fault(first, "a weight or source that does not name one statement");
    return;
  }
  Annotation annotation{.options = {}, .node = node, .statements = {*subject, *predicate, *object}};
  if (weight) {
    const auto number = number_of(*weight);
    if (!number || !std::isfinite(*number)) {
      fault(*weight,
            "found weight " + shown(index_[*weight].object.value) + ", expected a finite number");
      return;
    }
    annotation.options.weight = *number;
    annotation.statements.push_back(*weight);
  }
  if (source) {
    annotation.options.source = index_[*source].object.value;
    annotation.statements.push_back(*source);
  }
  std::string from = node_name(index_[*subject].object);
  std::string type = index_[*predicate].object.value;
  std::string to = node_name(index_[*object].object);
  if (index_[*object].object.kind == TermKind::blank) {
    const auto restriction = existential(to);
    if (!restriction || type != rdfs::sub_class_of) {
      fault(first, "a weight or source of what is no relation");
      return;
    }
    type = restriction->property;
    to = restriction->filler;
  }
  if (const auto direction = built_in_direction(type)) {
    if (direction->turned) {
      std::swap(from, to);
    }
    type = schema_space;
    type += built_in_relations[direction->type.index()].key;
  }
  if (!annotations_.emplace(Stated{from, type, to}, std::move(annotation)).second) {
    fault(first, "a second weight or source of the same relation");
  }
}

void GraphBuilder::report_unused_annotations() {
  for (const auto& [stated, annotation] : annotations_) {
    if (!annotation.used) {
      fault(annotation.statements.front(),
            "a weight or source of a relation that is not stated: " + std::get<1>(stated) + " to " +
                shown(std::get<2>(stated), 200));
    }
  }
}

void GraphBuilder::read_relations() {
  for (Position at = 0; at < index_.size(); ++at) {
    if (!index_.taken(at)) {
      read_relation(at);
    }
  }
}

void GraphBuilder::read_relation(Position at) {
  const Triple& triple = index_[at];
  if (triple.subject.kind != TermKind::iri || triple.object.kind == TermKind::literal ||
      means_something_else(triple.predicate) || property_of(triple.predicate) ||
      !concepts_.contains(triple.subject.value)) {
    return;
  }
  if (triple.object.kind == TermKind::blank) {
    if (triple.predicate == rdfs::sub_class_of) {
      read_restriction(at);
    }
    return;
  }
  if (concepts_.contains(triple.object.value)) {
    if (triple.predicate == rdfs::sub_class_of) {
      ++result_.report.subclass_axioms;
    }
    relate(at, triple.subject.value, triple.predicate, triple.object.value, {at});
  } else if (built_in_direction(triple.predicate) || preset_type(triple.predicate) ||
             types_.contains(triple.predicate)) {
    note_dangling(triple.object.value);
  }
}

void GraphBuilder::note_dangling(const std::string& target) {
  constexpr std::size_t shown_targets = 20;
  ++result_.report.dangling;
  auto& targets = result_.report.dangling_targets;
  if (targets.size() < shown_targets &&
      std::find(targets.begin(), targets.end(), target) == targets.end()) {
    targets.push_back(target);
  }
}

void GraphBuilder::read_restriction(Position at) {
  const auto restriction = existential(node_name(index_[at].object));
  if (!restriction) {
    return;
  }
  if (!concepts_.contains(restriction->filler)) {
    note_dangling(restriction->filler);
    return;
  }
  std::vector<Position> statements = restriction->statements;
  statements.push_back(at);
  relate(at, index_[at].subject.value, restriction->property, restriction->filler, statements);
  if (index_.taken(at)) {
    ++result_.report.restrictions_as_relations;
  }
}

void GraphBuilder::relate(Position at, const std::string& from, const std::string& predicate,
                          const std::string& to, const std::vector<Position>& statements) {
  if (from == to) {
    fault(at, predicate + " to itself, expected two concepts");
    return;
  }
  const auto direction = built_in_direction(predicate);
  Stated stated{from, predicate, to};
  if (direction) {
    if (direction->turned) {
      stated = {to, predicate, from};
    }
    std::get<1>(stated) = schema_space;
    std::get<1>(stated) += built_in_relations[direction->type.index()].key;
  }
  RelateOptions options;
  const auto annotation = annotations_.find(stated);
  if (annotation != annotations_.end()) {
    options = annotation->second.options;
  }
  const RelationTypeId type = type_for(predicate);
  if (!result_.graph.relate(concepts_.at(std::get<0>(stated)), type,
                            concepts_.at(std::get<2>(stated)), std::move(options))) {
    ++result_.report.repeated;
  }
  for (const Position each : statements) {
    index_.take(each);
  }
  if (annotation != annotations_.end() && !annotation->second.used) {
    Annotation& used = annotation->second;
    used.used = true;
    const std::string& node = used.node;
    for (const Position each : used.statements) {
      index_.take(each);
    }
    index_.take_type(node, owl::axiom);
    index_.take_type(node, rdf::statement);
  }
}

}  // namespace tonewheel::exchange
