#pragma once

#include <minizip/zip.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// A zip archive of deflated members.
inline void write_zip(const std::filesystem::path& path,
                      const std::vector<std::pair<std::string, std::string>>& members) {
  const auto require = [&](int status) {
    if (status != ZIP_OK) {
      throw std::runtime_error("cannot write " + path.string());
    }
  };
  zipFile archive = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  if (archive == nullptr) {
    require(ZIP_ERRNO);
  }
  for (const auto& [name, bytes] : members) {
    require(zipOpenNewFileInZip64(archive, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr,
                                  Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0));
    require(zipWriteInFileInZip(archive, bytes.data(), static_cast<unsigned>(bytes.size())));
    require(zipCloseFileInZip(archive));
  }
  require(zipClose(archive, nullptr));
}

}  // namespace support
