#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>
#include <unordered_set>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>

#include "graph_builder.hpp"

namespace tonewheel::exchange {
namespace {

/// The enumerator that a name stands for; nothing if none does.
template <class Enum, std::size_t Count>
std::optional<Enum> enum_named(const std::array<std::string_view, Count>& names,
                               std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<Enum>(found - names.begin()));
}

bool same_text(const Label& a, const Label& b) {
  return a.text == b.text && a.language == b.language;
}

}  // namespace

std::optional<Property> GraphBuilder::property_of(std::string_view predicate) const {
  if (const auto property = exchange::property_of(predicate)) {
    return property;
  }
  const auto& more = options_.synonym_properties;
  return std::find(more.begin(), more.end(), predicate) == more.end()
             ? std::nullopt
             : std::optional(Property::alternative);
}

void GraphBuilder::note_datatype(const Term& literal) {
  constexpr std::string_view text_type = "http://www.w3.org/2001/XMLSchema#string";
  const std::string& type = literal.datatype;
  if (!type.empty() && type != text_type && type != TONEWHEEL_RDF("langString")) {
    ++result_.report.dropped_datatypes;
  }
}

void GraphBuilder::read_concepts() {
  std::unordered_set<std::string> seen;
  for (Position at = 0; at < index_.size(); ++at) {
    const Triple& triple = index_[at];
    if (triple.predicate == rdf::type && triple.subject.kind == TermKind::iri &&
        triple.object.kind == TermKind::iri &&
        (triple.object.value == owl::class_ || triple.object.value == skos::concept_)) {
      index_.take(at);
      if (seen.insert(triple.subject.value).second) {
        read_concept(triple.subject.value);
      }
    }
  }
}

void GraphBuilder::read_concept(const std::string& iri) {
  Concept node;
  node.kind = ConceptKind::other;
  node.key = concept_key(iri);
  node.scheme = scheme_of(iri);
  for (const Position at : index_.of(iri)) {
    const auto property = property_of(index_[at].predicate);
    if (!property) {
      continue;
    }
    switch (*property) {
      case Property::preferred:
      case Property::preferred_again:
      case Property::alternative:
      case Property::hidden:
        read_label(node, at, *property);
        break;
      case Property::affect:
        read_affect(node, at);
        break;
      case Property::editor_preferred:  // after all other labels
      case Property::scheme:            // scheme_of
      case Property::top_of:
      case Property::defined_by:
        break;
      default:
        read_value(node, at, *property);
    }
  }
  read_editor_labels(node, iri);
  if (result_.graph.find(node.key)) {
    result_.report.faults.push_back(
        {0, iri, "concept " + shown(node.key) + " is there already; its IRI became its key"});
    node.key = iri;
    while (result_.graph.find(node.key)) {
      node.key += '\'';
    }
  }
  Concept plain;
  plain.key = node.key;
  node.iri = iri.starts_with(our_space) && iri == iri_of(plain) ? std::string() : iri;
  const std::optional<SchemeId> scheme = node.scheme;
  const ConceptId id = result_.graph.add(std::move(node));
  concepts_.emplace(iri, id);
  // Statements that make it a top concept are checked once the hierarchy stands.
  for (const Position at : index_.of(iri)) {
    if (scheme && index_[at].predicate == skos::top_concept_of && index_.taken(at)) {
      tops_.emplace_back(id, *scheme);
    }
  }
  if (const auto found = top_of_.find(iri); scheme && found != top_of_.end()) {
    for (const Position at : found->second) {
      if (index_.taken(at)) {
        tops_.emplace_back(id, *scheme);
      }
    }
  }
}

/// By inScheme, then as a top concept, then by the ontology that defines a class. A concept has one
/// scheme here: statements of another one are left.
std::optional<SchemeId> GraphBuilder::scheme_of(const std::string& iri) {
  std::optional<SchemeId> scheme;
  const auto consider = [&](Position at, const Term& object) {
    const auto found = object.kind == TermKind::iri ? schemes_.find(object.value) : schemes_.end();
    if (found != schemes_.end() && (!scheme || *scheme == found->second)) {
      scheme = found->second;
      index_.take(at);
    }
  };
  for (const std::string_view predicate : {skos::in_scheme, skos::top_concept_of}) {
    for (const Position at : index_.of(iri)) {
      if (index_[at].predicate == predicate) {
        consider(at, index_[at].object);
      }
    }
  }
  if (const auto found = top_of_.find(iri); found != top_of_.end()) {
    for (const Position at : found->second) {
      consider(at, index_[at].subject);
    }
  }
  for (const Position at : index_.of(iri)) {
    if (index_[at].predicate == rdfs::is_defined_by) {
      consider(at, index_[at].object);
    }
  }
  return scheme;
}

