#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <tonewheel/core/error.hpp>

/// POSIX file descriptors, as OutputFile and StagedFolder use them.
namespace tonewheel::detail {

/// Throws Error: "PATH: WHAT: the system's reason".
[[noreturn]] inline void throw_system_error(const std::filesystem::path& path,
                                            const std::string& what, int reason) {
  throw Error({path.string(), 0, {}}, what + ": " + std::generic_category().message(reason));
}

/// A new name beside the final path: hidden, unique in this process, short enough for any folder.
inline std::filesystem::path partial_path(const std::filesystem::path& final_path) {
  static std::atomic<unsigned> counter{0};
  const std::string name = final_path.filename().string().substr(0, 200);
  return final_path.parent_path() / ("." + name + "." + std::to_string(::getpid()) + "-" +
                                     std::to_string(++counter) + ".partial");
}

/// open(2) for writing; a new file has mode 0666 & ~umask. -1 with errno on failure.
inline int open_for_writing(int folder, const char* path, int flags) noexcept {
  for (;;) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
    const int descriptor = ::openat(folder, path, O_WRONLY | O_CLOEXEC | O_NOCTTY | flags, 0666);
    if (descriptor >= 0 || errno != EINTR) {
      return descriptor;
    }
  }
}

/// All the bytes by `put(data, size, done)`, which is write(2) or pwrite(2); 0 or the errno.
template <class Put>
int put_all(int descriptor, std::string_view bytes, Put put) {
  constexpr std::size_t largest = std::size_t{1} << 30U;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = put(bytes.data() + done, std::min(bytes.size() - done, largest), done);
    if (count > 0) {
      done += static_cast<std::size_t>(count);
    } else if (count == 0) {
      return EIO;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd wait{descriptor, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

/// Appends all the bytes; 0 or the errno.
inline int write_all(int descriptor, std::string_view bytes) {
  return put_all(descriptor, bytes, [&](const char* data, std::size_t size, std::size_t) {
    return ::write(descriptor, data, size);
  });
}

/// close(2); 0 or the errno. An interrupted close has closed the file.
inline int close_descriptor(int descriptor) noexcept {
  return ::close(descriptor) != 0 && errno != EINTR ? errno : 0;
}

/// The path behind symbolic links, the last of which may point to a file that is not there yet.
inline std::filesystem::path follow_links(const std::filesystem::path& path) {
  std::filesystem::path target = std::filesystem::absolute(path);
  for (int links = 0; std::filesystem::is_symlink(std::filesystem::symlink_status(target));
       ++links) {
    if (links == 40) {
      throw_system_error(path, "cannot be written", ELOOP);
    }
    target = target.parent_path() / std::filesystem::read_symlink(target);
  }
  return target;
}

}  // namespace tonewheel::detail
