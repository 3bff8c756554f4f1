#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>

namespace tonewheel {
namespace detail {

/// Whole numbers by value (of any length), equal ones by text; then other names by their bytes.
inline bool natural_less(std::string_view a, std::string_view b) noexcept {
  const auto key = [](std::string_view id) {
    const bool name = id.find_first_not_of("0123456789") != std::string_view::npos;
    const std::string_view value =
        name ? id : id.substr(std::min(id.find_first_not_of('0'), id.size()));
    return std::tuple(name, name ? 0 : value.size(), value, id);
  };
  return key(a) < key(b);
}

/// The N of every N_val.npy in a folder, in no order; empty where there is no such folder.
inline std::vector<std::string> affectnet_ids(const std::filesystem::path& folder) {
  constexpr std::string_view ending = "_val.npy";
  std::vector<std::string> ids;
  try {
    if (!std::filesystem::exists(folder)) {
      return ids;
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::string name = entry.path().filename().string();
      if (name.size() > ending.size() && name.ends_with(ending) && name.front() != '.') {
        name.resize(name.size() - ending.size());
        ids.push_back(std::move(name));
      }
    }
  } catch (const std::filesystem::filesystem_error& error) {
    throw Error({folder.string(), 0, {}}, "cannot be read: " + error.code().message());
  }
  return ids;
}

}  // namespace detail

TONEWHEEL_INLINE AffectNetFolder list_affectnet(const std::filesystem::path& folder) {
  AffectNetFolder found{folder, detail::affectnet_ids(folder)};
  const std::filesystem::path inner = folder / "annotations";
  std::vector<std::string> inner_ids = detail::affectnet_ids(inner);
  if (found.ids.empty() && inner_ids.empty()) {
    throw Error({folder.string(), 0, {}}, "no file N_val.npy here or in " + inner.string() +
                                              ", expected one for each image of AffectNet");
  }
  if (!found.ids.empty() && !inner_ids.empty()) {
    throw Error({folder.string(), 0, {}}, "files N_val.npy both here and in " + inner.string() +
                                              ", expected them in one of the two");
  }
  if (found.ids.empty()) {
    found = {inner, std::move(inner_ids)};
  }
  std::ranges::sort(found.ids, detail::natural_less);
  return found;
}

TONEWHEEL_INLINE AffectNetItem read_affectnet_item(const AffectNetFolder& folder,
                                                   const std::string& id) {
  const auto read = [&](const char* ending) -> std::optional<NpyScalar> {
    const std::filesystem::path path = folder.annotations / (id + ending);
    std::error_code status;  // a failure other than "not there" is told by the reading
    if (std::filesystem::status(path, status).type() == std::filesystem::file_type::not_found) {
      return std::nullopt;
    }
    return read_npy_scalar(path);
  };
  return {read("_val.npy"), read("_aro.npy"), read("_dom.npy"), read("_exp.npy")};
}

TONEWHEEL_INLINE std::string probability_line(std::span<const double> probabilities) {
  constexpr int digits = 6;
  std::array<char, max_fixed_width(digits)> number{};
  std::string line;
  line.reserve(9 * probabilities.size() + 1);
  for (const double probability : probabilities) {
    if (!line.empty()) {
      line += ',';
    }
    line.append(number.data(), write_fixed(number.data(), probability, digits));
  }
  line += '\n';
  return line;
}

}  // namespace tonewheel
