#include "npy_object.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>

namespace tonewheel::exchange {
namespace {

struct ScalarFile {
  std::string_view type;  ///< such as |O
  std::size_t data = 0;   ///< where the element begins
};

/// The header of an array of shape (), as numpy.save writes it.
ScalarFile parse_header(std::string_view bytes, const std::string& file) {
  const auto fail = [&](const std::string& what) { return Error({file, 0, {}}, what); };
  const auto byte = [&](std::size_t i) {
    return std::size_t{static_cast<unsigned char>(bytes[i])};
  };
  if (!bytes.starts_with("\x93NUMPY") || bytes.size() < 12) {
    throw fail("found " + shown(bytes.substr(0, 6)) + " at the start, expected a .npy file");
  }
  const std::size_t version = byte(6);
  if (version < 1 || version > 3 || byte(7) != 0) {
    throw fail("found the .npy version " + std::to_string(version) + "." + std::to_string(byte(7)) +
               ", expected 1.0, 2.0 or 3.0");
  }
  const std::size_t start = version == 1 ? 10 : 12;
  std::size_t length = byte(8) + (byte(9) << 8U);
  if (version > 1) {
    length += (byte(10) << 16U) + (byte(11) << 24U);
  }
  if (length > bytes.size() - start) {
    throw fail("found a .npy header of " + std::to_string(length) +
               " bytes, expected at most the " + std::to_string(bytes.size() - start) +
               " that follow");
  }
  const std::string_view whole = trim(bytes.substr(start, length));
  constexpr std::string_view before = "{'descr': '";
  constexpr std::string_view after = "', 'fortran_order': False, 'shape': (), }";
  if (whole.size() < before.size() + after.size() || !whole.starts_with(before) ||
      !whole.ends_with(after)) {
    throw fail("found the .npy header " + shown(whole, 100) +
               ", expected one of shape () as numpy.save writes it");
  }
  const std::size_t type_size = whole.size() - before.size() - after.size();
  return {whole.substr(before.size(), type_size), start + length};
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0U | code >> 6U);
  } else if (code < 0x10000) {
    add(0xe0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3fU));
  } else {
    add(0xf0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3fU));
    add(0x80U | (code >> 6U & 0x3fU));
  }
  if (code >= 0x80) {
    add(0x80U | (code & 0x3fU));
  }
}

}  // namespace

Pickle read_npy_object(std::string_view bytes, const std::string& file) {
  const ScalarFile header = parse_header(bytes, file);
  if (header.type != "|O") {
    throw Error({file, 0, {}},
                "found the .npy type " + shown(header.type) + ", expected \"|O\", a Python object");
  }
  Pickle pickle = read_pickle(bytes.substr(header.data), file, header.data);
  if (pickle[pickle.root].kind != PickleKind::array) {
    throw Error({file, 0, {}}, "found " + std::string(name(pickle[pickle.root].kind)) +
                                   " in the pickle, expected an array");
  }
  pickle.root = pickle[pickle.root].items.front();
  return pickle;
}

std::string read_npy_text(std::string_view bytes, const std::string& file) {
  const auto fail = [&](const std::string& what) { return Error({file, 0, {}}, what); };
  const ScalarFile header = parse_header(bytes, file);
  const std::string_view type = header.type;
  const bool is_text = type.starts_with("<U") || type.starts_with(">U");
  const std::string_view digits = type.substr(is_text ? 2 : type.size());
  std::size_t characters = 0;
  const auto [read_to, status] =
      std::from_chars(digits.data(), digits.data() + digits.size(), characters);
  if (status != std::errc{} || read_to != digits.data() + digits.size() ||
      characters > bytes.size()) {
    throw fail("found the .npy type " + shown(type) + ", expected \"<U\" and a length: a text");
  }
  const std::string_view data = bytes.substr(header.data);
  if (data.size() != 4 * characters) {
    throw fail("found " + std::to_string(data.size()) + " bytes of text, expected " +
               std::to_string(4 * characters));
  }
  const bool big_endian = type[0] == '>';
  std::string text;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < data.size(); at += 4) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t from = big_endian ? at + i : at + 3 - i;
      code = code << 8U | static_cast<unsigned char>(data[from]);
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw fail("found the number " + std::to_string(code) + " as character " +
                 std::to_string(at / 4 + 1) + ", expected a Unicode code point");
    }
    append_utf8(text, code);
    kept = code == 0 ? kept : text.size();
  }
  text.resize(kept);
  return text;
}

}  // namespace tonewheel::exchange
