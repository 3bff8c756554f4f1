#include <nettle/sha2.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/sha256.hpp>

namespace tonewheel {

std::string_view git_revision() noexcept {
  return TONEWHEEL_REVISION;
}

namespace {

void update(sha256_ctx& context, std::string_view bytes) {
  sha256_update(&context, bytes.size(),
                reinterpret_cast<const std::uint8_t*>(bytes.data()));  // NOLINT: bytes as they lie
}

std::string finish(sha256_ctx& context) {
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

}  // namespace

/// Of the compiled library: Nettle uses the processor's instructions for it, several times as fast.
std::string sha256(std::string_view bytes) {
  sha256_ctx context{};
  sha256_init(&context);
  update(context, bytes);
  return finish(context);
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::vector<char> buffer(std::size_t{1} << 18U);
  sha256_ctx context{};
  sha256_init(&context);
  while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())),
         stream.gcount() > 0) {
    update(context, {buffer.data(), static_cast<std::size_t>(stream.gcount())});
  }
  if (!stream.eof()) {
    throw Error({path.string(), 0, {}}, "cannot be read");
  }
  return finish(context);
}

}  // namespace tonewheel
