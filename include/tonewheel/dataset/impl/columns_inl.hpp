#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/columns.hpp>

namespace tonewheel {
namespace detail {

/// Looks for columns in one header.
class ColumnFinder {
 public:
  ColumnFinder(std::span<const std::string> header, const std::string& file)
      : header_(header), file_(file) {}

  /// The column of this name, nothing if there is none; Error if there are several.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (lower_ascii(header_[i]) == lower_ascii(name)) {
        if (found) {
          throw Error({file_, 0, std::string(name)}, "this column stands twice in the header");
        }
        found = i;
      }
    }
    return found;
  }

  /// The chosen column, or the first known name; notes a guess.
  std::optional<std::size_t> choose(std::string_view role, const std::optional<std::string>& chosen,
                                    std::initializer_list<std::string_view> known,
                                    std::vector<std::string>& guesses) const {
    if (chosen) {
      const auto column = find(*chosen);
      if (!column) {
        throw Error({file_, 0, *chosen},
                    "no such column for " + std::string(role) + "; the header has: " + listed());
      }
      return column;
    }
    for (const std::string_view name : known) {
      if (const auto column = find(name)) {
        guesses.push_back(std::string(role) + " = " + header_[*column]);
        return column;
      }
    }
    return std::nullopt;
  }

  /// As choose; Error where there is none.
  std::size_t require(std::string_view role, const std::optional<std::string>& chosen,
                      std::initializer_list<std::string_view> known,
                      std::vector<std::string>& guesses) const {
    if (const auto column = choose(role, chosen, known, guesses)) {
      return *column;
    }
    throw Error({file_, 0, {}}, "no column looks like " + std::string(role) + ": name it (--" +
                                    std::string(role) + "); the header has: " + listed());
  }

 private:
  [[nodiscard]] std::string listed() const {
    std::string names;
    for (const std::string& name : header_) {
      if (names.size() > 400) {
        return names + ", ...";
      }
      names += (names.empty() ? "" : ", ") + name;
    }
    return names;
  }

  std::span<const std::string> header_;
  const std::string& file_;
};

/// Throws Error where one column would be read as two things.
class ColumnUses {
 public:
  ColumnUses(std::span<const std::string> header, const std::string& file)
      : header_(header), file_(file) {}

  /// "valence", "the weight", "votes": what the column is about to be read as.
  void add(std::size_t column, std::string_view role) {
    for (const auto& [other, first] : uses_) {
      if (other == column) {
        throw Error({file_, 0, header_[column]}, "this column is used twice, as " + first +
                                                     " and as " + std::string(role) +
                                                     ", expected a column for each");
      }
    }
    uses_.emplace_back(column, role);
  }
  [[nodiscard]] bool has(std::size_t column) const {
    return std::any_of(uses_.begin(), uses_.end(),
                       [&](const auto& use) { return use.first == column; });
  }

 private:
  std::span<const std::string> header_;
  const std::string& file_;
  std::vector<std::pair<std::size_t, std::string>> uses_;
};

}  // namespace detail

TONEWHEEL_INLINE Columns find_columns(std::span<const std::string> header,
                                      const ColumnChoice& choice, const std::string& file) {
  if (std::all_of(header.begin(), header.end(),
                  [](const std::string& name) { return parse_number(name).has_value(); })) {
    throw Error({file, 0, {}}, "the first line holds only numbers, expected column names");
  }
  const detail::ColumnFinder finder(header, file);
  Columns columns;
  columns.valence = finder.require(
      "valence", choice.valence,
      {"valence", "v", "val", "pleasure", "valence_mean", "mean_valence", "v.mean.sum", "emoval"},
      columns.guesses);
  columns.arousal = finder.require(
      "arousal", choice.arousal,
      {"arousal", "a", "aro", "activation", "arousal_mean", "mean_arousal", "a.mean.sum", "emoact"},
      columns.guesses);
  detail::ColumnUses uses(header, file);
  uses.add(columns.valence, "valence");
  uses.add(columns.arousal, "arousal");
  // What may be absent is guessed among the columns that nobody named for something else.
  const auto optional = [&](std::string_view role, const std::optional<std::string>& chosen,
                            std::initializer_list<std::string_view> known) {
    std::vector<std::string> guesses;
    std::optional<std::size_t> column = finder.choose(role, chosen, known, guesses);
    if (column && !chosen && uses.has(*column)) {
      column.reset();
      guesses.clear();
    } else if (column) {
      uses.add(*column, role);
    }
    columns.guesses.insert(columns.guesses.end(), guesses.begin(), guesses.end());
    return column;
  };
  columns.dominance = optional(
      "dominance", choice.dominance,
      {"dominance", "d", "dom", "dominance_mean", "mean_dominance", "d.mean.sum", "emodom"});
  columns.label =
      optional("label", choice.label, {"expression", "emotion", "label", "class", "emoclass"});
  return columns;
}

}  // namespace tonewheel
