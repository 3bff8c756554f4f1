#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>
#include <tonewheel/exchange/turtle.hpp>

#include "mapping.hpp"
#include "turtle_text.hpp"
#include "utf8.hpp"
#include "vocabulary.hpp"

namespace tonewheel {
namespace {

using namespace exchange;

constexpr std::array<std::string_view, 21> annotation_properties{
    schema::key,       schema::kind,
    schema::tier,      schema::angle,
    schema::source,    schema::weight,
    schema::law,       schema::affect,
    schema::origin,    schema::preferred_label,
    schema::profile,   skos::pref_label,
    skos::alt_label,   skos::hidden_label,
    skos::definition,  skos::notation,
    skos::in_scheme,   skos::exact_match,
    skos::close_match, skos::broad_match,
    dct_title};

class TurtleWriter {
 public:
  TurtleWriter(const ConceptGraph& graph, const TurtleOptions& options)
      : graph_(graph), options_(options), owl_(options.profile == RdfProfile::owl) {}

  std::string write() {
    name_everything();
    for (const TurtlePrefix& prefix : turtle_prefixes) {
      out_ += "@prefix " + std::string(prefix.name) + ": <" + std::string(prefix.space) + "> .\n";
    }
    write_header();
    for (std::uint32_t i = 0; i < graph_.relation_types().size(); ++i) {
      write_relation_type({i});
    }
    for (const Scheme& scheme : graph_.schemes()) {
      write_scheme(scheme);
    }
    collect_relations();
    for (std::uint32_t i = 0; i < graph_.size(); ++i) {
      write_concept({i});
    }
    return std::move(out_);
  }

 private:
  /// How a relation type is written.
  struct Way {
    std::string iri{};
    bool restriction = false;
    bool used = false;
  };

  static std::string what(const Concept& node) { return "concept " + shown(node.key); }

  void claim(const std::string& iri, const std::string& owner) {
    if (!is_absolute_iri(iri)) {
      throw Error(owner + ": found IRI " + shown(iri, 200) +
                  ", expected an absolute one of characters that an IRI can hold");
    }
    const auto [found, fresh] = owners_.emplace(iri, owner);
    if (!fresh) {
      throw Error(owner + " and " + found->second + " have the same IRI " + shown(iri, 200));
    }
  }

  void name_everything() {
    header_ = options_.iri.empty() ? std::string(ontology_space) + "graph" : options_.iri;
    claim(header_, "the ontology");
    for (const RelationType& type : graph_.relation_types()) {
      ways_.push_back(way(type, ways_.size() < built_in_relations.size()));
    }
    for (const Scheme& scheme : graph_.schemes()) {
      claim(iri_of(scheme), "scheme " + shown(scheme.key));
    }
    for (std::uint32_t i = 0; i < graph_.size(); ++i) {
      const Concept& node = graph_[{i}];
      iris_.push_back(iri_of(node));
      claim(iris_.back(), what(node));
    }
    for (const RelationEnds& ends : graph_.relations()) {
      ways_[ends.type.index()].used = true;
    }
  }

  [[nodiscard]] Way way(const RelationType& type, bool built_in) {
    if (built_in) {
      return built_in_way(type);
    }
    const std::string iri = iri_of(type);
    claim(iri, "relation type " + shown(type.key));
    if (means_something_else(iri) || built_in_direction(iri)) {
      throw Error("relation type " + shown(type.key) + ": found IRI " + shown(iri, 200) +
                  ", which says something else");
    }
    return {.iri = iri, .restriction = owl_ && !is_of_standard(iri)};
  }
  [[nodiscard]] Way built_in_way(const RelationType& type) const {
    static const std::unordered_map<std::string_view, std::string_view> matches{
        {"exact_match", skos::exact_match},
        {"close_match", skos::close_match},
        {"broad_match", skos::broad_match}};
    if (type.key == "broader") {
      return {.iri = std::string(owl_ ? rdfs::sub_class_of : skos::broader)};
    }
    if (type.key == "related" && !owl_) {
      return {.iri = std::string(skos::related)};
    }
    if (const auto match = matches.find(type.key); match != matches.end()) {
      return {.iri = std::string(match->second)};
    }
    return {.iri = iri_of(type), .restriction = owl_};
  }

  void begin(const std::string& subject, std::string_view type) {
    out_ += "\n" + subject + " a " + turtle_name(type);
  }
  void also(std::string_view type) { out_ += ", " + turtle_name(type); }
  void say(std::string_view predicate, const std::string& object) {
    out_ += " ;\n    " + turtle_name(predicate) + " " + object;
  }
  void say_text(std::string_view predicate, const std::string& text, const std::string& owner,
                const std::string& language = {}) {
    require_utf8(text, owner);
    if (!language.empty() && !is_turtle_language(language)) {
      throw Error(owner + ": found language " + shown(language) +
                  ", expected a tag such as \"en\"");
    }
    say(predicate, turtle_string(text) + (language.empty() ? "" : "@" + language));
  }
  void end() { out_ += " .\n"; }

