#pragma once

#include <cstddef>
#include <cstdio>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <tonewheel/dataset/doubt_warnings.hpp>
#include <tonewheel/dataset/training_tally.hpp>
#include <tonewheel/evaluate/fit_report.hpp>

#include "fit/attribution.hpp"
#include "fit/command_line.hpp"
#include "fit/result.hpp"
#include "fit/rows.hpp"
#include "fit/settings.hpp"

/// What is said on standard error.
namespace fit_program {

template <class... Values>
void add(std::string& text, fmt::format_string<Values...> pattern, Values&&... values) {
  fmt::format_to(std::back_inserter(text), pattern, std::forward<Values>(values)...);
}

inline void add_tally(std::string& text, const std::string& path, const TrainingTally& tally,
                      bool keeps_unlabelled) {
  add(text, "{}: {} rows read, {} used", path == "-" ? "standard input" : path, tally.rows_read,
      tally.rows_used);
  const auto print = [&](const std::string& what, const RowTally& rows) {
    if (rows.n() != 0) {
      add(text, "; {} {} (first: row {})", rows.n(), what, rows.first_rows().front());
    }
  };
  for (std::size_t i = 1; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    print("left out as " + std::string(name(fault)), tally.faults[fault]);
  }
  print("clipped", tally.faults.clipped);
  print(keeps_unlabelled ? "without a label" : "left out without a label", tally.unlabelled);
  if (tally.blank_lines != 0) {
    add(text, "; blank lines passed over: {}", tally.blank_lines);
  }
  add(text, "\n");
  std::string guessed;
  for (const std::string& guess : tally.guesses) {
    guessed += (guessed.empty() ? "" : ", ") + guess;
  }
  if (!guessed.empty()) {
    add(text, "note: guessed {}\n", guessed);
  }
  for (const std::string& note : tally.notes) {
    add(text, "note: {}\n", note);
  }
}

/// What a user should look at before trusting the points of a table: axes used in part, columns
/// of one value (dataset/doubt_warnings.hpp).
inline std::vector<DoubtWarning> point_warnings(const TrainingTally& tally, const Scale& scale) {
  DoubtCounts::Counts seen;
  seen.rows = tally.rows_used;
  seen.least = tally.least;
  seen.most = tally.most;
  DoubtContext context;
  context.scale = scale;
  for (const std::string& column : tally.columns) {
    for (const Axis axis : all_axes) {
      const std::string role = std::string(name(axis)) + " = ";
      if (column.starts_with(role)) {
        context.columns[static_cast<std::size_t>(axis)] = column.substr(role.size());
      }
    }
  }
  return doubt_warnings(DoubtCounts::from_counts(seen), context);
}

/// The same of both tables, as lines.
inline std::vector<std::string> warnings_of(const CommandLine& line, const Settings& settings,
                                            const OpenedRows& rows, const OpenedRows* second,
                                            const std::optional<RowOverlap>& overlap) {
  std::vector<std::string> lines;
  for (const auto& [path, opened] :
       {std::pair<const std::string&, const OpenedRows*>{line.input, &rows},
        {line.judge, second}}) {
    if (opened == nullptr) {
      continue;
    }
    for (const DoubtWarning& each : point_warnings(opened->tally(), settings.scale)) {
      lines.push_back(path + ": " + each.text);
    }
  }
  if (settings.raters) {
    if (const std::string warning = settings.raters->warning(); !warning.empty()) {
      lines.push_back(line.rater_variance + ": " + warning);
    }
  }
  if (second != nullptr && overlap && overlap->groups > 0) {
    lines.push_back(line.judge + ": " + std::to_string(overlap->groups) + " of its " +
                    std::to_string(second->get().groups().size()) + " groups (--group " +
                    line.group + ") stand in " + line.input +
                    " too: of these the figures may flatter the space");
  }
  return lines;
}

/// The summary, as one text.
inline std::string summary_of(const CommandLine& line, const Settings& settings,
                              const OpenedRows& rows, const OpenedRows* second,
                              const Result& result) {
  std::string text;
  const bool keeps = line.unlabelled == "em";
  if (result.report) {
    add(text, "{}\n", report_text(*result.report));
  } else {
    add(text, "{} classes fitted, not judged (--folds 0)\n", result.fitted.space.classes.size());
  }
  if (result.second) {
    add(text, "On {}:\n{}\n", line.judge, report_text(*result.second));
  }
  add_tally(text, line.input, rows.tally(), keeps);
  if (second != nullptr) {
    add_tally(text, line.judge, second->tally(), keeps);
  }
  if (settings.raters) {
    const RaterScatter& raters = *settings.raters;
    const Vad deviation = raters.deviation();
    add(text, "note: one rater scatters by {:.3f}, {:.3f}", deviation.valence, deviation.arousal);
    if (raters.dominance) {
      add(text, ", {:.3f}", deviation.dominance);
    }
    add(text,
        " on the unit scale: {} ratings of items (column {}, {} of them) on the scale {}, {} rows "
        "left out\n",
        raters.ratings, raters.column, raters.items, raters.scale.name(), raters.left_out);
  }
  for (const std::vector<std::string>* notes : {&settings.notes, &result.fitted.notes}) {
    for (const std::string& note : *notes) {
      add(text, "note: {}\n", note);
    }
  }
  for (const std::string& warning :
       warnings_of(line, settings, rows, second,
                   result.second ? result.second->overlap : std::optional<RowOverlap>())) {
    add(text, "warning: {}\n", warning);
  }
  for (const Attribution& each : attributions_of(settings, result)) {
    if (!each.citation.empty()) {
      add(text, "{} rests on: {}\n", each.space, each.citation);
    }
  }
  return text;
}

/// Says it where somebody listens: a closed standard error or pipe changes nothing.
inline void print_summary(const std::string& text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

}  // namespace fit_program
