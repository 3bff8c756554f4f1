#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace tonewheel {

/// Where bad data stands: a file, a data row counted from 1 (the header is not counted; 0 means
/// the file as a whole) and a column by name. Empty parts are unknown.
struct Place {
  std::string file;       ///< its path, or what its reader calls it
  std::uint64_t row = 0;  ///< the data row, from 1; 0: the whole file
  std::string column;     ///< the column's name
};

/// "FILE, row R, column C"; empty for an empty place.
inline std::string describe(const Place& place) {
  std::string text = place.file;
  if (place.row != 0) {
    text += (text.empty() ? "row " : ", row ") + std::to_string(place.row);
  }
  if (!place.column.empty()) {
    text += (text.empty() ? "column " : ", column ") + place.column;
  }
  return text;
}

/// The only exception this library throws on purpose: a caller's mistake or bad data. The message
/// says what was found and what was expected; bad data also carries its place.
class Error : public std::runtime_error {
 public:
  /// A mistake of the caller, in a sentence.
  explicit Error(const std::string& message) : std::runtime_error(message) {}
  /// Bad data: the place stands before the message.
  Error(Place place, const std::string& message)
      : std::runtime_error(describe(place) + (describe(place).empty() ? "" : ": ") + message),
        place_(std::move(place)) {}

  /// Where the data was wrong; empty where the caller was.
  [[nodiscard]] const Place& place() const noexcept { return place_; }

 private:
  Place place_;
};

/// What was asked for cannot be: an option is to be changed, not the data. Programs end with status
/// 2 for it, with 1 for any other error.
class OptionError : public Error {
 public:
  using Error::Error;
};

}  // namespace tonewheel
