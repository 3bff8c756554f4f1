#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/input_file.hpp>
#include <tonewheel/dataset/record_source.hpp>

namespace tonewheel {
namespace detail {

/// The delimiter of a table by its format, given or told by its path.
inline char delimiter_of(const std::filesystem::path& path, std::optional<Format> given) {
  const Format format = given ? *given : format_of(path).value_or(Format::csv);
  if (format != Format::csv && format != Format::tsv) {
    throw Error({path.string(), 0, {}}, "found " + std::string(name(format)) +
                                            ", expected a table of csv or tsv (--format)");
  }
  return format == Format::tsv ? '\t' : ',';
}

}  // namespace detail

TONEWHEEL_INLINE RecordSource::RecordSource(std::filesystem::path path,
                                            std::optional<Format> format,
                                            std::optional<Quoting> quoting)
    : path_(std::move(path)), delimiter_(detail::delimiter_of(path_, format)), quoting_(quoting) {
  InputFile file(path_);
  name_ = file.name();
  if (path_ != "-" && file.size()) {
    size_ = *file.size();
    quoting_ = open()->quoting();
    return;
  }
  in_memory_ = true;
  constexpr std::size_t step = std::size_t{1} << 20U;
  std::size_t filled = 0;
  for (std::size_t count = step; count == step; filled += count) {
    bytes_.resize(filled + step);
    count = file.read(std::span(bytes_.data() + filled, step));
    if (count < step) {
      bytes_.resize(filled + count);
    }
  }
  quoting_ = open()->quoting();
}

TONEWHEEL_INLINE std::unique_ptr<RecordReader> RecordSource::open() const {
  const RecordReaderOptions options{.delimiter = delimiter_, .quoting = quoting_};
  if (in_memory_) {
    return std::make_unique<RecordReader>(name_, bytes_, options);
  }
  auto reader = std::make_unique<RecordReader>(path_, options);
  if (reader->input().size() != size_) {
    throw Error({name_, 0, {}}, "changed while it was read");
  }
  return reader;
}

}  // namespace tonewheel
