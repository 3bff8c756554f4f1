#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <tonewheel/core/sha256.hpp>

namespace tonewheel {

namespace detail {

/// FIPS 180-4, section 4.2.2: the first 32 bits of the fractions of the primes' cube roots.
inline constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U,
    0xab1c5ed5U, 0xd807aa98U, 0x12835b01U, 0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU,
    0x9bdc06a7U, 0xc19bf174U, 0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU, 0x2de92c6fU,
    0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU, 0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U,
    0xc6e00bf3U, 0xd5a79147U, 0x06ca6351U, 0x14292967U, 0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU,
    0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U, 0xa2bfe8a1U, 0xa81a664bU,
    0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U, 0x19a4c116U,
    0x1e376c08U, 0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U,
    0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U, 0x90befffaU, 0xa4506cebU, 0xbef9a3f7U,
    0xc67178f2U};

/// Section 6.2.2: one block of 64 bytes, as 16 big-endian words.
inline void sha256_block(std::array<std::uint32_t, 8>& state, std::array<std::uint32_t, 64>& w) {
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t a = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3U);
    const std::uint32_t b = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10U);
    w[t] = b + w[t - 7] + a + w[t - 16];
  }
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                ((e & f) ^ (~e & g)) + sha256_constants[t] + w[t];
    const std::uint32_t second =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const std::array<std::uint32_t, 8> added{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) {
    state[i] += added[i];
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::string sha256(std::string_view bytes) {
  std::array<std::uint32_t, 8> state{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                     0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
  // Behind the bytes: a bit, zeros, and the number of bits in the last 8 bytes of a block.
  const std::uint64_t bits = static_cast<std::uint64_t>(bytes.size()) * 8;
  const std::size_t blocks = (bytes.size() + 8) / 64 + 1;
  const auto byte_at = [&](std::size_t i) -> std::uint32_t {
    if (i < bytes.size()) {
      return static_cast<unsigned char>(bytes[i]);
    }
    if (i == bytes.size()) {
      return 0x80U;
    }
    const std::size_t behind = blocks * 64 - 1 - i;
    return behind < 8 ? static_cast<std::uint32_t>((bits >> (8 * behind)) & 0xffU) : 0U;
  };
  for (std::size_t block = 0; block < blocks; ++block) {
    std::array<std::uint32_t, 64> words{};
    for (std::size_t t = 0; t < 16; ++t) {
      const std::size_t i = block * 64 + 4 * t;
      words[t] = byte_at(i) << 24U | byte_at(i + 1) << 16U | byte_at(i + 2) << 8U | byte_at(i + 3);
    }
    detail::sha256_block(state, words);
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint32_t word : state) {
    for (unsigned shift = 32; shift > 0; shift -= 4) {
      text += digits[word >> (shift - 4) & 0xfU];
    }
  }
  return text;
}

}  // namespace tonewheel
