#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/input_file.hpp>

namespace tonewheel {

TONEWHEEL_INLINE InputFile::InputFile(const std::filesystem::path& path) {
  const bool standard_input = path == "-";
  name_ = standard_input ? "standard input" : path.string();
  descriptor_ = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
    const int reason = descriptor_ >= 0 && S_ISDIR(status.st_mode) ? EISDIR : errno;
    if (descriptor_ > STDIN_FILENO) {
      ::close(descriptor_);
    }
    throw Error({name_, 0, {}}, std::string("cannot be read: ") + std::strerror(reason));
  }
  if (S_ISREG(status.st_mode)) {
    const auto start = standard_input ? ::lseek(descriptor_, 0, SEEK_CUR) : 0;
    size_ = static_cast<std::uint64_t>(status.st_size - start);
  }
}

TONEWHEEL_INLINE InputFile::InputFile(std::string name, std::string_view bytes)
    : name_(std::move(name)), size_(bytes.size()), rest_(bytes) {}

TONEWHEEL_INLINE InputFile::~InputFile() {
  if (descriptor_ > STDIN_FILENO) {
    ::close(descriptor_);
  }
}

TONEWHEEL_INLINE std::size_t InputFile::read(std::span<char> out) {
  std::size_t filled = 0;
  if (descriptor_ < 0) {
    filled = std::min(out.size(), rest_.size());
    std::copy_n(rest_.begin(), filled, out.begin());
    rest_.remove_prefix(filled);
    return filled;
  }
  while (filled < out.size()) {
    const auto count = ::read(descriptor_, out.data() + filled, out.size() - filled);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      throw Error({name_, 0, {}}, std::string("cannot be read: ") + std::strerror(errno));
    }
    if (count == 0) {
      break;
    }
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

}  // namespace tonewheel
