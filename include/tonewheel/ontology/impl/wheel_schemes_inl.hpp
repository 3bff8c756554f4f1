#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include <tonewheel/core/table.hpp>
#include <tonewheel/data/circles.hpp>
#include <tonewheel/data/wheel_titles.hpp>
#include <tonewheel/data/wheels.hpp>
#include <tonewheel/ontology/wheel_schemes.hpp>

namespace tonewheel {
namespace detail {

/// The wheels' schemes as they are met, with titles and sources.
class WheelSchemes {
 public:
  explicit WheelSchemes(ConceptGraph& graph) : graph_(graph) {}

  SchemeId get(const std::string& wheel) {
    if (const auto known = graph_.find_scheme(wheel)) {
      return *known;
    }
    std::size_t row = 0;
    while (titles_.cell(row, titles_.column("wheel")) != wheel) {
      ++row;
    }
    schemes_.push_back(graph_.add_scheme({.key = wheel,
                                          .title = titles_.cell(row, titles_.column("title")),
                                          .source = titles_.cell(row, titles_.column("source"))}));
    return schemes_.back();
  }
  [[nodiscard]] const std::vector<SchemeId>& all() const noexcept { return schemes_; }

 private:
  ConceptGraph& graph_;
  Table titles_ = Table::parse(data::wheel_titles);
  std::vector<SchemeId> schemes_;
};

inline void add_ring_wheels(ConceptGraph& graph, WheelSchemes& schemes) {
  const Table table = Table::parse(data::wheels);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& wheel = table.cell(row, table.column("wheel"));
    const SchemeId scheme = schemes.get(wheel);
    std::string key = wheel;
    std::optional<ConceptId> parent;
    int tier = 1;
    for (const char* column : {"core", "second", "outer"}) {
      const std::string& label = table.cell(row, table.column(column));
      if (label.empty()) {
        break;
      }
      key += "/" + key_part(label);
      std::optional<ConceptId> node = graph.find(key);
      if (!node) {
        node = graph.add({.key = key,
                          .scheme = scheme,
                          .tier = tier,
                          .labels = {{{label, "en"}, LabelKind::preferred}},
                          .source = graph.scheme(scheme).source});
        if (parent) {
          graph.relate(*node, relation::broader, *parent);
        }
      }
      parent = node;
      ++tier;
    }
  }
}

inline void add_circles(ConceptGraph& graph, WheelSchemes& schemes) {
  const Table table = Table::parse(data::circles);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& wheel = table.cell(row, table.column("wheel"));
    const std::string& label = table.cell(row, table.column("label"));
    const SchemeId scheme = schemes.get(wheel);
    const auto degrees = table.optional_number(row, table.column("angle"));
    graph.add({.key = wheel + "/" + key_part(label),
               .scheme = scheme,
               .tier = 1,
               .angle = degrees ? std::optional(*degrees / 360) : std::nullopt,
               .labels = {{{label, "en"}, LabelKind::preferred}},
               .source = graph.scheme(scheme).source});
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::string key_part(std::string_view label) {
  std::string part = fold_label(label);
  std::replace_if(part.begin(), part.end(), [](char c) { return c == ' ' || c == '/'; }, '-');
  return part;
}

TONEWHEEL_INLINE std::vector<SchemeId> add_wheel_schemes(ConceptGraph& graph) {
  detail::WheelSchemes schemes(graph);
  detail::add_ring_wheels(graph, schemes);
  detail::add_circles(graph, schemes);
  for (const SchemeId scheme : schemes.all()) {
    std::vector<ConceptId> ring = graph.members(scheme);
    std::erase_if(ring, [&](ConceptId id) { return graph[id].tier != 1; });
    for (std::size_t i = 0; i < ring.size(); ++i) {
      graph.relate_both(ring[i], relation::adjacent, ring[(i + 1) % ring.size()]);
    }
  }
  return schemes.all();
}

}  // namespace tonewheel
