#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace support {

/// A count in little-endian bytes.
inline std::string little_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text += static_cast<char>(value >> (8 * i) & 0xffU);
  }
  return text;
}

inline std::string pickled(const std::string& text) {
  return "X" + little_endian(text.size(), 4) + text;
}

inline std::string pickled(const std::vector<std::string>& words) {
  std::string bytes = "](";
  for (const std::string& word : words) {
    bytes += pickled(word);
  }
  return bytes + "e";
}

template <class Value>
std::string pickled(const std::map<std::string, Value>& dictionary) {
  std::string bytes = "}(";
  for (const auto& [key, value] : dictionary) {
    bytes += pickled(key) + pickled(value);
  }
  return bytes + "u";
}

/// What NumPy writes before and after the one object of an array of shape (), in protocol 3;
/// without memo.
inline std::string array_of(const std::string& object, const std::string& core = "core") {
  const std::string none_and_sizes = "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?t";
  return "\x80\x03"
         "cnumpy." +
         core + ".multiarray\n_reconstruct\ncnumpy\nndarray\nK" + std::string(1, '\0') +
         "\x85"
         "C\x01"
         "b\x87R(K\x01)cnumpy\ndtype\n" +
         pickled("O8") + "\x89\x88\x87R(K\x03" + pickled("|") + none_and_sizes + "b\x89]" + object +
         "atb.";
}

/// A .npy file of shape ().
inline std::string npy_file(const std::string& type, const std::string& data,
                            const std::string& shape = "()") {
  std::string header =
      "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
  header.append(117 - header.size(), ' ');
  return std::string("\x93NUMPY\x01\0", 8) + little_endian(header.size() + 1, 2) + header + "\n" +
         data;
}

}  // namespace support
