#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/graphml.hpp>

#include "utf8.hpp"

namespace tonewheel {
namespace {

struct Attribute {
  std::string_view name;
  std::string_view type;
};
constexpr std::array<Attribute, 11> node_attributes{{{"key", "string"},
                                                     {"label", "string"},
                                                     {"kind", "string"},
                                                     {"scheme", "string"},
                                                     {"tier", "int"},
                                                     {"notation", "string"},
                                                     {"angle", "double"},
                                                     {"valence", "double"},
                                                     {"arousal", "double"},
                                                     {"dominance", "double"},
                                                     {"affect_origin", "string"}}};
constexpr std::array<Attribute, 3> edge_attributes{
    {{"type", "string"}, {"weight", "double"}, {"source", "string"}}};

/// As the content of an element.
std::string escaped(std::string_view text, const std::string& owner) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  exchange::require_utf8(text, owner);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::string_view rest = text.substr(i);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '\r') {
      out += "&#13;";  // a bare one would be read as a line feed
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {
      out += replacement;
      i += 2;
    } else if (byte < 0x20 && c != '\t' && c != '\n') {
      out += replacement;
    } else {
      out += c;
    }
  }
  return out;
}

class GraphmlWriter {
 public:
  explicit GraphmlWriter(const ConceptGraph& graph) : graph_(graph) {}

  std::string write() {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    declare("node", node_attributes);
    declare("edge", edge_attributes);
    out_ += " <graph id=\"tonewheel\" edgedefault=\"directed\">\n";
    for (std::uint32_t i = 0; i < graph_.size(); ++i) {
      write_node({i});
    }
    for (const RelationEnds& ends : graph_.relations()) {
      write_edge(ends);
    }
    return std::move(out_) + " </graph>\n</graphml>\n";
  }

 private:
  template <std::size_t Count>
  void declare(const std::string& what, const std::array<Attribute, Count>& attributes) {
    for (const Attribute& each : attributes) {
      out_.append(" <key id=\"").append(what).append("_").append(each.name);
      out_.append("\" for=\"").append(what).append("\" attr.name=\"").append(each.name);
      out_.append("\" attr.type=\"").append(each.type).append("\"/>\n");
    }
  }
  void data(const std::string& key, std::string_view value, const std::string& owner) {
    if (!value.empty()) {
      out_ += "   <data key=\"" + key + "\">" + escaped(value, owner) + "</data>\n";
    }
  }
  void write_node(ConceptId id) {
    const Concept& node = graph_[id];
    const std::string owner = "concept " + shown(node.key);
    out_ += "  <node id=\"n" + std::to_string(id.value) + "\">\n";
    data("node_key", node.key, owner);
    data("node_label", node.name(), owner);
    data("node_kind", name(node.kind), owner);
    if (node.scheme) {
      data("node_scheme", graph_.scheme(*node.scheme).key, owner);
    }
    if (node.tier) {
      data("node_tier", std::to_string(*node.tier), owner);
    }
    data("node_notation", node.notation, owner);
    if (node.angle) {
      data("node_angle", number_text(*node.angle), owner);
    }
    if (node.affect) {
      data("node_valence", number_text(node.affect->mean.valence), owner);
      data("node_arousal", number_text(node.affect->mean.arousal), owner);
      data("node_dominance", number_text(node.affect->mean.dominance), owner);
      data("node_affect_origin", name(node.affect->origin), owner);
    }
    out_ += "  </node>\n";
  }
  void write_edge(const RelationEnds& ends) {
    const Relation& relation = *graph_.find_relation(ends.from, ends.type, ends.to);
    const std::string owner = "relation of " + shown(graph_[ends.from].key);
    out_ += "  <edge source=\"n" + std::to_string(ends.from.value) + "\" target=\"n" +
            std::to_string(ends.to.value) + "\">\n";
    data("edge_type", graph_.relation_type(ends.type).key, owner);
    data("edge_weight", number_text(relation.weight), owner);
    data("edge_source", relation.source, owner);
    out_ += "  </edge>\n";
  }

  const ConceptGraph& graph_;
  std::string out_;
};

}  // namespace

std::string to_graphml(const ConceptGraph& graph) {
  return GraphmlWriter(graph).write();
}

}  // namespace tonewheel
