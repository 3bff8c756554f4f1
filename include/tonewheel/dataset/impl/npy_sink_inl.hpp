#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/npy.hpp>
#include <tonewheel/dataset/npy_sink.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/sink.hpp>

namespace tonewheel {

TONEWHEEL_INLINE NpySink::NpySink(const std::filesystem::path& path, SinkOptions options)
    : file_(path), options_(std::move(options)) {
  static_assert(std::endian::native == std::endian::little, "'<f8' is the machine's own order");
  if (file_.seekable()) {
    file_.write(header(0));
  } else {
    spool_.reset(std::tmpfile());
    if (!spool_) {
      throw Error({path.string(), 0, {}}, "no temporary file to hold the array for the pipe");
    }
  }
}

TONEWHEEL_INLINE void NpySink::format(const Batch& batch, FormattedBlock& out) const {
  if (options_.float_precision) {
    append_bytes(batch.probabilities_float, out.bytes);
  } else {
    append_bytes(batch.probabilities, out.bytes);
  }
}

TONEWHEEL_INLINE void NpySink::write(const FormattedBlock& block) {
  const std::string_view bytes = block.bytes.view();
  rows_ += bytes.size() / row_bytes();
  if (!spool_) {
    file_.write(bytes);
  } else if (std::fwrite(bytes.data(), 1, bytes.size(), spool_.get()) != bytes.size()) {
    throw Error({file_.path().string(), 0, {}}, "the temporary file for the pipe is full");
  }
}

TONEWHEEL_INLINE void NpySink::commit() {
  if (!spool_) {
    file_.write_at(0, header(rows_));
  } else {
    file_.write(header(rows_));
    if (std::fseek(spool_.get(), 0, SEEK_SET) != 0) {
      throw Error({file_.path().string(), 0, {}}, "the temporary file cannot be read back");
    }
    std::string block(std::size_t{1} << 20U, '\0');
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), spool_.get())) {
      file_.write(std::string_view(block).substr(0, count));
    }
    if (std::ferror(spool_.get()) != 0) {
      throw Error({file_.path().string(), 0, {}}, "the temporary file cannot be read back");
    }
  }
  file_.commit();
}

TONEWHEEL_INLINE std::size_t NpySink::row_bytes() const noexcept {
  return element() * options_.classes.size();
}

TONEWHEEL_INLINE std::string NpySink::header(std::uint64_t rows) const {
  const std::array<std::uint64_t, 2> shape{rows, options_.classes.size()};
  return npy_header({'f', element(), false}, false, shape);
}

template <class Real>
void NpySink::append_bytes(const std::vector<Real>& values, ByteBuffer& out) {
  out.append({reinterpret_cast<const char*>(values.data()),  // NOLINT: bytes as they lie
              values.size() * sizeof(Real)});
}

}  // namespace tonewheel
