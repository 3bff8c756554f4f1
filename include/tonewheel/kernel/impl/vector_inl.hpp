#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

// The narrowest header of intrinsics that will do: <immintrin.h> alone takes a quarter of the time
// of Eigen/Dense to compile.
#if defined(__AVX__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/// The widest vectors of the instruction set that this file is compiled for, by the vector
/// extensions of g++ and clang++. Every instruction set has a namespace of its own, so that code
/// compiled with other flags is never taken for it.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define TONEWHEEL_VECTOR_BYTES 64
#elif defined(__AVX2__) && defined(__FMA__)
#define TONEWHEEL_VECTOR_BYTES 32
#else
#define TONEWHEEL_VECTOR_BYTES 16
#endif
#ifndef TONEWHEEL_ISA
#if TONEWHEEL_VECTOR_BYTES == 64
#define TONEWHEEL_ISA header_avx512
#elif TONEWHEEL_VECTOR_BYTES == 32
#define TONEWHEEL_ISA header_avx2
#else
#define TONEWHEEL_ISA header_baseline
#endif
#endif

// Plain arrays: functions of std::array would be shared symbols here.
// NOLINTBEGIN(modernize-avoid-c-arrays)
namespace tonewheel::kernel::TONEWHEEL_ISA {

inline constexpr std::size_t vector_bytes = TONEWHEEL_VECTOR_BYTES;

using Doubles = double __attribute__((vector_size(vector_bytes)));
using Floats = float __attribute__((vector_size(vector_bytes)));
using Longs = std::int64_t __attribute__((vector_size(vector_bytes)));
using Ints = std::int32_t __attribute__((vector_size(vector_bytes)));
using Words = std::uint64_t __attribute__((vector_size(vector_bytes)));
using Bytes = std::uint8_t __attribute__((vector_size(vector_bytes)));

using Halves = std::uint32_t __attribute__((vector_size(vector_bytes)));
using Quarters = std::uint16_t __attribute__((vector_size(vector_bytes)));

template <class Vector>
inline constexpr std::size_t lanes = 0;
template <>
inline constexpr std::size_t lanes<Doubles> = vector_bytes / sizeof(double);
template <>
inline constexpr std::size_t lanes<Floats> = vector_bytes / sizeof(float);

template <class Vector, class Real>
inline Vector load(const Real* from) noexcept {
  Vector v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

/// The first `count` lanes from memory, which need not go on behind them; 0 in the others.
inline Doubles load_first(const double* from, std::size_t count) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1U << count) - 1U), from);
#elif TONEWHEEL_VECTOR_BYTES == 32
  const Longs lane = {0, 1, 2, 3};
  return _mm256_maskload_pd(from,
                            reinterpret_cast<__m256i>(lane < static_cast<std::int64_t>(count)));
#else
  Doubles v = {};
  for (std::size_t i = 0; i < count; ++i) {
    v[i] = from[i];
  }
  return v;
#endif
}

template <class Vector, class Real>
inline void store(Real* to, Vector v) noexcept {
  std::memcpy(to, &v, sizeof v);
}

/// The number in every lane. Less zero, not plus zero: -0 + 0 is 0, so the addition would stay.
template <class Vector, class Real>
inline Vector broadcast(Real number) noexcept {
  return number - Vector{};
}

inline Words broadcast_word(std::uint64_t word) noexcept {
  return word + Words{};
}

/// The larger of each lane; b where a is NaN. With a mask of all lanes, since g++ 12 warns of its
/// own header's form without one.
inline Doubles larger(Doubles a, Doubles b) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_maskz_max_pd(0xff, a, b);
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_max_pd(a, b);
#elif defined(__SSE2__)
  return _mm_max_pd(a, b);
#else
  return a > b ? a : b;
#endif
}
inline Floats larger(Floats a, Floats b) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_maskz_max_ps(0xffff, a, b);
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_max_ps(a, b);
#elif defined(__SSE2__)
  return _mm_max_ps(a, b);
#else
  return a > b ? a : b;
#endif
}

inline Doubles square_root(Doubles v) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_maskz_sqrt_pd(0xff, v);
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_sqrt_pd(v);
#elif defined(__SSE2__)
  return _mm_sqrt_pd(v);
#else
  Doubles out;
  for (std::size_t i = 0; i < lanes<Doubles>; ++i) {
    out[i] = __builtin_sqrt(v[i]);
  }
  return out;
