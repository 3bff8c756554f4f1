#include "json_text.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

#include "utf8.hpp"

namespace tonewheel::exchange {
namespace {

using Json = nlohmann::json;

constexpr int depth_limit = 8;

}  // namespace

Json parse_json_text(std::string_view text, const std::string& file) {
  std::vector<std::unordered_set<std::string>> open;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > depth_limit) {
      throw Error(Place{file, 0, {}}, "found values more than " + std::to_string(depth_limit) +
                                          " deep in each other, expected fewer");
    }
    if (event == Json::parse_event_t::object_start) {
      open.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      open.pop_back();
    } else if (event == Json::parse_event_t::key &&
               !open.back().insert(parsed.get<std::string>()).second) {
      throw Error(Place{file, 0, {}}, "found the member " + shown(parsed.get<std::string>()) +
                                          " twice in an object, expected it once");
    }
    return true;
  };
  try {
    return Json::parse(text.begin(), text.end(), watch);
  } catch (const Json::exception& error) {
    std::uint64_t row = 0;
    if (const auto* syntax = dynamic_cast<const Json::parse_error*>(&error)) {
      const std::string_view before = text.substr(0, std::min(text.size(), syntax->byte));
      row = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    }
    throw Error(Place{file, row, {}}, "not JSON: " + std::string(error.what()));
  }
}

std::string pointer_to(const std::string& parent, std::string_view member) {
  std::string pointer = parent + "/";
  for (const char c : member) {
    pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return pointer;
}

std::string json_quoted(const std::string& text, const std::string& what) {
  require_utf8(text, what);
  return Json(text).dump();
}

void expected_json(const Json& value, const std::string& what, const std::string& file,
                   const std::string& pointer) {
  throw Error(Place{file, 0, pointer},
              "found " + std::string(value.type_name()) + ", expected " + what);
}

}  // namespace tonewheel::exchange
