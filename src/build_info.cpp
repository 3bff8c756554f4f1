#include <nettle/sha2.h>

#include <array>
#include <cstdint>

#include <tonewheel/core/build_info.hpp>

namespace tonewheel {

std::string_view git_revision() noexcept {
  return TONEWHEEL_REVISION;
}

std::string sha256(std::string_view bytes) {
  sha256_ctx context{};
  sha256_init(&context);
  sha256_update(&context, bytes.size(),
                reinterpret_cast<const std::uint8_t*>(bytes.data()));  // NOLINT: bytes as they lie
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += digits[byte >> 4U];
    text += digits[byte & 0xfU];
  }
  return text;
}

}  // namespace tonewheel