#endif
}

/// a x b + c, rounded once where the instruction set can. Spelled out, since a compiler left to
/// fuse by itself does so differently in different places, and a row's bits would depend on its
/// place.
inline Doubles multiply_add(Doubles a, Doubles b, Doubles c) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_fmadd_pd(a, b, c);
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_fmadd_pd(a, b, c);
#else
  return a * b + c;
#endif
}
inline Floats multiply_add(Floats a, Floats b, Floats c) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_fmadd_ps(a, b, c);
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_fmadd_ps(a, b, c);
#else
  return a * b + c;
#endif
}

/// Two vectors of doubles rounded to one of floats, a first.
inline Floats narrow(Doubles a, Doubles b) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_cvtpd_ps(a)), _mm512_cvtpd_ps(b), 1);
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_set_m128(_mm256_cvtpd_ps(b), _mm256_cvtpd_ps(a));
#elif defined(__SSE2__)
  return _mm_movelh_ps(_mm_cvtpd_ps(a), _mm_cvtpd_ps(b));
#else
  Floats out;
  for (std::size_t i = 0; i < lanes<Doubles>; ++i) {
    out[i] = static_cast<float>(a[i]);
    out[i + lanes<Doubles>] = static_cast<float>(b[i]);
  }
  return out;
#endif
}

/// The first (Half = 0) or second half of a vector of floats as doubles.
template <std::size_t Half, std::size_t... Lane>
inline Doubles widen(Floats v, std::index_sequence<Lane...>) noexcept {
  return __builtin_convertvector(__builtin_shufflevector(v, v, (Half * lanes<Doubles> + Lane)...),
                                 Doubles);
}
template <std::size_t Half>
inline Doubles widen(Floats v) noexcept {
  return widen<Half>(v, std::make_index_sequence<lanes<Doubles>>());
}

/// The products of the lanes' low halves.
inline Words multiply_low(Words a, Words b) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return reinterpret_cast<Words>(
      _mm512_mul_epu32(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif TONEWHEEL_VECTOR_BYTES == 32
  return reinterpret_cast<Words>(
      _mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<Words>(
      _mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  return (a & 0xffffffffU) * (b & 0xffffffffU);
#endif
}

/// The sum of each lane's bytes.
inline Words sum_of_bytes(Words v) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return reinterpret_cast<Words>(
      _mm512_sad_epu8(reinterpret_cast<__m512i>(v), _mm512_setzero_si512()));
#elif TONEWHEEL_VECTOR_BYTES == 32
  return reinterpret_cast<Words>(
      _mm256_sad_epu8(reinterpret_cast<__m256i>(v), _mm256_setzero_si256()));
#elif defined(__SSE2__)
  return reinterpret_cast<Words>(_mm_sad_epu8(reinterpret_cast<__m128i>(v), _mm_setzero_si128()));
#else
  const Words twos = (v & 0x00ff00ff00ff00ffU) + (v >> 8U & 0x00ff00ff00ff00ffU);
  return twos * 0x0001000100010001U >> 48U;
#endif
}

/// Whether a lane is at most `limit`.
inline bool any_at_most(Doubles v, double limit) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_cmp_pd_mask(v, _mm512_set1_pd(limit), _CMP_LE_OQ) != 0;
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_movemask_pd(_mm256_cmp_pd(v, _mm256_set1_pd(limit), _CMP_LE_OQ)) != 0;
#elif defined(__SSE2__)
  return _mm_movemask_pd(_mm_cmple_pd(v, _mm_set1_pd(limit))) != 0;
#else
  bool any = false;
  for (std::size_t i = 0; i < lanes<Doubles>; ++i) {
    any = any || v[i] <= limit;
  }
  return any;
#endif
}

/// Whether a lane's highest bit is set.
inline bool any_lane(Longs v) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_movepi64_mask(reinterpret_cast<__m512i>(v)) != 0;
#elif TONEWHEEL_VECTOR_BYTES == 32
  return _mm256_movemask_pd(reinterpret_cast<__m256d>(v)) != 0;
#elif defined(__SSE2__)
  return _mm_movemask_pd(reinterpret_cast<__m128d>(v)) != 0;
#else
  bool any = false;
  for (std::size_t i = 0; i < lanes<Doubles>; ++i) {
    any = any || v[i] < 0;
  }
  return any;
#endif
}

