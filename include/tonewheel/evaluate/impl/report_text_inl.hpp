#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <tonewheel/evaluate/fit_report.hpp>
#include <tonewheel/evaluate/impl/report_format_inl.hpp>

namespace tonewheel::detail {

/// Writes a report section by section: sentences (report_sentences_inl.hpp) and tables
/// (report_tables_inl.hpp).
class ReportText {
 public:
  explicit ReportText(const FitReport& report)
      : r_(report), rival_(r_.has_votes ? "mean of the votes" : "class frequencies") {}

  std::string run() {
    verdict();
    data();
    table();
    if (r_.has_votes) {
      votes();
    }
    doubts();
    choices();
    classes();
    reliability();
    remarks();
    return text_;
  }

 private:
  void say(const std::string& sentence) { text_ += report_wrapped(sentence); }

  void verdict();

  /// What intervals draw.
  [[nodiscard]] std::string unit() const {
    return r_.groups == 0 ? "block" : r_.units < r_.groups ? "bundle" : "group";
  }

  static std::string upper(std::string text) {
    for (char& c : text) {
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
  }

  void origin();

  void data();

  static bool says_nothing(const PredictionJudge& judge) {
    return judge.n() > 0 && judge.tied() == judge.n();
  }

  void table();

  void estimated_prior(const JudgedPredictor& estimated);

  void votes();

  [[nodiscard]] std::vector<std::string> names_of(const std::vector<std::size_t>& which) const {
    std::vector<std::string> names;
    names.reserve(which.size());
    for (const std::size_t k : which) {
      names.push_back(r_.classes[k]);
    }
    return names;
  }

  void doubts();

  void choices();

  void classes();

  void reliability();

  void remarks();

  const FitReport& r_;
  std::string rival_;
  std::string text_;
};

}  // namespace tonewheel::detail
