#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/tsv.hpp>

#include "names.hpp"
#include "tsv_columns.hpp"
#include "utf8.hpp"

namespace tonewheel {
namespace {

using namespace exchange;
using namespace exchange::tsv_column;

class TsvWriter {
 public:
  explicit TsvWriter(const ConceptGraph& graph) : graph_(graph) {}

  std::string write() {
    TsvRow header;
    std::copy(tsv_columns.begin(), tsv_columns.end(), header.begin());
    put(header);
    for (const Scheme& scheme : graph_.schemes()) {
      put({"scheme", scheme.key});
      put_value("scheme", scheme.key, "iri", scheme.iri);
      put_value("scheme", scheme.key, "title", scheme.title);
      put_value("scheme", scheme.key, "source", scheme.source);
    }
    for (std::size_t i = built_in_relations.size(); i < graph_.relation_types().size(); ++i) {
      put_type(graph_.relation_types()[i]);
    }
    for (std::uint32_t i = 0; i < graph_.size(); ++i) {
      put_concept(graph_[{i}]);
    }
    for (const RelationEnds& ends : graph_.relations()) {
      const Relation& relation = *graph_.find_relation(ends.from, ends.type, ends.to);
      put({"relation", graph_[ends.from].key, graph_.relation_type(ends.type).key,
           graph_[ends.to].key, "", relation.weight == 1 ? "" : number_text(relation.weight),
           relation.source});
    }
    return std::move(out_);
  }

 private:
  void put(const TsvRow& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      require_utf8(row[i], row[record] + " " + shown(row[subject]));
      out_ += i == 0 ? "" : "\t";
      for (const char c : row[i]) {
        switch (c) {
          case '\t':
            out_ += "\\t";
            break;
          case '\n':
            out_ += "\\n";
            break;
          case '\r':
            out_ += "\\r";
            break;
          case '\\':
            out_ += "\\\\";
            break;
          default:
            out_ += c;
        }
      }
    }
    out_ += '\n';
  }
  void put_value(const char* what, const std::string& key, const char* name,
                 const std::string& value) {
    if (!value.empty()) {
      put({what, key, name, value});
    }
  }
  void put_type(const RelationType& type) {
    put({"type", type.key});
    put_value("type", type.key, "iri", type.iri);
    put_value("type", type.key, "inverse", type.inverse);
    put_value("type", type.key, "label", type.label);
    for (std::size_t i = 0; i < law_names.size(); ++i) {
      if (type.laws.*law_members[i]) {
        put({"type", type.key, std::string(law_names[i])});
      }
    }
  }
  void put_concept(const Concept& node) {
    put({"concept", node.key, "kind", std::string(name(node.kind))});
    put_value("concept", node.key, "iri", node.iri);
    put_value("concept", node.key, "scheme",
              node.scheme ? graph_.scheme(*node.scheme).key : std::string());
    put_value("concept", node.key, "tier", node.tier ? std::to_string(*node.tier) : std::string());
    put_value("concept", node.key, "notation", node.notation);
    put_value("concept", node.key, "angle", node.angle ? number_text(*node.angle) : std::string());
    put_value("concept", node.key, "source", node.source);
    for (const Label& label : node.labels) {
      put({"label", node.key, std::string(name_of(label.kind)), label.text, label.language});
    }
    for (const LanguageText& definition : node.definitions) {
      put({"definition", node.key, "", definition.text, definition.language});
    }
    if (node.affect) {
      const ConceptAffect& affect = *node.affect;
      std::string numbers = number_text(affect.mean.valence) + " " +
                            number_text(affect.mean.arousal) + " " +
                            number_text(affect.mean.dominance);
      for (const double each : affect.covariance) {
        numbers += " " + number_text(each);
      }
      put({"affect", node.key, std::string(name(affect.origin)), numbers, "", "", affect.source});
    }
  }

  const ConceptGraph& graph_;
  std::string out_;
};

}  // namespace

std::string to_tsv(const ConceptGraph& graph) {
  return TsvWriter(graph).write();
}

}  // namespace tonewheel
