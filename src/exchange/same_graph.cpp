#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/iri.hpp>
#include <tonewheel/exchange/same_graph.hpp>

#include "names.hpp"

namespace tonewheel {
namespace {

bool same_number(double a, double b) {
  return a == b || (a != a && b != b);
}

std::string said(const LanguageText& text) {
  return shown(text.text) + (text.language.empty() ? "" : "@" + text.language);
}
std::string said(const Label& label) {
  return std::string(exchange::name_of(label.kind)) + " label " +
         said(static_cast<const LanguageText&>(label));
}
std::string said(const RelationLaws& laws) {
  return std::string(laws.symmetric ? "symmetric " : "") + (laws.transitive ? "transitive " : "") +
         (laws.asymmetric ? "asymmetric " : "") + "laws";
}

class Comparison {
 public:
  Comparison(const ConceptGraph& a, const ConceptGraph& b, std::size_t limit)
      : a_(a), b_(b), limit_(limit) {}

  std::vector<std::string> run() {
    compare_schemes();
    compare_types();
    compare_concepts();
    compare_relations();
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool full() const { return found_.size() >= limit_; }
  void differ(std::string text) {
    if (!full()) {
      found_.push_back(std::move(text));
    }
  }
  void compare_text(const std::string& owner, std::string_view what, const std::string& a,
                    const std::string& b) {
    if (a != b) {
      differ(owner + ": " + std::string(what) + " " + shown(a) + " and " + shown(b));
    }
  }
  template <class Item>
  void compare_sets(const std::string& owner, const std::vector<Item>& a,
                    const std::vector<Item>& b) {
    const std::set<Item> in_a(a.begin(), a.end());
    const std::set<Item> in_b(b.begin(), b.end());
    for (const Item& item : in_a) {
      if (!in_b.contains(item)) {
        differ(owner + ": " + said(item) + " only in the first");
      }
    }
    for (const Item& item : in_b) {
      if (!in_a.contains(item)) {
        differ(owner + ": " + said(item) + " only in the second");
      }
    }
  }

  void compare_schemes() {
    for (const Scheme& scheme : a_.schemes()) {
      const std::string owner = "scheme " + shown(scheme.key);
      const auto found = b_.find_scheme(scheme.key);
      if (!found) {
        differ(owner + ": only in the first");
        continue;
      }
      const Scheme& other = b_.scheme(*found);
      compare_text(owner, "IRI", iri_of(scheme), iri_of(other));
      compare_text(owner, "title", scheme.title, other.title);
      compare_text(owner, "source", scheme.source, other.source);
    }
    for (const Scheme& scheme : b_.schemes()) {
      if (!a_.find_scheme(scheme.key)) {
        differ("scheme " + shown(scheme.key) + ": only in the second");
      }
    }
  }

  static std::set<std::string> used_types(const ConceptGraph& graph) {
    std::set<std::string> keys;
    for (const RelationEnds& ends : graph.relations()) {
      keys.insert(graph.relation_type(ends.type).key);
    }
    return keys;
  }
  void compare_types() {
    const std::set<std::string> in_a = used_types(a_);
    const std::set<std::string> in_b = used_types(b_);
    for (const std::string& key : in_a) {
      const std::string owner = "relation type " + shown(key);
      if (!in_b.contains(key)) {
        differ(owner + ": in use only in the first");
        continue;
      }
      const RelationType& a = a_.relation_type(*a_.find_relation_type(key));
      const RelationType& b = b_.relation_type(*b_.find_relation_type(key));
      compare_text(owner, "IRI", iri_of(a), iri_of(b));
      compare_text(owner, "inverse", a.inverse, b.inverse);
      compare_text(owner, "label", a.label, b.label);
      if (!(a.laws == b.laws)) {
        differ(owner + ": " + said(a.laws) + " and " + said(b.laws));
      }
    }
    for (const std::string& key : in_b) {
      if (!in_a.contains(key)) {
        differ("relation type " + shown(key) + ": in use only in the second");
      }
    }
  }

  void compare_concepts() {
    for (std::uint32_t i = 0; i < a_.size() && !full(); ++i) {
      const Concept& node = a_[{i}];
      if (const auto found = b_.find(node.key)) {
        compare_concept(node, b_[*found]);
      } else {
        differ("concept " + shown(node.key) + ": only in the first");
      }
    }
    for (std::uint32_t i = 0; i < b_.size() && !full(); ++i) {
      if (!a_.find(b_[{i}].key)) {
        differ("concept " + shown(b_[{i}].key) + ": only in the second");
      }
    }
  }
  void compare_concept(const Concept& a, const Concept& b) {
    const std::string owner = "concept " + shown(a.key);
    compare_text(owner, "IRI", iri_of(a), iri_of(b));
    compare_text(owner, "scheme", a.scheme ? a_.scheme(*a.scheme).key : std::string(),
                 b.scheme ? b_.scheme(*b.scheme).key : std::string());
    compare_text(owner, "kind", std::string(name(a.kind)), std::string(name(b.kind)));
    compare_text(owner, "tier", a.tier ? std::to_string(*a.tier) : std::string(),
                 b.tier ? std::to_string(*b.tier) : std::string());
    compare_text(owner, "notation", a.notation, b.notation);
    compare_text(owner, "angle", a.angle ? number_text(*a.angle) : std::string(),
                 b.angle ? number_text(*b.angle) : std::string());
    compare_text(owner, "name", std::string(a.name()), std::string(b.name()));
    compare_text(owner, "source", a.source, b.source);
    compare_sets(owner, a.labels, b.labels);
    compare_sets(owner, a.definitions, b.definitions);
    if (a.affect.has_value() != b.affect.has_value()) {
      differ(owner + ": affect only in the " + (a.affect ? "first" : "second"));
    } else if (a.affect) {
      compare_affect(owner, *a.affect, *b.affect);
    }
  }
  void compare_affect(const std::string& owner, const ConceptAffect& a, const ConceptAffect& b) {
    const auto compare = [&](const std::string& what, double first, double second) {
      if (!same_number(first, second)) {
        differ(owner + ": affect's " + what + " " + number_text(first) + " and " +
               number_text(second));
      }
    };
    compare("valence", a.mean.valence, b.mean.valence);
    compare("arousal", a.mean.arousal, b.mean.arousal);
    compare("dominance", a.mean.dominance, b.mean.dominance);
    for (std::size_t i = 0; i < a.covariance.size(); ++i) {
      compare("covariance " + std::to_string(i), a.covariance[i], b.covariance[i]);
    }
    compare_text(owner, "affect's origin", std::string(name(a.origin)),
                 std::string(name(b.origin)));
    compare_text(owner, "affect's source", a.source, b.source);
  }

  using Ends = std::tuple<std::string_view, std::string_view, std::string_view>;
  static std::map<Ends, const Relation*> relations_of(const ConceptGraph& graph) {
    std::map<Ends, const Relation*> all;
    for (const StatedRelation& each : graph.stated()) {
      all.emplace(Ends{graph[each.from].key, graph.relation_type(each.relation.type).key,
                       graph[each.to].key},
                  &each.relation);
    }
    return all;
  }
  static std::string said(const Ends& ends) {
    return "relation " + shown(std::get<0>(ends)) + " " + std::string(std::get<1>(ends)) + " " +
           shown(std::get<2>(ends));
  }
  void compare_relations() {
    const auto in_a = relations_of(a_);
    const auto in_b = relations_of(b_);
    for (const auto& [ends, relation] : in_a) {
      if (full()) {
        return;
      }
      const auto found = in_b.find(ends);
      if (found == in_b.end()) {
        differ(said(ends) + ": only in the first");
        continue;
      }
      if (!same_number(relation->weight, found->second->weight)) {
        differ(said(ends) + ": weight " + number_text(relation->weight) + " and " +
               number_text(found->second->weight));
      }
      compare_text(said(ends), "source", relation->source, found->second->source);
    }
    for (const auto& [ends, relation] : in_b) {
      if (!in_a.contains(ends)) {
        differ(said(ends) + ": only in the second");
      }
    }
  }
  // The overloads above hide the ones for labels and laws.
  static std::string said(const Label& label) { return tonewheel::said(label); }
  static std::string said(const LanguageText& text) {
    return "definition " + tonewheel::said(text);
  }
  static std::string said(const RelationLaws& laws) { return tonewheel::said(laws); }

  const ConceptGraph& a_;
  const ConceptGraph& b_;
  std::size_t limit_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> differences(const ConceptGraph& a, const ConceptGraph& b,
                                     std::size_t limit) {
  return Comparison(a, b, limit).run();
}

}  // namespace tonewheel
