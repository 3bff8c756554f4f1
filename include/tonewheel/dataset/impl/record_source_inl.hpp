#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/input_file.hpp>
#include <tonewheel/dataset/record_source.hpp>

namespace tonewheel {

TONEWHEEL_INLINE RecordSource::RecordSource(std::filesystem::path path, char delimiter)
    : path_(std::move(path)), delimiter_(delimiter) {
  InputFile file(path_);
  name_ = file.name();
  if (path_ != "-" && file.size()) {
    size_ = *file.size();
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
}

TONEWHEEL_INLINE std::unique_ptr<RecordReader> RecordSource::open() const {
  const RecordReaderOptions options{.delimiter = delimiter_};
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
