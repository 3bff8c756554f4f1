#pragma once

#include <optional>
#include <string>

#include <tonewheel/core/error.hpp>

namespace support {

/// The Error an action throws, with its place; nothing if it throws none.
std::optional<tonewheel::Error> error_of(const auto& action) {
  try {
    action();
  } catch (const tonewheel::Error& error) {
    return error;
  }
  return std::nullopt;
}

/// The message of the Error an action throws, or "no Error".
std::string message_of(const auto& action) {
  const auto error = error_of(action);
  return error ? error->what() : "no Error";
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace support
