#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/join_parts.hpp>
#include <tonewheel/dataset/relabelling.hpp>
#include <tonewheel/evaluate/evaluation.hpp>
#include <tonewheel/evaluate/vocabulary_evaluation.hpp>
#include <tonewheel/evaluate/vocabulary_report.hpp>

#include "evaluate/report.hpp"
#include "relabel/report.hpp"
#include "score/report.hpp"

/// The reports that tonewheel-merge joins.
namespace merge {

using namespace tonewheel;

/// The report of a whole input, as its program writes it, and as lines for people.
struct Joined {
  std::string report;
  std::string text;
};

/// The parts of one kind of state.
struct Kind {
  std::string_view kind;
  std::function<Joined(std::span<const NamedState>)> join;
};

/// `report` writes a result, with or without its state; report_text() tells it.
template <class A>
Kind kind_of(std::string (*report)(const A&, bool)) {
  return {A::kind, [report](std::span<const NamedState> parts) {
            const A whole = join_parts<A>(parts);
            return Joined{report(whole, false), report_text(whole)};
          }};
}

inline const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      kind_of<Relabelling>(relabelling::report_bytes),
      kind_of<VocabularyEvaluation>(score::report_bytes),
      kind_of<Evaluation>(evaluate::report_bytes),
  };
  return all;
}

/// Joins parts that are all of the first one's kind.
inline Joined join(std::span<const NamedState> parts) {
  const NamedState& first = parts.front();
  const auto found = std::find_if(kinds().begin(), kinds().end(), [&](const Kind& each) {
    return each.kind == first.state.kind();
  });
  if (found == kinds().end()) {
    std::string known;
    for (const Kind& each : kinds()) {
      known += (known.empty() ? "" : ", ") + std::string(each.kind);
    }
    throw Error({first.name, 0, ""},
                "found a state of " + shown(first.state.kind()) + ", expected one of " + known);
  }
  return found->join(parts);
}

}  // namespace merge
