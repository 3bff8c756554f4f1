#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/graph/concept_graph.hpp>

namespace support {

/// Where Debian's package wordnet-base puts WordNet 3.0.
inline const std::filesystem::path wordnet_folder = "/usr/share/wordnet";

/// The hypernyms (of classes and of instances) of a part of speech, "noun" or "verb", as `broader`;
/// keys are the synsets' offsets. Nothing where WordNet is not installed.
[[nodiscard]] inline std::optional<tonewheel::ConceptGraph> read_wordnet(const std::string& part) {
  std::ifstream stream(wordnet_folder / ("data." + part));
  if (!stream) {
    return std::nullopt;
  }
  tonewheel::ConceptGraph graph;
  std::vector<std::pair<std::string, std::string>> hypernyms;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(' ')) {
      continue;  // the licence
    }
    std::istringstream words(line);
    std::string offset;
    std::string skip;
    std::string count;
    words >> offset >> skip >> skip >> count;
    std::string name;
    for (std::size_t left = std::stoul(count, nullptr, 16); left > 0; --left) {
      std::string word;
      words >> word >> skip;
      name = name.empty() ? word : name;
    }
    graph.add({.key = offset, .labels = {{{name, "en"}, tonewheel::LabelKind::preferred}}});
    std::size_t pointers = 0;
    words >> pointers;
    for (std::size_t i = 0; i < pointers; ++i) {
      std::string symbol;
      std::string target;
      words >> symbol >> target >> skip >> skip;
      if (symbol == "@" || symbol == "@i") {
        hypernyms.emplace_back(offset, target);
      }
    }
  }
  for (const auto& [narrow, broad] : hypernyms) {
    graph.relate(graph.get(narrow), tonewheel::relation::broader, graph.get(broad));
  }
  return graph;
}

}  // namespace support
