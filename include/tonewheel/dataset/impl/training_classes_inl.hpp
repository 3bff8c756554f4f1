#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/affect/space.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/class_labels.hpp>
#include <tonewheel/dataset/impl/label_cells_inl.hpp>
#include <tonewheel/dataset/training_records.hpp>

namespace tonewheel {

/// Says which words of the data were read as classes of another name.
TONEWHEEL_INLINE void TrainingRecords::note_read_as(const std::vector<std::string>& read_as) {
  if (!read_as.empty()) {
    said_.notes.push_back("read as classes: " + detail::list_names(read_as));
  }
}

/// Leaves the classes that were met, if only those are wanted; positions of classes follow.
TONEWHEEL_INLINE void TrainingRecords::keep_classes(const std::vector<bool>& met,
                                                    std::vector<std::uint32_t>& positions) {
  std::vector<std::string> kept;
  std::vector<std::string> others;
  std::vector<std::uint32_t> moved(classes_.size());
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    moved[k] = static_cast<std::uint32_t>(kept.size());
    (met[k] || options_.all_classes ? kept : others).push_back(classes_[k]);
  }
  for (std::uint32_t& position : positions) {
    if (position < moved.size()) {
      position = moved[position];
    }
  }
  classes_ = std::move(kept);
  if (!others.empty()) {
    said_.notes.push_back("no row is labelled " + detail::list_names(others) +
                          ": not among the classes");
  }
}

TONEWHEEL_INLINE void TrainingRecords::name_vote_classes() {
  const std::vector<std::string>& known = options_.classes;
  Space space;
  for (const std::string& each : known) {
    space.classes.push_back({.name = each});
  }
  const ClassLabels labels(space, false);
  std::vector<bool> met(known.size());
  std::vector<std::string> read_as;
  const std::size_t first = numbers_.size() - options_.labels.names.size();
  for (std::size_t j = first; j < numbers_.size(); ++j) {
    std::string class_name = header_[numbers_[j]];
    if (!options_.labels.prefix.empty()) {
      if (!class_name.starts_with(options_.labels.prefix) || class_name == options_.labels.prefix) {
        throw Error({source_->name(), 0, class_name},
                    "expected a column of votes that begins with " + shown(options_.labels.prefix) +
                        " and the name of a class (--votes-prefix)");
      }
      class_name = class_name.substr(options_.labels.prefix.size());
    }
    if (known.empty()) {
      vote_class_.push_back(static_cast<std::uint32_t>(classes_.size()));
      classes_.push_back(class_name);
      continue;
    }
    const auto exact = std::find(known.begin(), known.end(), class_name);
    const auto found = exact != known.end()
                           ? std::optional(static_cast<std::size_t>(exact - known.begin()))
                           : labels.find(class_name);
    if (!found || met[*found]) {
      throw Error(
          {source_->name(), 0, header_[numbers_[j]]},
          (found ? "a second column of votes for the class " + known[*found]
                 : "found votes for " + shown(class_name)) +
              ", expected one of each of the classes " + detail::list_names(known) +
              (options_.labels.prefix.empty() ? " (--votes-prefix keeps off what names begin with)"
                                              : ""));
    }
    met[*found] = true;
    vote_class_.push_back(static_cast<std::uint32_t>(*found));
    if (lower_ascii(class_name) != lower_ascii(known[*found])) {
      read_as.push_back(class_name + " as " + known[*found]);
    }
  }
  if (!known.empty()) {
    classes_ = known;
    keep_classes(met, vote_class_);
  }
  note_read_as(read_as);
}

