#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tonewheel/exchange/graph_report.hpp>
#include <tonewheel/exchange/triple.hpp>

#include "vocabulary.hpp"

namespace tonewheel::exchange {

/// A subject or object as one text: an IRI, or "_:name". Not for literals.
[[nodiscard]] inline std::string node_name(const Term& term) {
  return term.kind == TermKind::blank ? "_:" + term.value : term.value;
}

/// The statements of a file by subject, and which of them the graph has taken over.
class TripleIndex {
 public:
  using Position = std::uint32_t;

  /// Keeps a reference to the triples.
  explicit TripleIndex(const Triples& triples);

  [[nodiscard]] std::size_t size() const noexcept { return triples_.size(); }
  [[nodiscard]] const Triple& operator[](Position at) const { return triples_[at]; }
  /// Statements about a node, in the order of the file.
  [[nodiscard]] const std::vector<Position>& of(const std::string& node) const;
  /// The only statement of a predicate about a node; nothing if there are none or several.
  [[nodiscard]] std::optional<Position> only(const std::string& node,
                                             std::string_view predicate) const;
  /// Nodes of a type, each once, in the order of their first statement of it.
  [[nodiscard]] std::vector<std::string> typed(std::string_view type) const;
  [[nodiscard]] bool has_type(const std::string& node, std::string_view type) const;

  void take(Position at) { taken_[at] = true; }
  /// Takes the statements that give a node this type.
  void take_type(const std::string& node, std::string_view type);
  [[nodiscard]] bool taken(Position at) const { return taken_[at]; }

  /// Fills triples, modelled and unmodelled.
  void count(GraphReport& report) const;

 private:
  const Triples& triples_;
  std::vector<bool> taken_;
  std::unordered_map<std::string, std::vector<Position>> by_subject_;
};

}  // namespace tonewheel::exchange
