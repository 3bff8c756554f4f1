#pragma once

#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/impl/fold_inl.hpp>
#include <tonewheel/lexicon/impl/lexicon_inl.hpp>
#include <tonewheel/lexicon/trace.hpp>

namespace tonewheel {
namespace detail {

/// "a, b"; "-" for none.
inline std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text.empty() ? "-" : text;
}

/// `words` in the order of choice.
inline TraceStep trace_step(const Clustering& clustering, const std::vector<std::string>& words) {
  TraceStep step{clustering.wheel, clustering.level, {}, {}, {}};
  for (const std::string& word : words) {
    if (clustering.cluster_of.contains(word)) {
      step.candidates.push_back(word);
    }
  }
  if (!step.candidates.empty()) {
    step.chosen = step.candidates.front();
    step.cluster = clustering.cluster_of.at(*step.chosen);
  }
  return step;
}

}  // namespace detail

TONEWHEEL_INLINE Trace explain(const Lexicon& lexicon, std::string_view label) {
  const LexiconTables& tables = lexicon.tables();
  Trace trace;
  trace.label = label;
  trace.folded = fold(label, tables.folding);
  const auto id = lexicon.find_folded(trace.folded);
  trace.known = id.has_value();
  if (!id) {
    return trace;
  }
  trace.surface = lexicon.surface(*id);
  const std::vector<std::string>& bases = tables.bases_of.at(trace.surface);
  for (const std::string& base : bases) {
    trace.bases.push_back({base, detail::wheel_words(tables, base)});
  }
  trace.m1 = trace.bases.front().base;
  if (!trace.bases.front().wheel_words.empty()) {
    trace.m2 = trace.bases.front().wheel_words.front();
  }
  const std::vector<std::string> words = detail::candidate_words(tables, trace.surface, bases);
  for (const Clustering& clustering : tables.clusterings) {
    trace.steps.push_back(detail::trace_step(clustering, words));
  }
  return trace;
}

TONEWHEEL_INLINE std::string trace_text(const Trace& trace) {
  std::string text = shown(trace.label) + " -> " + shown(trace.folded);
  if (!trace.known) {
    return text + ": not in the lexicon\n";
  }
  text += (trace.surface == trace.folded ? "" : " -> " + shown(trace.surface)) + "\n";
  for (const TraceBase& base : trace.bases) {
    text += "  base word " + base.base + ": wheel words " + detail::joined_words(base.wheel_words) +
            "\n";
  }
  text += "  m1: " + trace.m1.value_or("-") + "\n";
  text += "  m2: " + trace.m2.value_or("-") + "\n";
  for (const TraceStep& step : trace.steps) {
    text += "  " + detail::grouping_label(step.wheel, step.level) + ": ";
    text += step.cluster ? *step.cluster + " (" + *step.chosen + ", first of " +
                               detail::joined_words(step.candidates) + ")"
                         : "-";
    text += "\n";
  }
  return text;
}

}  // namespace tonewheel