/// The labels as classes that are given, or AffectNet's by their codes.
TONEWHEEL_INLINE void TrainingRecords::name_given_classes(const std::vector<std::string>& texts) {
  const bool expression = lower_ascii(header_[labels_.front()]) == "expression";
  Space space;
  for (const std::string& each : classes_) {
    space.classes.push_back({.name = each});
  }
  const ClassLabels labels(space, expression);
  std::vector<bool> met(classes_.size());
  std::vector<std::string> read_as;
  std::size_t first_unknown = texts.size();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& text = texts[i];
    const auto exact = std::find(classes_.begin(), classes_.end(), text);
    const auto found = exact != classes_.end()
                           ? std::optional(static_cast<std::size_t>(exact - classes_.begin()))
                           : labels.find(text);
    if (found) {
      met[*found] = true;
      class_of_.push_back(static_cast<std::uint32_t>(*found));
      // Codes are told once, by the note that they are AffectNet's.
      if (lower_ascii(text) != lower_ascii(classes_[*found]) && !detail::affectnet_code(text)) {
        std::string pair = text;
        pair.append(" as ").append(classes_[*found]);
        if (std::find(read_as.begin(), read_as.end(), pair) == read_as.end()) {
          read_as.push_back(std::move(pair));
        }
      }
      continue;
    }
    const auto code = expression ? detail::affectnet_code(text) : std::nullopt;
    const bool none =
        detail::is_no_label(text) || (code && *code >= detail::first_code_without_emotion);
    class_of_.push_back(none ? no_label : unknown_label);
    if (!none && first_unknown == texts.size()) {
      first_unknown = i;
    }
  }
  given_ = classes_;
  if (first_unknown < texts.size() && std::find(met.begin(), met.end(), true) == met.end()) {
    throw Error({source_->name(), label_rows_[first_unknown], header_[labels_.front()]},
                std::string(name(Fault::unknown_label)) + ": found " + shown(texts[first_unknown]) +
                    ", and no label in any row that is one of the "
                    "classes " +
                    detail::list_names(classes_) + ", expected some");
  }
  keep_classes(met, class_of_);
  note_read_as(read_as);
}

TONEWHEEL_INLINE void TrainingRecords::name_classes() {
  const CellIndex& cells = cells_.front();
  std::vector<std::string> texts;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    texts.push_back(detail::cell_text(cells[i], source_->quoting()));
    if (!detail::is_no_label(texts.back())) {
      labels.push_back(texts.back());
    }
  }
  if (labels.empty()) {
    throw Error({source_->name(), 0, header_[labels_.front()]},
                "no row has a label, expected some");
  }
  const bool codes = lower_ascii(header_[labels_.front()]) == "expression" &&
                     std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
                       return detail::affectnet_code(label).has_value();
                     });
  if (!options_.classes.empty() || codes) {
    classes_ = options_.classes.empty() ? universal().names() : options_.classes;
    if (options_.classes.empty()) {
      said_.notes.push_back("the labels of the column " + header_[labels_.front()] +
                            " are read as AffectNet's codes, 8 to 10 as no label");
    }
    name_given_classes(texts);
    return;
  }
  detail::sort_labels(labels);
  classes_ = std::move(labels);
  for (const std::string& text : texts) {
    const auto found = std::find(classes_.begin(), classes_.end(), text);
    class_of_.push_back(
        found == classes_.end() ? no_label : static_cast<std::uint32_t>(found - classes_.begin()));
  }
}

TONEWHEEL_INLINE void TrainingRecords::name_keys(std::size_t key) {
  const CellIndex& cells = cells_[1 + key];
  std::vector<std::string> texts;
  texts.reserve(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    texts.push_back(detail::cell_text(cells[i], source_->quoting()));
  }
  std::vector<std::string> names = texts;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (!names.empty() && names.front().empty()) {
    names.erase(names.begin());
  }
  std::vector<std::uint32_t>& numbers = key_of_.emplace_back();
  for (const std::string& text : texts) {
    const auto found = std::lower_bound(names.begin(), names.end(), text);
    numbers.push_back(text.empty() ? no_label : static_cast<std::uint32_t>(found - names.begin()));
  }
  key_names_.push_back(std::move(names));
}

}  // namespace tonewheel
