#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/descriptor.hpp>
#include <tonewheel/dataset/output_file.hpp>

namespace tonewheel {

TONEWHEEL_INLINE OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)) {
  struct stat found{};
  if (path_ == "-" || path_ == "/dev/stdout") {
    descriptor_ = STDOUT_FILENO;
  } else if (path_.empty()) {
    throw Error("an empty output path, expected a file name or \"-\"");
  } else if (::stat(path_.c_str(), &found) == 0 && S_ISDIR(found.st_mode)) {
    detail::throw_system_error(path_, "cannot be written", EISDIR);
  } else if (::stat(path_.c_str(), &found) != 0 || S_ISREG(found.st_mode)) {
    open_partial();
    return;
  } else {
    owned_ = true;
    descriptor_ = detail::open_for_writing(AT_FDCWD, path_.c_str(), 0);
    if (descriptor_ < 0) {
      detail::throw_system_error(path_, "cannot be written", errno);
    }
  }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
  const int flags = ::fcntl(descriptor_, F_GETFL);
  if (flags < 0) {
    detail::throw_system_error(path_, "cannot be written", errno);
  }
  const off_t position = ::lseek(descriptor_, 0, SEEK_CUR);
  seekable_ = position >= 0 && (flags & O_APPEND) == 0;
  base_ = position >= 0 ? static_cast<std::uint64_t>(position) : 0;
}

TONEWHEEL_INLINE void OutputFile::open_partial() {
  try {
    target_ = detail::follow_links(path_);
  } catch (const std::filesystem::filesystem_error& error) {
    detail::throw_system_error(path_, "cannot be written", error.code().value());
  }
  struct stat replaced{};
  const bool exists = ::stat(target_.c_str(), &replaced) == 0;
  if (!exists && errno != ENOENT) {
    detail::throw_system_error(path_, "cannot be written", errno);
  }
  if (exists && ::faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0) {
    detail::throw_system_error(path_, "exists and cannot be replaced", errno);
  }
  if (!target_.has_filename()) {
    detail::throw_system_error(path_, "expected a file name", EISDIR);
  }
  do {
    partial_ = detail::partial_path(target_);
    descriptor_ = detail::open_for_writing(AT_FDCWD, partial_.c_str(), O_CREAT | O_EXCL);
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) {
    const int reason = errno;
    partial_.clear();
    detail::throw_system_error(
        path_, "no file can be created in the folder " + target_.parent_path().string(), reason);
  }
  if (exists) {
    static_cast<void>(::fchmod(descriptor_, replaced.st_mode & 0777U));
  }
  owned_ = true;
  seekable_ = true;
}

TONEWHEEL_INLINE OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this != &other) {
    OutputFile moved(std::move(other));
    swap(moved);
  }
  return *this;
}

TONEWHEEL_INLINE void OutputFile::write(std::string_view bytes) {
  require_open();
  if (const int reason = detail::write_all(descriptor_, bytes); reason != 0) {
    failed_ = true;
    detail::throw_system_error(path_, "cannot be written", reason);
  }
  size_ += bytes.size();
}

TONEWHEEL_INLINE void OutputFile::write_at(std::uint64_t offset, std::string_view bytes) {
  require_open();
  if (!seekable_) {
    throw Error({path_.string(), 0, {}},
                "this output cannot go back to byte " + std::to_string(offset) +
                    ", expected a file (a pipe or terminal only takes bytes in order)");
  }
  if (offset > size_ || bytes.size() > size_ - offset) {
    throw Error({path_.string(), 0, {}}, "bytes " + std::to_string(offset) + " and the " +
                                             std::to_string(bytes.size()) +
                                             " from there, expected a part of the " +
                                             std::to_string(size_) + " bytes already written");
  }
  const auto put = [&](const char* data, std::size_t size, std::size_t done) {
    return ::pwrite(descriptor_, data, size, static_cast<off_t>(base_ + offset + done));
  };
  if (const int reason = detail::put_all(descriptor_, bytes, put); reason != 0) {
    failed_ = true;
    detail::throw_system_error(path_, "cannot be written", reason);
  }
}

TONEWHEEL_INLINE void OutputFile::commit() {
  require_open();
  if (failed_) {
    throw Error({path_.string(), 0, {}}, "not completed: an earlier write failed");
  }
  const int closed = owned_ ? detail::close_descriptor(descriptor_) : 0;
  descriptor_ = -1;
  if (closed != 0) {
    detail::throw_system_error(path_, "cannot be written", closed);
  }
  if (!partial_.empty()) {
    if (::rename(partial_.c_str(), target_.c_str()) != 0) {
      detail::throw_system_error(path_, "the complete file cannot be given this name", errno);
    }
    partial_.clear();
  }
}

TONEWHEEL_INLINE void OutputFile::require_open() const {
  if (descriptor_ < 0) {
    throw Error({path_.string(), 0, {}}, "this output is complete or was moved from");
  }
}

TONEWHEEL_INLINE void OutputFile::swap(OutputFile& other) noexcept {
  path_.swap(other.path_);
  target_.swap(other.target_);
  partial_.swap(other.partial_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(seekable_, other.seekable_);
  std::swap(failed_, other.failed_);
  std::swap(base_, other.base_);
  std::swap(size_, other.size_);
}

TONEWHEEL_INLINE void OutputFile::discard() noexcept {
  if (descriptor_ >= 0 && owned_) {
    ::close(descriptor_);
  }
  if (!partial_.empty()) {
    ::unlink(partial_.c_str());
  }
  descriptor_ = -1;
  partial_.clear();
}

}  // namespace tonewheel
