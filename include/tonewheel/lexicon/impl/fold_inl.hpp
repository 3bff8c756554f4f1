#pragma once

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/utf8.hpp>
#include <tonewheel/lexicon/fold.hpp>

namespace tonewheel {
namespace detail {

/// Takes a character off the start of valid UTF-8.
inline std::int32_t take_character(std::string_view& text) noexcept {
  std::int32_t character = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &character);
  text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
  return character;
}

inline void append_character(std::string& out, std::int32_t character) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(character, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

constexpr bool ascii_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
}

/// White space outside ASCII, of two and of three bytes.
inline constexpr std::array<std::string_view, 2> spaces_of_two{"\xc2\x85", "\xc2\xa0"};
inline constexpr std::array<std::string_view, 17> spaces_of_three{
    "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84",
    "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a",
    "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

/// Bytes of the white space character that `piece` begins or ends with, told by `has`; 0: none.
template <class Has>
std::size_t wide_space(std::string_view piece, Has has) noexcept {
  for (const std::string_view space : spaces_of_two) {
    if (has(piece, space)) {
      return 2;
    }
  }
  for (const std::string_view space : spaces_of_three) {
    if (has(piece, space)) {
      return 3;
    }
  }
  return 0;
}

inline std::size_t leading_space(std::string_view text) noexcept {
  if (text.empty() || static_cast<unsigned char>(text.front()) < 0x80U) {
    return !text.empty() && ascii_space(text.front()) ? 1 : 0;
  }
  return wide_space(text, [](std::string_view a, std::string_view b) { return a.starts_with(b); });
}

inline std::size_t trailing_space(std::string_view text) noexcept {
  if (text.empty() || static_cast<unsigned char>(text.back()) < 0x80U) {
    return !text.empty() && ascii_space(text.back()) ? 1 : 0;
  }
  return wide_space(text, [](std::string_view a, std::string_view b) { return a.ends_with(b); });
}

/// Unicode's properties Cased and Case_Ignorable, for what follows: characters that have both are
/// passed over before Cased is asked for, so Cased need not know them. Categories do most of the
/// work; the rest is Other_Lowercase, Other_Uppercase and Word_Break (Unicode 14).
inline bool case_ignorable(std::int32_t c) noexcept {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
      return true;
    default:
      break;
  }
  constexpr std::array<std::int32_t, 17> inside_words{
      0x27,   0x2e,   0x3a,   0xb7,   0x387,  0x55f,  0x5f4,  0x2018, 0x2019,
      0x2024, 0x2027, 0xfe13, 0xfe52, 0xfe55, 0xff07, 0xff0e, 0xff1a};
  for (const std::int32_t each : inside_words) {
    if (c == each) {
      return true;
    }
  }
  return false;
}

inline bool cased(std::int32_t c) noexcept {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
      return true;
    default:
      break;
  }
  constexpr std::array<std::pair<std::int32_t, std::int32_t>, 7> others{{{0xaa, 0xaa},
                                                                         {0xba, 0xba},
                                                                         {0x2160, 0x217f},
                                                                         {0x24b6, 0x24e9},
                                                                         {0x1f130, 0x1f149},
                                                                         {0x1f150, 0x1f169},
                                                                         {0x1f170, 0x1f189}}};
  for (const auto& [first, last] : others) {
    if (c >= first && c <= last) {
      return true;
    }
  }
  return false;
}

