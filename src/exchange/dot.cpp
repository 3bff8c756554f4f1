#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/dot.hpp>

#include "utf8.hpp"

namespace tonewheel {
namespace {

/// Light fills on which black text stays readable (ColorBrewer's Pastel1).
constexpr std::array<std::string_view, 8> fills{"#fbb4ae", "#b3cde3", "#ccebc5", "#decbe4",
                                                "#fed9a6", "#ffffcc", "#e5d8bd", "#fddaec"};

/// Inside double quotes. Line ends become spaces, other control characters U+FFFD.
std::string quoted(std::string_view text, const std::string& owner) {
  exchange::require_utf8(text, owner);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\xEF\xBF\xBD";
    } else if (c == '&') {
      out += "&amp;";  // else Graphviz reads an entity
    } else {
      out += c;
    }
  }
  return out + "\"";
}

class DotWriter {
 public:
  DotWriter(const ConceptGraph& graph, const DotOptions& options)
      : graph_(graph), options_(options) {
    if (options.scheme && options.scheme->index() >= graph.schemes().size()) {
      throw Error("scheme " + std::to_string(options.scheme->value) + " is not of this graph");
    }
    for (const RelationTypeId type : options.types) {
      if (type.index() >= graph.relation_types().size()) {
        throw Error("relation type " + std::to_string(type.value) + " is not of this graph");
      }
    }
  }

  std::string write() {
    choose();
    out_ =
        "digraph tonewheel {\n"
        "  rankdir=BT;\n"
        "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\"];\n"
        "  edge [fontname=\"Helvetica\", fontsize=10];\n";
    for (std::uint32_t i = 0; i < graph_.size(); ++i) {
      if (in_picture_[i]) {
        write_node({i});
      }
    }
    for (const RelationEnds& ends : edges_) {
      write_edge(ends);
    }
    return std::move(out_) + "}\n";
  }

 private:
  [[nodiscard]] bool wanted(ConceptId id) const {
    return !options_.scheme || graph_[id].scheme == options_.scheme;
  }
  [[nodiscard]] bool wanted(RelationTypeId type) const {
    return options_.types.empty() ||
           std::find(options_.types.begin(), options_.types.end(), type) != options_.types.end();
  }
  void choose() {
    in_picture_.assign(graph_.size(), false);
    for (std::uint32_t i = 0; i < graph_.size(); ++i) {
      in_picture_[i] = options_.isolated && wanted(ConceptId{i});
    }
    for (const RelationEnds& ends : graph_.relations()) {
      if (!wanted(ends.type) || !wanted(ends.from) || !wanted(ends.to)) {
        continue;
      }
      in_picture_[ends.from.index()] = true;
      in_picture_[ends.to.index()] = true;
      // Of two that state a symmetric relation, the one that comes first in id order is drawn.
      if (!two_ways(ends) || ends.from < ends.to) {
        edges_.push_back(ends);
      }
    }
  }
  [[nodiscard]] bool two_ways(const RelationEnds& ends) const {
    return graph_.relation_type(ends.type).laws.symmetric &&
           graph_.find_relation(ends.to, ends.type, ends.from) != nullptr;
  }

  void write_node(ConceptId id) {
    const Concept& node = graph_[id];
    out_ += "  n" + std::to_string(id.value) +
            " [label=" + quoted(node.name(), "concept " + shown(node.key));
    if (options_.colours == DotColours::scheme && node.scheme) {
      out_ += ", fillcolor=\"" + std::string(fills[node.scheme->index() % fills.size()]) + "\"";
    } else if (options_.colours == DotColours::tier && node.tier) {
      out_ += ", fillcolor=\"" +
              std::string(fills[static_cast<std::size_t>(*node.tier - 1) % fills.size()]) + "\"";
    }
    out_ += "];\n";
  }
  void write_edge(const RelationEnds& ends) {
    const std::string& type = graph_.relation_type(ends.type).key;
    const bool hierarchy = ends.type == relation::broader;
    out_ += "  n" + std::to_string(ends.from.value) + " -> n" + std::to_string(ends.to.value);
    if (!hierarchy) {
      out_ += " [label=" + quoted(type, "relation type " + shown(type)) +
              ", style=dashed, constraint=false" + (two_ways(ends) ? ", dir=none" : "") + "]";
    }
    out_ += ";\n";
  }

  const ConceptGraph& graph_;
  const DotOptions& options_;
  std::vector<bool> in_picture_;
  std::vector<RelationEnds> edges_;
  std::string out_;
};

}  // namespace

std::string to_dot(const ConceptGraph& graph, const DotOptions& options) {
  return DotWriter(graph, options).write();
}

}  // namespace tonewheel