/// Bit i: the highest bit of byte i.
inline std::uint64_t lane_bits(Bytes v) noexcept {
#if TONEWHEEL_VECTOR_BYTES == 64
  return _mm512_movepi8_mask(reinterpret_cast<__m512i>(v));
#elif TONEWHEEL_VECTOR_BYTES == 32
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(reinterpret_cast<__m256i>(v)));
#elif defined(__SSE2__)
  return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(v)));
#else
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < vector_bytes; ++i) {
    bits |= std::uint64_t{static_cast<std::uint8_t>(v[i] >> 7U)} << i;
  }
  return bits;
#endif
}

/// How many bits are set. Spelled out where the instruction set has no count: the compiler would
/// call a function.
inline std::uint32_t ones(std::uint64_t bits) noexcept {
#if defined(__SSE2__) && !defined(__POPCNT__)
  bits -= bits >> 1U & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2U & 0x3333333333333333U);
  bits = (bits + (bits >> 4U)) & 0x0f0f0f0f0f0f0f0fU;
  return static_cast<std::uint32_t>(bits * 0x0101010101010101U >> 56U);
#else
  return static_cast<std::uint32_t>(__builtin_popcountll(bits));
#endif
}

/// Swaps the off-diagonal blocks of Step x Step lanes of two vectors Step rows apart.
template <std::size_t Step, class Vector, std::size_t... Lane>
inline void exchange(Vector& a, Vector& b, std::index_sequence<Lane...>) noexcept {
  constexpr std::size_t n = sizeof...(Lane);
  const Vector low =
      __builtin_shufflevector(a, b, ((Lane & Step) == 0 ? Lane : Lane - Step + n)...);
  b = __builtin_shufflevector(a, b, ((Lane & Step) == 0 ? Lane + Step : Lane + n)...);
  a = low;
}

/// Transposes the Size x Size blocks that lie side by side in Size vectors.
template <std::size_t Size, std::size_t Step = 1, class Vector>
inline void transpose(Vector* rows) noexcept {
  if constexpr (Step < Size) {
#pragma GCC unroll 16
    for (std::size_t i = 0; i < Size; ++i) {
      if ((i & Step) == 0) {
        exchange<Step>(rows[i], rows[i + Step], std::make_index_sequence<lanes<Vector>>());
      }
    }
    transpose<Size, 2 * Step>(rows);
  }
}

/// Axis Axis of as many dense rows of Dim (2 or 3) numbers as Vector has lanes; the rows lie in Dim
/// vectors.
template <std::size_t Axis, std::size_t Dim, class Vector, std::size_t... Lane>
inline Vector axis_of(const Vector (&rows)[Dim], std::index_sequence<Lane...>) noexcept {
  constexpr std::size_t n = sizeof...(Lane);
  const Vector early = __builtin_shufflevector(
      rows[0], rows[1], (Dim * Lane + Axis < 2 * n ? Dim * Lane + Axis : 0)...);
  if constexpr (Dim == 2) {
    return early;
  } else {
    return __builtin_shufflevector(early, rows[2],
                                   (Dim * Lane + Axis < 2 * n ? Lane : Dim * Lane + Axis - n)...);
  }
}

/// As many dense rows of Dim (2 or 3) numbers as Vector has lanes, axis by axis.
template <std::size_t Dim, class Vector, class Real>
inline void load_dense(const Real* from, Vector (&axes)[Dim]) noexcept {
  constexpr auto every = std::make_index_sequence<lanes<Vector>>();
  Vector rows[Dim];
#pragma GCC unroll 3
  for (std::size_t d = 0; d < Dim; ++d) {
    rows[d] = load<Vector>(from + d * lanes<Vector>);
  }
  axes[0] = axis_of<0>(rows, every);
  axes[1] = axis_of<1>(rows, every);
  if constexpr (Dim == 3) {
    axes[2] = axis_of<2>(rows, every);
  }
}

/// Lanes [First, First + Size) to memory.
template <std::size_t First, class Real, class Vector, std::size_t... Lane>
inline void store_lanes(Real* to, Vector v, std::index_sequence<Lane...>) noexcept {
  if constexpr (sizeof...(Lane) == lanes<Vector>) {
    store(to, v);
  } else {
    store(to, __builtin_shufflevector(v, v, (First + Lane)...));
  }
}

}  // namespace tonewheel::kernel::TONEWHEEL_ISA
// NOLINTEND(modernize-avoid-c-arrays)
