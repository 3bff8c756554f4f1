#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/npy_reader.hpp>

namespace tonewheel {

TONEWHEEL_INLINE NpyReader::NpyReader(const std::filesystem::path& path)
    : file_(path == "-" ? "standard input" : path.string()) {
  try {
    open(path);
    read_header();
    check_matrix();
  } catch (...) {
    if (owned_) {
      ::close(descriptor_);
    }
    throw;
  }
}

TONEWHEEL_INLINE NpyReader::NpyReader(NpyReader&& other) noexcept {
  swap(other);
}

TONEWHEEL_INLINE NpyReader& NpyReader::operator=(NpyReader&& other) noexcept {
  if (this != &other) {
    NpyReader moved(std::move(other));
    swap(moved);
  }
  return *this;
}

TONEWHEEL_INLINE NpyReader::~NpyReader() {
  if (owned_) {
    ::close(descriptor_);
  }
}

TONEWHEEL_INLINE void NpyReader::open(const std::filesystem::path& path) {
  const auto fail = [&](int reason) {
    throw Error({file_, 0, {}}, "cannot be read: " + std::generic_category().message(reason));
  };
  if (path == "-") {
    descriptor_ = STDIN_FILENO;
  } else {
    do {
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
      descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (descriptor_ < 0 && errno == EINTR);
    if (descriptor_ < 0) {
      fail(errno);
    }
    owned_ = true;
  }
  struct stat found{};
  if (::fstat(descriptor_, &found) != 0) {
    fail(errno);
  }
  if (S_ISDIR(found.st_mode)) {
    fail(EISDIR);
  }
  stream_ = !S_ISREG(found.st_mode);
  if (!stream_) {
    const off_t position = ::lseek(descriptor_, 0, SEEK_CUR);
    start_ = position > 0 ? static_cast<std::uint64_t>(position) : 0;
  }
}

TONEWHEEL_INLINE void NpyReader::read_header() {
  std::string bytes(detail::npy_preface, '\0');
  bytes.resize(take(0, bytes.data(), bytes.size()));
  const std::size_t offset = detail::npy_data_offset(bytes, file_);
  bytes.resize(std::max(offset, detail::npy_preface));
  char* const rest = bytes.data() + detail::npy_preface;
  bytes.resize(detail::npy_preface +
               take(detail::npy_preface, rest, bytes.size() - detail::npy_preface));
  header_ = parse_npy_header(bytes, file_);
}

TONEWHEEL_INLINE void NpyReader::check_matrix() {
  const auto& shape = header_.shape;
  if (!detail::is_npy_number(header_.type)) {
    throw Error({file_, 0, {}},
                "found strings (" + detail::npy_type_name(header_.type) + "), expected numbers");
  }
  if (shape.empty() || shape.size() > 2 || (shape.size() == 2 && shape[0] != 0 && shape[1] == 0)) {
    throw Error({file_, 0, {}}, "found the shape " + detail::shape_text(shape) +
                                    ", expected rows and columns: (N, C) or (N,)");
  }
  rows_ = shape[0];
  columns_ = shape.size() == 2 ? shape[1] : 1;
  if (stream_ && header_.fortran_order && columns_ > 1) {
    throw Error({file_, 0, {}},
                "found an array in Fortran order in a pipe, expected C order "
                "(numpy.ascontiguousarray) or a file");
  }
  if (stream_ && rows_ == 0) {
    check_stream_end();
  }
  if (!stream_) {
    struct stat found{};
    if (::fstat(descriptor_, &found) != 0) {
      throw Error({file_, 0, {}}, "cannot be read: " + std::generic_category().message(errno));
    }
    const std::uint64_t size = static_cast<std::uint64_t>(found.st_size) - start_;
    if (size - header_.data_offset != header_.data_bytes()) {
      throw_wrong_size(size - header_.data_offset);
    }
  }
}

TONEWHEEL_INLINE void NpyReader::throw_wrong_size(std::uint64_t found) const {
  throw Error({file_, 0, {}},
              "expected " + std::to_string(header_.data_bytes()) + " bytes of data for the shape " +
                  detail::shape_text(header_.shape) + ", found " + std::to_string(found));
}

TONEWHEEL_INLINE std::size_t NpyReader::take(std::uint64_t offset, char* out, std::size_t size) {
  constexpr std::size_t largest = std::size_t{1} << 30U;
  std::size_t done = 0;
  while (done < size) {
    const std::size_t wanted = std::min(size - done, largest);
    const ssize_t count = stream_ ? ::read(descriptor_, out + done, wanted)
                                  : ::pread(descriptor_, out + done, wanted,
                                            static_cast<off_t>(start_ + offset + done));
    if (count > 0) {
      done += static_cast<std::size_t>(count);
    } else if (count == 0) {
      break;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd wait{descriptor_, POLLIN, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      throw Error({file_, 0, {}}, "cannot be read: " + std::generic_category().message(errno));
    }
  }
  position_ += stream_ ? done : 0;
  return done;
}

TONEWHEEL_INLINE void NpyReader::read_elements(std::uint64_t first, std::size_t count, double* out,
                                               std::size_t stride) {
  const NpyType type = header_.type;
  const std::uint64_t offset = header_.data_offset + first * type.size;
  const auto fetch = [&](std::uint64_t from, char* to, std::size_t size) {
    if (const std::size_t got = take(from, to, size); got < size) {
      throw_wrong_size((stream_ ? position_ : from + got) - header_.data_offset);
    }
  };
  if (stride == 1 && type == NpyType{'f', 8, detail::native_big_endian}) {
    fetch(offset, reinterpret_cast<char*>(out), count * sizeof(double));
    return;
  }
  const std::size_t block = (std::size_t{1} << 18U) / type.size;
  buffer_.resize(std::max(buffer_.size(), std::min(block, count) * type.size));
  for (std::size_t done = 0; done < count;) {
    const std::size_t part = std::min(block, count - done);
    fetch(offset + done * type.size, buffer_.data(), part * type.size);
    detail::widen_npy(buffer_.data(), type, part, out + done * stride, stride);
    done += part;
  }
}

TONEWHEEL_INLINE void NpyReader::check_stream_end() {
  char extra = 0;
  if (take(position_, &extra, 1) != 0) {
    throw Error({file_, 0, {}}, "expected " + std::to_string(header_.data_bytes()) +
                                    " bytes of data for the shape " +
                                    detail::shape_text(header_.shape) + ", found more");
  }
}

TONEWHEEL_INLINE std::size_t NpyReader::read_rows(std::uint64_t first_row, std::span<double> out) {
  if (first_row > rows_) {
    throw Error({file_, 0, {}}, "asked for the rows from " + std::to_string(first_row) +
                                    " on, expected at most " + std::to_string(rows_));
  }
  if (first_row == rows_) {
    return 0;
  }
  if (out.size() < columns_) {
    throw Error({file_, 0, {}}, "found room for " + std::to_string(out.size()) +
                                    " numbers, expected at least a row of " +
                                    std::to_string(columns_));
  }
  const auto columns = static_cast<std::size_t>(columns_);
  const auto rows =
      static_cast<std::size_t>(std::min<std::uint64_t>(rows_ - first_row, out.size() / columns));
  if (stream_ && position_ != header_.data_offset + first_row * columns * header_.type.size) {
    throw Error({file_, 0, {}}, "asked for the rows from " + std::to_string(first_row) +
                                    " on out of order, expected the next rows of the pipe");
  }
  if (header_.fortran_order) {
    for (std::size_t column = 0; column < columns; ++column) {
      read_elements(column * rows_ + first_row, rows, out.data() + column, columns);
    }
  } else {
    read_elements(first_row * columns, rows * columns, out.data(), 1);
  }
  if (stream_ && first_row + rows == rows_) {
    check_stream_end();
  }
  return rows;
}

TONEWHEEL_INLINE void NpyReader::swap(NpyReader& other) noexcept {
  file_.swap(other.file_);
  std::swap(header_, other.header_);
  std::swap(rows_, other.rows_);
  std::swap(columns_, other.columns_);
  std::swap(start_, other.start_);
  std::swap(position_, other.position_);
  buffer_.swap(other.buffer_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(stream_, other.stream_);
}

}  // namespace tonewheel