void GraphBuilder::read_label(Concept& node, Position at, Property property) {
  const Term& literal = index_[at].object;
  if (literal.kind != TermKind::literal) {
    return;
  }
  Label label;
  label.text = literal.value;
  label.language = literal.language;
  label.kind = property == Property::alternative ? LabelKind::alternative
               : property == Property::hidden    ? LabelKind::hidden
                                                 : LabelKind::preferred;
  note_datatype(literal);
  index_.take(at);
  auto& labels = node.labels;
  if (std::find(labels.begin(), labels.end(), label) != labels.end()) {
    return;
  }
  const bool second = std::any_of(labels.begin(), labels.end(), [&](const Label& each) {
    return each.kind == LabelKind::preferred && each.language == label.language;
  });
  if (property == Property::preferred && second) {
    ++result_.report.demoted_labels;
    label.kind = LabelKind::alternative;
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) {
      return;
    }
  }
  labels.push_back(std::move(label));
}

/// OBO's "editor preferred term" mostly repeats the label; where it does not, it is a synonym.
void GraphBuilder::read_editor_labels(Concept& node, const std::string& iri) {
  for (const Position at : index_.of(iri)) {
    const Term& literal = index_[at].object;
    if (property_of(index_[at].predicate) != Property::editor_preferred ||
        literal.kind != TermKind::literal) {
      continue;
    }
    Label label;
    label.text = literal.value;
    label.language = literal.language;
    label.kind = LabelKind::alternative;
    note_datatype(literal);
    index_.take(at);
    if (std::none_of(node.labels.begin(), node.labels.end(),
                     [&](const Label& each) { return same_text(each, label); })) {
      node.labels.push_back(std::move(label));
    }
  }
}

std::optional<double> GraphBuilder::number_of(Position at) {
  const Term& literal = index_[at].object;
  const auto value = literal.kind == TermKind::literal ? parse_number(literal.value) : std::nullopt;
  if (!value) {
    fault(at,
          "found " + shown(literal.value) + " for " + index_[at].predicate + ", expected a number");
  }
  return value;
}

void GraphBuilder::read_value(Concept& node, Position at, Property property) {
  const Term& literal = index_[at].object;
  const std::string& text = literal.value;
  if (literal.kind != TermKind::literal) {
    return;
  }
  const auto keep = [&](std::string& place) {
    if (place.empty() && !text.empty()) {
      place = text;
      index_.take(at);
    }
  };
  if (property == Property::definition) {
    LanguageText definition{text, literal.language};
    note_datatype(literal);
    index_.take(at);
    if (std::find(node.definitions.begin(), node.definitions.end(), definition) ==
        node.definitions.end()) {
      node.definitions.push_back(std::move(definition));
    }
  } else if (property == Property::notation) {
    keep(node.notation);
    if (index_.taken(at)) {
      note_datatype(literal);
    }
  } else if (property == Property::source) {
    keep(node.source);
  } else if (property == Property::key) {
    if (!text.empty()) {
      node.key = text;
      index_.take(at);
    }
  } else if (property == Property::kind) {
    if (const auto kind = enum_named<ConceptKind>(concept_kind_names, text)) {
      node.kind = *kind;
      index_.take(at);
    } else {
      fault(at, "found kind " + shown(text) + ", expected one such as \"emotion\"");
    }
  } else if (property == Property::tier && !node.tier) {
    int tier = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), tier);
    if (status == std::errc{} && end == text.data() + text.size() && tier >= 1) {
      node.tier = tier;
      index_.take(at);
    } else {
      fault(at, "found tier " + shown(text) + ", expected an integer from 1 (the top)");
    }
  } else if (property == Property::angle && !node.angle) {
    const auto angle = number_of(at);
    if (angle && *angle >= 0 && *angle < 1) {
      node.angle = angle;
      index_.take(at);
    } else if (angle) {
      fault(at, "found angle " + number_text(*angle) + ", expected turns in [0, 1)");
    }
  }
}

void GraphBuilder::read_affect(Concept& node, Position at) {
  if (node.affect || index_[at].object.kind == TermKind::literal) {
    return;
  }
  const std::string affect_node = node_name(index_[at].object);
  ConceptAffect affect;
  std::array<double, schema::affect_numbers.size()> numbers{};
  std::vector<Position> statements{at};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto found = index_.only(affect_node, schema::affect_numbers[i]);
    const auto number = found ? number_of(*found) : std::nullopt;
    if (!number) {
      fault(at, "an affect without one number for " + std::string(schema::affect_numbers[i]));
      return;
    }
    numbers[i] = *number;
    statements.push_back(*found);
  }
  affect.mean = {numbers[0], numbers[1], numbers[2]};
  std::copy(numbers.begin() + 3, numbers.end(), affect.covariance.begin());
  if (const auto found = index_.only(affect_node, schema::origin)) {
    const auto origin = enum_named<AffectOrigin>(affect_origin_names, index_[*found].object.value);
    if (!origin) {
      fault(*found, "found origin " + shown(index_[*found].object.value) +
                        ", expected named, synonym, descendants or ancestor");
      return;
    }
    affect.origin = *origin;
    statements.push_back(*found);
  }
  if (const auto found = index_.only(affect_node, schema::source);
      found && index_[*found].object.kind == TermKind::literal) {
    affect.source = index_[*found].object.value;
    statements.push_back(*found);
  }
  node.affect = std::move(affect);
  for (const Position each : statements) {
    index_.take(each);
  }
}

}  // namespace tonewheel::exchange