/// Python's str.lower() of valid UTF-8 after `out`. A capital sigma is final where a cased letter
/// stands before it and none after it, case-ignorable characters passed over.
inline void append_lower(std::string& out, std::string_view text) {
  constexpr std::int32_t capital_sigma = 0x3a3;
  constexpr std::int32_t capital_i_dot = 0x130;
  bool after_cased = false;
  while (!text.empty()) {
    const std::int32_t c = take_character(text);
    if (c == capital_sigma) {
      bool before_cased = false;
      for (std::string_view rest = text; after_cased && !rest.empty();) {
        const std::int32_t next = take_character(rest);
        if (!case_ignorable(next)) {
          before_cased = cased(next);
          break;
        }
      }
      append_character(out, after_cased && !before_cased ? 0x3c2 : 0x3c3);
    } else if (c == capital_i_dot) {
      out += "i\xcc\x87";
    } else if (c < 0x80) {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    } else {
      append_character(out, utf8proc_tolower(c));
    }
    if (!case_ignorable(c)) {
      after_cased = cased(c);
    }
  }
}

/// Marks of one base in the order of their combining classes, marks of a class as they stand. A
/// sort, because text may hold millions of marks on one letter.
inline void order_marks(std::vector<std::int32_t>& characters) {
  const auto mark_class = [&](std::size_t i) {
    return static_cast<std::uint64_t>(utf8proc_get_property(characters[i])->combining_class);
  };
  std::vector<std::uint64_t> keys;
  std::vector<std::int32_t> marks;
  for (std::size_t first = 0; first < characters.size(); ++first) {
    keys.clear();
    std::size_t last = first;
    for (; last < characters.size() && mark_class(last) != 0; ++last) {
      keys.push_back(mark_class(last) << 32U | (last - first));
    }
    if (!std::is_sorted(keys.begin(), keys.end())) {
      std::sort(keys.begin(), keys.end());
      marks.assign(characters.begin() + static_cast<std::ptrdiff_t>(first),
                   characters.begin() + static_cast<std::ptrdiff_t>(last));
      for (std::size_t i = 0; i < keys.size(); ++i) {
        characters[first + i] = marks[keys[i] & 0xffffffffU];
      }
    }
    first = last;
  }
}

/// Valid UTF-8 in the composed form (NFC), case-folded if asked, in place of `out`.
inline void normalise(std::string& out, std::string_view text, bool casefold) {
  thread_local std::vector<std::int32_t> characters;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                      (casefold ? UTF8PROC_CASEFOLD : 0));
  characters.clear();
  while (!text.empty()) {
    std::array<utf8proc_int32_t, 32> parts{};
    int unused = 0;
    const auto count =
        utf8proc_decompose_char(take_character(text), parts.data(),
                                static_cast<utf8proc_ssize_t>(parts.size()), options, &unused);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      characters.push_back(parts.at(i));
    }
  }
  order_marks(characters);
  const auto size = static_cast<utf8proc_ssize_t>(characters.size());
  const auto composed = utf8proc_normalize_utf32(characters.data(), size, options);
  out.clear();
  for (std::size_t i = 0; i < static_cast<std::size_t>(composed); ++i) {
    append_character(out, characters[i]);
  }
}

}  // namespace detail

TONEWHEEL_INLINE std::string_view strip(std::string_view text) noexcept {
  while (const std::size_t length = detail::leading_space(text)) {
    text.remove_prefix(length);
  }
  while (const std::size_t length = detail::trailing_space(text)) {
    text.remove_suffix(length);
  }
  return text;
}

TONEWHEEL_INLINE void fold_into(std::string& out, std::string_view text, Folding folding) {
  out.clear();
  if (detail::ascii_prefix(text) == text.size()) {
    out = strip(text);
    for (char& c : out) {
      c = static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
    }
    return;
  }
  if (const auto at = invalid_utf8(text)) {
    throw Error("fold: found invalid UTF-8 at byte " + std::to_string(*at) + " of " +
                std::to_string(text.size()) + ", expected UTF-8");
  }
  if (folding == Folding::official) {
    detail::append_lower(out, strip(text));
  } else {
    thread_local std::string composed;
    detail::normalise(composed, strip(text), false);
    detail::normalise(out, composed, true);
  }
}

TONEWHEEL_INLINE std::string fold(std::string_view text, Folding folding) {
  std::string out;
  fold_into(out, text, folding);
  return out;
}

}  // namespace tonewheel
