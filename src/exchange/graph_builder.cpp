#include "graph_builder.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>

namespace tonewheel {
namespace exchange {
namespace {

/// An element's own IRI: nothing where it is made from the key.
std::string kept_iri(const std::string& iri, const std::string& made_from_key) {
  return iri.starts_with(our_space) && iri == made_from_key ? std::string() : iri;
}

}  // namespace

RdfGraph GraphBuilder::build() {
  read_header();
  count_classes();
  take_known_declarations();
  read_relation_types();
  read_schemes();
  read_concepts();
  read_annotations();
  read_relations();
  report_unused_annotations();
  check_top_concepts();
  if (options_.complete_symmetric.value_or(!ours_)) {
    complete_symmetric();
  }
  index_.count(result_.report);
  return std::move(result_);
}

void GraphBuilder::fault(Position at, const std::string& message) {
  result_.report.faults.push_back({index_[at].line, node_name(index_[at].subject), message});
}

void GraphBuilder::read_header() {
  GraphReport& report = result_.report;
  for (Position at = 0; at < index_.size(); ++at) {
    const Triple& triple = index_[at];
    if (triple.predicate == owl::imports) {
      report.imports.push_back(triple.object.value);
    } else if (triple.predicate == schema::profile) {
      ours_ = true;
      index_.take(at);
    }
  }
  const std::vector<std::string> ontologies = index_.typed(owl::ontology);
  if (ontologies.empty()) {
    return;
  }
  report.ontology = ontologies.front();
  index_.take_type(report.ontology, owl::ontology);
  if (const auto version = index_.only(report.ontology, owl::version_info)) {
    report.ontology_version = index_[*version].object.value;
    index_.take(*version);
  }
}

void GraphBuilder::count_classes() {
  GraphReport& report = result_.report;
  const std::vector<std::string> classes = index_.typed(owl::class_);
  report.classes = classes.size();
  report.named_classes = static_cast<std::size_t>(
      std::count_if(classes.begin(), classes.end(),
                    [](const std::string& node) { return !node.starts_with("_:"); }));
  report.skos_concepts = index_.typed(skos::concept_).size();
  report.restrictions = index_.typed(owl::restriction).size();
}

/// Declarations of what the reader knows without them: our annotation properties, those of SKOS.
void GraphBuilder::take_known_declarations() {
  for (const std::string& node : index_.typed(owl::annotation_property)) {
    if (property_of(node) || built_in_direction(node) || node.starts_with(schema_space) ||
        node == dct_title) {
      index_.take_type(node, owl::annotation_property);
    }
  }
}

void GraphBuilder::read_relation_types() {
  std::unordered_set<std::string> seen;
  for (Position at = 0; at < index_.size(); ++at) {
    const Triple& triple = index_[at];
    const std::string& type = triple.object.value;
    if (triple.predicate != rdf::type || triple.subject.kind != TermKind::iri ||
        triple.object.kind != TermKind::iri) {
      continue;
    }
    if ((type == owl::object_property || type == owl::symmetric || type == owl::transitive ||
         type == owl::asymmetric || type == schema::relation_type) &&
        !means_something_else(triple.subject.value) && seen.insert(triple.subject.value).second) {
      read_relation_type(triple.subject.value);
    }
  }
  add_relation_types();
}

void GraphBuilder::read_relation_type(const std::string& iri) {
  RelationType type{.key = relation_key(iri), .iri = {}, .inverse = {}, .laws = {}, .label = {}};
  const bool built_in = built_in_direction(iri).has_value();
  bool labelled = false;
  for (const Position at : index_.of(iri)) {
    const Triple& triple = index_[at];
    const std::string& value = triple.object.value;
    const bool literal = triple.object.kind == TermKind::literal;
    const bool declares = triple.predicate == rdf::type &&
                          (value == owl::object_property || value == schema::relation_type);
    const bool known_inverse =
        triple.predicate == owl::inverse_of && built_in && built_in_direction(value).has_value();
    if (declares || known_inverse) {
      index_.take(at);
    } else if (triple.predicate == rdf::type || (triple.predicate == schema::law && literal)) {
      const bool symmetric = value == owl::symmetric || value == "symmetric";
      const bool transitive = value == owl::transitive || value == "transitive";
      const bool asymmetric = value == owl::asymmetric || value == "asymmetric";
      type.laws.symmetric |= symmetric;
      type.laws.transitive |= transitive;
      type.laws.asymmetric |= asymmetric;
      if (symmetric || transitive || asymmetric) {
        index_.take(at);
      }
    } else if (triple.predicate == rdfs::label && literal && !labelled && !built_in) {
      type.label = value;
      labelled = true;
      index_.take(at);
    } else if (triple.predicate == schema::key && literal && !value.empty() && !built_in) {
      type.key = value;
      index_.take(at);
    }
  }
  if (!built_in) {
    type.key = free_type_key(type.key, iri);
    type.iri = kept_iri(
        iri,
        iri_of(RelationType{.key = type.key, .iri = {}, .inverse = {}, .laws = {}, .label = {}}));
    type_drafts_.emplace_back(iri, std::move(type));
  }
}

/// Names the inverses once all types have their keys, and adds the types.
void GraphBuilder::add_relation_types() {
  std::unordered_map<std::string, std::string> keys;
  for (const auto& [iri, type] : type_drafts_) {
    keys.emplace(iri, type.key);
  }
  for (auto& [iri, type] : type_drafts_) {
    for (const Position at : index_.of(iri)) {
      const Triple& triple = index_[at];
      if (triple.predicate == owl::inverse_of && triple.object.kind == TermKind::iri &&
          type.inverse.empty()) {
        const auto found = keys.find(triple.object.value);
        type.inverse = found == keys.end() ? relation_key(triple.object.value) : found->second;
        index_.take(at);
      }
    }
    types_.emplace(iri, result_.graph.add_relation_type(std::move(type)));
  }
  type_drafts_.clear();
}

std::string GraphBuilder::free_type_key(std::string key, const std::string& iri) {
  const auto taken = [&](const std::string& each) {
    return result_.graph.find_relation_type(each).has_value() ||
           std::any_of(type_drafts_.begin(), type_drafts_.end(),
                       [&](const auto& draft) { return draft.second.key == each; });
  };
  if (!taken(key)) {
    return key;
  }
  result_.report.faults.push_back(
      {0, iri, "relation type " + shown(key) + " is there already; its IRI became its key"});
  key = iri;
  while (taken(key)) {
    key += '\'';
  }
  return key;
}

void GraphBuilder::read_schemes() {
  for (const std::string& node : index_.typed(skos::concept_scheme)) {
    if (!node.starts_with("_:")) {
      read_scheme(node, skos::concept_scheme);
    }
  }
  for (Position at = 0; at < index_.size(); ++at) {
    const Triple& triple = index_[at];
    if (triple.subject.kind != TermKind::iri || triple.object.kind != TermKind::iri) {
      continue;
    }
    if (triple.predicate == skos::has_top_concept) {
      top_of_[triple.object.value].push_back(at);
    }
    const std::string& scheme =
        triple.predicate == skos::has_top_concept ? triple.subject.value : triple.object.value;
    const bool stated = triple.predicate == skos::in_scheme ||
                        triple.predicate == skos::top_concept_of ||
                        triple.predicate == skos::has_top_concept;
    const bool defined = triple.predicate == rdfs::is_defined_by &&
                         index_.has_type(triple.subject.value, owl::class_) &&
                         index_.has_type(scheme, owl::ontology);
    if ((stated || defined) && !schemes_.contains(scheme)) {
      read_scheme(scheme, owl::ontology);
    }
  }
}

void GraphBuilder::read_scheme(const std::string& iri, std::string_view type) {
  Scheme scheme{.key = scheme_key(iri), .iri = {}, .title = {}, .source = {}};
  bool titled = false;
  bool sourced = false;
  for (const Position at : index_.of(iri)) {
    const Triple& triple = index_[at];
    if (triple.object.kind != TermKind::literal) {
      continue;
    }
    if (!titled && (triple.predicate == dct_title || triple.predicate == dc_title ||
                    triple.predicate == rdfs::label || triple.predicate == skos::pref_label)) {
      scheme.title = triple.object.value;
      titled = true;
      index_.take(at);
    } else if (!sourced && triple.predicate == schema::source) {
      scheme.source = triple.object.value;
      sourced = true;
      index_.take(at);
    } else if (triple.predicate == schema::key && !triple.object.value.empty()) {
      scheme.key = triple.object.value;
      index_.take(at);
    }
  }
  index_.take_type(iri, type);
  if (result_.graph.find_scheme(scheme.key)) {
    result_.report.faults.push_back(
        {0, iri, "scheme " + shown(scheme.key) + " is there already; its IRI became its key"});
    scheme.key = iri;
    while (result_.graph.find_scheme(scheme.key)) {
      scheme.key += '\'';
    }
  }
  scheme.iri =
      kept_iri(iri, iri_of(Scheme{.key = scheme.key, .iri = {}, .title = {}, .source = {}}));
  schemes_.emplace(iri, result_.graph.add_scheme(std::move(scheme)));
}

void GraphBuilder::check_top_concepts() {
  std::sort(tops_.begin(), tops_.end());
  tops_.erase(std::unique(tops_.begin(), tops_.end()), tops_.end());
  for (const auto& [id, scheme] : tops_) {
    for (const ConceptId parent : result_.graph.out(id, relation::broader)) {
      if (result_.graph[parent].scheme == scheme) {
        ++result_.report.top_contradictions;
        break;
      }
    }
  }
}

void GraphBuilder::complete_symmetric() {
  ConceptGraph& graph = result_.graph;
  for (const RelationEnds& ends : graph.relations()) {
    if (graph.relation_type(ends.type).laws.symmetric) {
      const Relation& stated = *graph.find_relation(ends.from, ends.type, ends.to);
      RelateOptions options{.weight = stated.weight, .source = stated.source};
      if (graph.relate(ends.to, ends.type, ends.from, std::move(options))) {
        ++result_.report.symmetric_completed;
      }
    }
  }
}

}  // namespace exchange

RdfGraph graph_from_triples(const Triples& triples, const GraphOptions& options) {
  return exchange::GraphBuilder(triples, options).build();
}

RdfGraph read_rdf_graph(const std::filesystem::path& path, const RdfOptions& rdf,
                        const GraphOptions& options) {
  return graph_from_triples(read_rdf(path, rdf), options);
}

}  // namespace tonewheel
