#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/core/table_stamp.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace program {

using Json = nlohmann::ordered_json;

using tonewheel::JsonValue;
using tonewheel::TableStamp;

/// The text of a report, in many lines or (indent -1) in one. Throws Error on a text in it that is
/// not UTF-8, such as a file's name.
inline std::string json_line(const Json& json, int indent = -1) {
  try {
    return json.dump(indent);
  } catch (const Json::exception&) {
    throw tonewheel::Error(
        "the report: found a text that is not UTF-8, such as a file's name, expected UTF-8");
  }
}
inline std::string json_text(const Json& json) {
  return json_line(json, 2) + "\n";
}

/// What a reader needs to repeat a result: version, revision, instruction set, model or metric,
/// tables and options.
inline Json stamp(const std::string& model, const std::vector<TableStamp>& tables, Json options) {
  Json list = Json::array();
  for (const TableStamp& table : tables) {
    list.push_back({{"name", table.name}, {"sha256", table.sha256}});
  }
  return {{"version", tonewheel::version},  {"revision", tonewheel::git_revision()},
          {"isa", tonewheel::kernel_isa()}, {"model", model},
          {"tables", std::move(list)},      {"options", std::move(options)}};
}

/// The same beside a report of the library.
inline JsonValue stamp_json(const std::string& model, const std::vector<TableStamp>& tables,
                            JsonValue options) {
  JsonValue list = JsonValue::array();
  for (const TableStamp& table : tables) {
    list.push_back(JsonValue::object({{"name", table.name}, {"sha256", table.sha256}}));
  }
  return JsonValue::object({{"version", tonewheel::version},
                            {"revision", tonewheel::git_revision()},
                            {"isa", tonewheel::kernel_isa()},
                            {"model", model},
                            {"tables", std::move(list)},
                            {"options", std::move(options)}});
}

/// A state inside a report: tonewheel-merge reads it back.
inline JsonValue state_json(const tonewheel::State& state) {
  return tonewheel::StateValue::parse(state.text());
}

}  // namespace program
