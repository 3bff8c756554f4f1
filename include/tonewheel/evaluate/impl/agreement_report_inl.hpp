#pragma once

#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/evaluate/evaluate_agreement.hpp>
#include <tonewheel/evaluate/evaluation_report.hpp>

namespace tonewheel {

TONEWHEEL_INLINE std::string report_text(const AgreementEvaluation& found) {
  std::string text = fmt::format("{} units, {} raters, {} different ratings\n", found.units.size(),
                                 found.raters.size(), found.categories.size());
  text += report_text(found.scores);
  text += fmt::format("  {:<24} {:>9}{}\n", "rater", "ratings",
                      found.weighted ? "  correlation    weight" : "");
  for (std::size_t i = 0; i < found.raters.size(); ++i) {
    text += fmt::format("  {:<24} {:>9}", printable(found.raters[i], 24), found.ratings[i]);
    if (found.weighted) {
      const double correlation = found.weighted->correlations[i];
      text +=
          fmt::format("  {:>11} {:>9.6f}",
                      std::isnan(correlation) ? "undefined" : fmt::format("{:.6f}", correlation),
                      found.weighted->weights[i]);
    }
    text += "\n";
  }
  if (found.labels) {
    const VoteCounts& votes = found.labels->counts;
    text += fmt::format(
        "votes: {} units, {} unanimous, {} tied, {} without a majority, {} not rated; mean entropy "
        "{:.6f} nats\n",
        votes.n(), votes.unanimous(), votes.tied(), votes.undecided(), votes.unrated(),
        votes.mean_entropy());
  }
  return text;
}

TONEWHEEL_INLINE JsonValue report_json(const AgreementEvaluation& found) {
  JsonValue report = report_json(found.scores);
  report["units"] = found.units.size();
  JsonValue scored = JsonValue::array();
  for (const std::string& each : found.raters) {
    scored.push_back(each);
  }
  report["columns"]["scored"] = std::move(scored);
  JsonValue categories = JsonValue::array();
  for (const std::string& each : found.categories) {
    categories.push_back(each);
  }
  report["categories"] = std::move(categories);
  JsonValue raters = JsonValue::array();
  for (std::size_t i = 0; i < found.raters.size(); ++i) {
    JsonValue rater = JsonValue::object({{"name", found.raters[i]}, {"ratings", found.ratings[i]}});
    if (found.weighted) {
      rater["correlation"] = found.weighted->correlations[i];
      rater["weight"] = found.weighted->weights[i];
    }
    raters.push_back(std::move(rater));
  }
  report["raters"] = std::move(raters);
  if (found.labels) {
    const VoteCounts& votes = found.labels->counts;
    report["votes"] = JsonValue::object({{"n", votes.n()},
                                         {"unanimous", votes.unanimous()},
                                         {"tied", votes.tied()},
                                         {"undecided", votes.undecided()},
                                         {"unrated", votes.unrated()},
                                         {"mean_entropy", votes.mean_entropy()}});
  }
  return report;
}

TONEWHEEL_INLINE std::string units_csv(const AgreementEvaluation& found) {
  const std::size_t categories = found.categories.size();
  std::string text = "unit";
  if (found.weighted) {
    text += ",weighted";
  }
  if (found.labels) {
    text += ",majority";
    for (const std::string& each : found.categories) {
      text += "," + quote_if_needed("share_" + each, ',');
    }
  }
  text += "\n";
  const auto number = [](double value) { return std::isnan(value) ? "" : number_text(value); };
  for (std::size_t i = 0; i < found.units.size(); ++i) {
    text += quote_if_needed(found.units[i], ',');
    if (found.weighted) {
      text += "," + number(found.weighted->values[i]);
    }
    if (found.labels) {
      const auto& winner = found.labels->majority[i].category;
      text += "," + (winner ? quote_if_needed(found.categories[*winner], ',') : std::string());
      for (std::size_t k = 0; k < categories; ++k) {
        text += "," + number(found.labels->shares[i * categories + k]);
      }
    }
    text += "\n";
  }
  return text;
}

}  // namespace tonewheel
