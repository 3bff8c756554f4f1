#include "triple_index.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_set>
#include <utility>

#include <tonewheel/core/error.hpp>

namespace tonewheel::exchange {

TripleIndex::TripleIndex(const Triples& triples) : triples_(triples), taken_(triples.size()) {
  if (triples.size() > std::numeric_limits<Position>::max()) {
    throw Error("found " + std::to_string(triples.size()) +
                " statements, expected at most 2^32 - 1");
  }
  for (Position at = 0; at < triples.size(); ++at) {
    by_subject_[node_name(triples[at].subject)].push_back(at);
  }
}

const std::vector<TripleIndex::Position>& TripleIndex::of(const std::string& node) const {
  static const std::vector<Position> none;
  const auto found = by_subject_.find(node);
  return found == by_subject_.end() ? none : found->second;
}

std::optional<TripleIndex::Position> TripleIndex::only(const std::string& node,
                                                       std::string_view predicate) const {
  std::optional<Position> found;
  for (const Position at : of(node)) {
    if (triples_[at].predicate == predicate) {
      if (found) {
        return std::nullopt;
      }
      found = at;
    }
  }
  return found;
}

std::vector<std::string> TripleIndex::typed(std::string_view type) const {
  std::vector<std::string> nodes;
  std::unordered_set<std::string> seen;
  for (const Triple& triple : triples_) {
    if (triple.predicate == rdf::type && triple.object.kind == TermKind::iri &&
        triple.object.value == type && seen.insert(node_name(triple.subject)).second) {
      nodes.push_back(node_name(triple.subject));
    }
  }
  return nodes;
}

bool TripleIndex::has_type(const std::string& node, std::string_view type) const {
  const auto& statements = of(node);
  return std::any_of(statements.begin(), statements.end(), [&](Position at) {
    const Triple& triple = triples_[at];
    return triple.predicate == rdf::type && triple.object.kind == TermKind::iri &&
           triple.object.value == type;
  });
}

void TripleIndex::take_type(const std::string& node, std::string_view type) {
  for (const Position at : of(node)) {
    if (triples_[at].predicate == rdf::type && triples_[at].object.value == type) {
      take(at);
    }
  }
}

void TripleIndex::count(GraphReport& report) const {
  std::map<std::pair<std::string_view, std::string>, Unmodelled> left;
  report.triples = triples_.size();
  report.modelled = 0;
  for (Position at = 0; at < triples_.size(); ++at) {
    if (taken_[at]) {
      ++report.modelled;
      continue;
    }
    const Triple& triple = triples_[at];
    const std::string type = triple.predicate == rdf::type && triple.object.kind != TermKind::blank
                                 ? triple.object.value
                                 : std::string();
    Unmodelled& entry = left[{triple.predicate, type}];
    if (entry.count++ == 0) {
      entry.predicate = triple.predicate;
      entry.type = type;
      entry.example = node_name(triple.subject);
      entry.line = triple.line;
    }
  }
  report.unmodelled.clear();
  for (auto& [key, entry] : left) {
    report.unmodelled.push_back(std::move(entry));
  }
  std::sort(report.unmodelled.begin(), report.unmodelled.end(),
            [](const Unmodelled& a, const Unmodelled& b) {
              return std::tie(b.count, a.predicate, a.type) <
                     std::tie(a.count, b.predicate, b.type);
            });
}

}  // namespace tonewheel::exchange
