#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace program {

using Json = nlohmann::ordered_json;

/// A table that a result depends on, and the SHA-256 of its bytes.
struct TableStamp {
  std::string name;
  std::string sha256;
};

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

}  // namespace program
