#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel {

/// How a data set lies in a file, or (affectnet) in a folder of one file a value.
enum class Format : unsigned char { csv, tsv, npy, affectnet };

/// The word for a format in options: "csv", "tsv" and so on.
[[nodiscard]] constexpr std::string_view name(Format format) noexcept {
  constexpr std::array<std::string_view, 4> names{"csv", "tsv", "npy", "affectnet"};
  return names[static_cast<std::size_t>(format)];
}

/// The format that a path tells: by its ending (.csv, .tsv, .tab, .npy), or affectnet for a folder.
[[nodiscard]] inline std::optional<Format> format_of(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Format::affectnet;
  }
  const std::string ending = lower_ascii(path.extension().string());
  if (ending == ".csv") {
    return Format::csv;
  }
  if (ending == ".tsv" || ending == ".tab") {
    return Format::tsv;
  }
  if (ending == ".npy") {
    return Format::npy;
  }
  return std::nullopt;
}

/// The formats of an input and an output. A path that tells its format is believed; `given` fills
/// in for one that does not, and where both tell it is the output's. An output that nothing tells
/// is like the input, an input that nothing tells is csv.
struct FormatPair {
  Format input = Format::csv;   ///< how the input is read
  Format output = Format::csv;  ///< how the output is written
};

/// The formats of input and output: those that were named, else by the ends of the two paths.
[[nodiscard]] inline FormatPair choose_formats(const std::filesystem::path& input,
                                               const std::filesystem::path& output,
                                               std::optional<Format> given) {
  const auto input_tells = format_of(input);
  auto output_tells = format_of(output);
  if (input_tells && output_tells && given) {
    output_tells = given;
  }
  const Format in = input_tells.value_or(given.value_or(Format::csv));
  return {in, output_tells.value_or(given.value_or(in))};
}

}  // namespace tonewheel
