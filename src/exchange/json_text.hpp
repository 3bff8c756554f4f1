#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

/// JSON files of words: parsed with limits, named by pointer in messages.
namespace tonewheel::exchange {

/// Parses a text. Throws Error with the line (row) where it is not JSON, and where a member stands
/// twice in its object or values nest more than eight deep.
[[nodiscard]] nlohmann::json parse_json_text(std::string_view text, const std::string& file);

/// The pointer to a member or element.
[[nodiscard]] std::string pointer_to(const std::string& parent, std::string_view member);

/// The text in quotes and escapes; `what` names it in the Error where it is not UTF-8.
[[nodiscard]] std::string json_quoted(const std::string& text, const std::string& what);

/// Throws Error: "found a number, expected WHAT" at the pointer.
[[noreturn]] void expected_json(const nlohmann::json& value, const std::string& what,
                                const std::string& file, const std::string& pointer);

}  // namespace tonewheel::exchange