  void write_header() {
    begin(turtle_name(header_), owl::ontology);
    if (!options_.title.empty()) {
      say_text(dct_title, options_.title, "the ontology's title");
    }
    say_text(owl::version_info, options_.version.empty() ? version : options_.version,
             "the ontology's version");
    say(schema::profile, owl_ ? "\"owl\"" : "\"skos\"");
    end();
    out_ += '\n';
    for (const std::string_view property : annotation_properties) {
      out_ += turtle_name(property) + " a owl:AnnotationProperty .\n";
    }
    for (const std::string_view property : schema::affect_numbers) {
      out_ += turtle_name(property) + " a owl:AnnotationProperty .\n";
    }
  }

  void write_relation_type(RelationTypeId id) {
    const RelationType& type = graph_.relation_type(id);
    const Way& way = ways_[id.index()];
    const std::string owner = "relation type " + shown(type.key);
    const bool built_in = id.index() < built_in_relations.size();
    if (built_in && (!way.used || !way.iri.starts_with(schema_space))) {
      return;
    }
    const bool standard = is_of_standard(way.iri);
    if (standard && preset_type(way.iri) == type) {
      return;
    }
    begin(turtle_name(way.iri), standard ? schema::relation_type : owl::object_property);
    const std::array<std::pair<bool, std::pair<std::string_view, std::string_view>>, 3> laws{{
        {type.laws.symmetric, {owl::symmetric, "\"symmetric\""}},
        {type.laws.transitive, {owl::transitive, "\"transitive\""}},
        {type.laws.asymmetric, {owl::asymmetric, "\"asymmetric\""}},
    }};
    for (const auto& [holds, names] : laws) {
      if (holds && !standard) {
        also(names.first);
      }
    }
    for (const auto& [holds, names] : laws) {
      if (holds && standard) {
        say(schema::law, std::string(names.second));
      }
    }
    if (!type.label.empty()) {
      say_text(rdfs::label, type.label, owner);
    }
    if (!built_in && relation_key(way.iri) != type.key) {
      say_text(schema::key, type.key, owner);
    }
    if (!type.inverse.empty()) {
      say(owl::inverse_of, turtle_name(inverse_iri(type)));
    }
    end();
  }

  [[nodiscard]] std::string inverse_iri(const RelationType& type) const {
    const auto found = graph_.find_relation_type(type.inverse);
    std::string iri =
        found && found->index() >= built_in_relations.size()
            ? ways_[found->index()].iri
            : iri_of(RelationType{
                  .key = type.inverse, .iri = {}, .inverse = {}, .laws = {}, .label = {}});
    if (!is_absolute_iri(iri)) {
      throw Error("relation type " + shown(type.key) + ": found inverse " + shown(type.inverse) +
                  ", which gives no IRI");
    }
    return iri;
  }

  void write_scheme(const Scheme& scheme) {
    const std::string owner = "scheme " + shown(scheme.key);
    const std::string iri = iri_of(scheme);
    begin(turtle_name(iri), skos::concept_scheme);
    if (scheme_key(iri) != scheme.key) {
      say_text(schema::key, scheme.key, owner);
    }
    if (!scheme.title.empty()) {
      say_text(dct_title, scheme.title, owner);
    }
    if (!scheme.source.empty()) {
      say_text(schema::source, scheme.source, owner);
    }
    end();
  }

  void collect_relations() {
    out_ends_.resize(graph_.size());
    for (const RelationEnds& ends : graph_.relations()) {
      out_ends_[ends.from.index()].push_back(ends);
    }
  }

  void write_concept(ConceptId id) {
    const Concept& node = graph_[id];
    const std::string owner = what(node);
    const std::string& iri = iris_[id.index()];
    begin(turtle_name(iri), owl_ ? owl::class_ : skos::concept_);
    if (concept_key(iri) != node.key) {
      say_text(schema::key, node.key, owner);
    }
    write_labels(node, owner);
    for (const LanguageText& definition : node.definitions) {
      say_text(skos::definition, definition.text, owner, definition.language);
    }
    if (!node.notation.empty()) {
      say_text(skos::notation, node.notation, owner);
    }
    if (node.kind != ConceptKind::other) {
      say(schema::kind, turtle_string(name(node.kind)));
    }
    if (node.tier) {
      say(schema::tier, std::to_string(*node.tier));
    }
    if (node.angle) {
      say(schema::angle, turtle_number(*node.angle));
    }
    if (!node.source.empty()) {
      say_text(schema::source, node.source, owner);
    }
    if (node.scheme) {
      const std::string scheme = turtle_name(iri_of(graph_.scheme(*node.scheme)));
      say(skos::in_scheme, scheme);
      if (!owl_ && is_top(id)) {
        say(skos::top_concept_of, scheme);
      }
    }
    if (node.affect) {
      write_affect(*node.affect, owner);
    }
    annotations_.clear();
    for (const RelationEnds& ends : out_ends_[id.index()]) {
      write_relation(ends);
    }
    end();
    out_ += annotations_;
  }

