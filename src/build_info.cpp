#include <sha2.h>
#include <sys/types.h>  // before sha2.h, which needs it

#include <array>
#include <cstdint>

#include <tonewheel/core/build_info.hpp>

namespace tonewheel {

std::string_view git_revision() noexcept {
  return TONEWHEEL_REVISION;
}

std::string sha256(std::string_view bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> text{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()),  // NOLINT: bytes as they lie
             bytes.size(), text.data());
  return text.data();
}

}  // namespace tonewheel
