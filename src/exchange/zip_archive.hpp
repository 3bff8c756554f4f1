#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tonewheel::exchange {

/// A member may be this large, unpacked.
inline constexpr std::size_t zip_member_limit = std::size_t{64} << 20U;

/// A zip archive (.npz, .xlsx, .zip), opened for reading. One thread at a time.
class ZipArchive {
 public:
  /// Throws Error where the file is not a whole zip archive, a name stands in it twice, or there
  /// are more than 100,000 members.
  explicit ZipArchive(const std::filesystem::path& path);

  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  /// Members that are no folders, sorted.
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] bool has(const std::string& name) const { return members_.contains(name); }

  /// "FILE, member NAME" for messages.
  [[nodiscard]] std::string place(const std::string& name) const;
  /// The bytes of a member. Throws Error where there is none of the name, where it is larger than
  /// `limit`, encrypted, packed in a way that is not known, or fails its checksum.
  [[nodiscard]] std::string read(const std::string& name,
                                 std::size_t limit = zip_member_limit) const;

 private:
  struct Position {
    std::uint64_t directory = 0;
    std::uint64_t number = 0;
  };
  struct Close {
    void operator()(void* archive) const noexcept;
  };

  std::string file_;
  std::unique_ptr<void, Close> archive_;
  std::map<std::string, Position> members_;
};

}  // namespace tonewheel::exchange