  [[nodiscard]] bool is_top(ConceptId id) const {
    const auto& ends = out_ends_[id.index()];
    return std::none_of(ends.begin(), ends.end(), [&](const RelationEnds& each) {
      return each.type == relation::broader && graph_[each.to].scheme == graph_[id].scheme;
    });
  }

  void write_labels(const Concept& node, const std::string& owner) {
    std::set<std::string_view> preferred;
    for (const Label& label : node.labels) {
      std::string_view predicate = owl_ ? rdfs::label : skos::pref_label;
      if (label.kind == LabelKind::alternative) {
        predicate = skos::alt_label;
      } else if (label.kind == LabelKind::hidden) {
        predicate = skos::hidden_label;
      } else if (!preferred.insert(label.language).second) {
        predicate = schema::preferred_label;
      }
      say_text(predicate, label.text, owner, label.language);
    }
  }

  void write_affect(const ConceptAffect& affect, const std::string& owner) {
    std::array<double, schema::affect_numbers.size()> numbers{
        affect.mean.valence, affect.mean.arousal, affect.mean.dominance};
    std::copy(affect.covariance.begin(), affect.covariance.end(), numbers.begin() + 3);
    out_ += " ;\n    " + turtle_name(schema::affect) + " [ ";
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      out_ += turtle_name(schema::affect_numbers[i]) + " " + turtle_number(numbers[i]) + " ; ";
    }
    out_ += turtle_name(schema::origin) + " " + turtle_string(name(affect.origin));
    if (!affect.source.empty()) {
      require_utf8(affect.source, owner);
      out_ += " ; " + turtle_name(schema::source) + " " + turtle_string(affect.source);
    }
    out_ += " ]";
  }

  void write_relation(const RelationEnds& ends) {
    const Way& way = ways_[ends.type.index()];
    const Relation& relation = *graph_.find_relation(ends.from, ends.type, ends.to);
    const bool annotated = relation.weight != 1 || !relation.source.empty();
    const std::string to = turtle_name(iris_[ends.to.index()]);
    if (!way.restriction) {
      say(way.iri, to);
      if (annotated) {
        annotate(ends, way.iri, to, relation);
      }
      return;
    }
    const std::string restriction = "a owl:Restriction ; owl:onProperty " + turtle_name(way.iri) +
                                    " ; owl:someValuesFrom " + to;
    if (!annotated) {
      say(rdfs::sub_class_of, "[ " + restriction + " ]");
      return;
    }
    const std::string node = "_:r" + std::to_string(++restrictions_);
    say(rdfs::sub_class_of, node);
    annotations_ += "\n" + node + " " + restriction + " .\n";
    annotate(ends, rdfs::sub_class_of, node, relation);
  }

  void annotate(const RelationEnds& ends, std::string_view predicate, const std::string& to,
                const Relation& relation) {
    const std::string from = turtle_name(iris_[ends.from.index()]);
    annotations_ += "\n[] a " + turtle_name(owl_ ? owl::axiom : rdf::statement);
    const auto add = [&](std::string_view name, const std::string& object) {
      annotations_ += " ;\n    " + turtle_name(name) + " " + object;
    };
    add(owl_ ? owl::annotated_source : rdf::subject, from);
    add(owl_ ? owl::annotated_property : rdf::predicate, turtle_name(predicate));
    add(owl_ ? owl::annotated_target : rdf::object, to);
    add(schema::weight, turtle_number(relation.weight));
    if (!relation.source.empty()) {
      require_utf8(relation.source, what(graph_[ends.from]));
      add(schema::source, turtle_string(relation.source));
    }
    annotations_ += " .\n";
  }

  const ConceptGraph& graph_;
  const TurtleOptions& options_;
  bool owl_;
  std::string header_;
  std::unordered_map<std::string, std::string> owners_;  ///< of IRIs
  std::vector<Way> ways_;                                ///< by relation type
  std::vector<std::string> iris_;                        ///< by concept
  std::vector<std::vector<RelationEnds>> out_ends_;      ///< by concept
  std::size_t restrictions_ = 0;
  std::string annotations_;
  std::string out_;
};

}  // namespace

std::string to_turtle(const ConceptGraph& graph, const TurtleOptions& options) {
  return TurtleWriter(graph, options).write();
}

}  // namespace tonewheel
