#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/descriptor.hpp>
#include <tonewheel/dataset/staged_folder.hpp>

namespace tonewheel {

TONEWHEEL_INLINE StagedFolder::StagedFolder(std::filesystem::path path) : path_(std::move(path)) {
  if (path_.empty()) {
    throw Error("an empty output path, expected a folder name");
  }
  try {
    target_ = std::filesystem::weakly_canonical(std::filesystem::absolute(path_));
    if (!target_.has_filename()) {
      target_ = target_.parent_path();
    }
    if (std::filesystem::exists(std::filesystem::symlink_status(target_)) &&
        !(std::filesystem::is_directory(target_) && std::filesystem::is_empty(target_))) {
      throw Error({path_.string(), 0, {}}, "exists, expected a new name or an empty folder");
    }
  } catch (const std::filesystem::filesystem_error& error) {
    detail::throw_system_error(path_, "cannot be written", error.code().value());
  }
  bool made = false;
  do {
    partial_ = detail::partial_path(target_);
    made = ::mkdir(partial_.c_str(), 0777) == 0;
  } while (!made && errno == EEXIST);
  if (!made) {
    const int reason = errno;
    detail::throw_system_error(
        path_, "no folder can be created in " + target_.parent_path().string(), reason);
  }
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
  descriptor_ = ::open(partial_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ < 0) {
    const int reason = errno;
    discard();
    detail::throw_system_error(path_, "cannot be written", reason);
  }
}

TONEWHEEL_INLINE StagedFolder& StagedFolder::operator=(StagedFolder&& other) noexcept {
  if (this != &other) {
    StagedFolder moved(std::move(other));
    swap(moved);
  }
  return *this;
}

TONEWHEEL_INLINE void StagedFolder::write(std::string_view file_name, std::string_view bytes) {
  require_open();
  if (file_name.empty() || file_name == "." || file_name == ".." ||
      file_name.find_first_of(std::string_view("/\0", 2)) != std::string_view::npos) {
    throw Error({path_.string(), 0, {}},
                "found the file name " + shown(file_name) + ", expected a plain name");
  }
  const std::string name(file_name);
  const int file = detail::open_for_writing(descriptor_, name.c_str(), O_CREAT | O_EXCL);
  int reason = file < 0 ? errno : detail::write_all(file, bytes);
  if (file >= 0) {
    const int closed = detail::close_descriptor(file);
    reason = reason != 0 ? reason : closed;
  }
  if (reason != 0) {
    failed_ = true;
    detail::throw_system_error(path_ / name, "cannot be written", reason);
  }
}

TONEWHEEL_INLINE void StagedFolder::commit() {
  require_open();
  if (failed_) {
    throw Error({path_.string(), 0, {}}, "not completed: an earlier write failed");
  }
  if (::rename(partial_.c_str(), target_.c_str()) != 0) {
    detail::throw_system_error(path_, "the complete folder cannot be given this name", errno);
  }
  partial_.clear();
  discard();
}

TONEWHEEL_INLINE void StagedFolder::require_open() const {
  if (partial_.empty()) {
    throw Error({path_.string(), 0, {}}, "this folder is complete or was moved from");
  }
}

TONEWHEEL_INLINE void StagedFolder::swap(StagedFolder& other) noexcept {
  path_.swap(other.path_);
  target_.swap(other.target_);
  partial_.swap(other.partial_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(failed_, other.failed_);
}

TONEWHEEL_INLINE void StagedFolder::discard() noexcept {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
  if (!partial_.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(partial_, ignored);
  }
  descriptor_ = -1;
  partial_.clear();
}

}  // namespace tonewheel
