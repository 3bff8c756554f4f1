#include "zip_archive.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <array>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::exchange {
namespace {

constexpr std::size_t member_count_limit = 100000;

/// Closes the member that is open, also where its bytes end in an Error.
class OpenMember {
 public:
  explicit OpenMember(unzFile archive) : archive_(archive) {}
  OpenMember(const OpenMember&) = delete;
  OpenMember& operator=(const OpenMember&) = delete;
  ~OpenMember() { static_cast<void>(close()); }
  /// UNZ_OK, or UNZ_CRCERROR where the checksum is another.
  int close() {
    const int status = archive_ == nullptr ? UNZ_OK : unzCloseCurrentFile(archive_);
    archive_ = nullptr;
    return status;
  }

 private:
  unzFile archive_;
};

}  // namespace

void ZipArchive::Close::operator()(void* archive) const noexcept {
  unzClose(archive);
}

ZipArchive::ZipArchive(const std::filesystem::path& path)
    : file_(path.string()), archive_(unzOpen64(file_.c_str())) {
  const auto damaged = [&](const std::string& what) { return Error({file_, 0, {}}, what); };
  if (archive_ == nullptr) {
    throw damaged(std::filesystem::exists(path)
                      ? "found no end of a zip archive, expected a whole one"
                      : "cannot be read: no such file");
  }
  int status = unzGoToFirstFile(archive_.get());
  for (std::size_t count = 0; status == UNZ_OK; ++count) {
    if (count == member_count_limit) {
      throw damaged("found more than " + std::to_string(member_count_limit) +
                    " members, expected fewer");
    }
    unz_file_info64 info{};
    unz64_file_pos position{};
    std::string name;
    if (unzGetCurrentFileInfo64(archive_.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) ==
        UNZ_OK) {
      name.resize(info.size_filename);
    }
    if (unzGetCurrentFileInfo64(archive_.get(), &info, name.data(), info.size_filename, nullptr, 0,
                                nullptr, 0) != UNZ_OK ||
        unzGetFilePos64(archive_.get(), &position) != UNZ_OK || name.empty()) {
      throw damaged("member " + std::to_string(count + 1) +
                    " of the zip archive cannot be read, expected a whole archive");
    }
    if (!name.ends_with('/') &&
        !members_.emplace(name, Position{position.pos_in_zip_directory, position.num_of_file})
             .second) {
      throw damaged("found member " + shown(name) + " twice, expected each name once");
    }
    status = unzGoToNextFile(archive_.get());
  }
  if (status != UNZ_END_OF_LIST_OF_FILE) {
    throw damaged("the list of members cannot be read, expected a whole zip archive");
  }
}

std::vector<std::string> ZipArchive::names() const {
  std::vector<std::string> names;
  names.reserve(members_.size());
  for (const auto& [name, position] : members_) {
    names.push_back(name);
  }
  return names;
}

std::string ZipArchive::place(const std::string& name) const {
  return file_ + ", member " + name;
}

std::string ZipArchive::read(const std::string& name, std::size_t limit) const {
  const auto found = members_.find(name);
  if (found == members_.end()) {
    std::string all;
    for (const auto& [other, position] : members_) {
      all += (all.empty() ? "" : ", ") + shown(other);
      if (all.size() > 300) {
        all += ", ...";
        break;
      }
    }
    throw Error({file_, 0, {}}, "found no member " + shown(name) + "; the archive has " +
                                    (all.empty() ? "none" : all));
  }
  const auto fail = [&](const std::string& what) { return Error({place(name), 0, {}}, what); };
  const unz64_file_pos position{found->second.directory, found->second.number};
  unz_file_info64 info{};
  if (unzGoToFilePos64(archive_.get(), &position) != UNZ_OK ||
      unzGetCurrentFileInfo64(archive_.get(), &info, nullptr, 0, nullptr, 0, nullptr, 0) !=
          UNZ_OK) {
    throw fail("the member cannot be found again, expected a whole zip archive");
  }
  if ((info.flag & 1U) != 0) {
    throw fail("found an encrypted member, expected a plain one");
  }
  const auto too_large = [&] {
    return fail("found more than " + std::to_string(limit) + " bytes, expected at most so many");
  };
  if (info.uncompressed_size > limit) {
    throw too_large();
  }
  if (unzOpenCurrentFile(archive_.get()) != UNZ_OK) {
    throw fail("found packing method " + std::to_string(info.compression_method) +
               " or a damaged member, expected a whole one, stored or deflated");
  }
  OpenMember open(archive_.get());
  std::string bytes;
  std::array<char, std::size_t{1} << 15U> block{};
  while (true) {
    const int got =
        unzReadCurrentFile(archive_.get(), block.data(), static_cast<unsigned>(block.size()));
    if (got < 0) {
      throw fail("the packed bytes are damaged or cut short, expected a whole member");
    }
    if (got == 0) {
      break;
    }
    bytes.append(block.data(), static_cast<std::size_t>(got));
    if (bytes.size() > limit) {
      throw too_large();
    }
  }
  if (open.close() != UNZ_OK || bytes.size() != info.uncompressed_size) {
    throw fail("found " + std::to_string(bytes.size()) + " bytes, expected " +
               std::to_string(info.uncompressed_size) + " with the stated checksum");
  }
  return bytes;
}

}  // namespace tonewheel::exchange
