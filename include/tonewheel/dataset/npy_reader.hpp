#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/npy.hpp>

namespace tonewheel {

/// Reads an array of N rows and C columns (one dimension: C = 1) as doubles, any order and number
/// type, in bounded memory. Not for several threads at once.
class NpyReader {
 public:
  /// "-" is the standard input. Throws Error where the file cannot be read, is not an array of
  /// numbers with one or two dimensions, is longer or shorter than its header says, or is a pipe in
  /// Fortran order, which cannot be read row by row.
  explicit NpyReader(const std::filesystem::path& path);
  NpyReader(const NpyReader&) = delete;
  NpyReader& operator=(const NpyReader&) = delete;
  /// Takes the file over.
  NpyReader(NpyReader&& other) noexcept;
  /// Takes the file over.
  NpyReader& operator=(NpyReader&& other) noexcept;
  ~NpyReader();

  /// What the file says of its numbers.
  [[nodiscard]] const NpyHeader& header() const noexcept { return header_; }
  /// How many rows there are.
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  /// How many columns there are.
  [[nodiscard]] std::uint64_t columns() const noexcept { return columns_; }
  /// A pipe or the like: rows come once and in order.
  [[nodiscard]] bool is_stream() const noexcept { return stream_; }

  /// Fills `out` row after row, as many whole rows as it holds, from `first_row` on; returns how
  /// many: 0 only where first_row == rows(). Throws Error where first_row > rows(), `out` holds
  /// less than a row, the data ends early or (a stream) goes on after the last row, and for rows
  /// out of order on a stream.
  std::size_t read_rows(std::uint64_t first_row, std::span<double> out);

 private:
  void swap(NpyReader& other) noexcept;
  void open(const std::filesystem::path& path);
  void read_header();
  void check_matrix();
  void check_stream_end();
  [[noreturn]] void throw_wrong_size(std::uint64_t found) const;
  std::size_t take(std::uint64_t offset, char* out, std::size_t size);
  void read_elements(std::uint64_t first, std::size_t count, double* out, std::size_t stride);

  std::string file_;
  NpyHeader header_;
  std::uint64_t rows_ = 0;
  std::uint64_t columns_ = 1;
  std::uint64_t start_ = 0;     ///< where in the file the .npy starts
  std::uint64_t position_ = 0;  ///< bytes taken from a stream
  std::vector<char> buffer_;    ///< elements on their way to double
  int descriptor_ = -1;
  bool owned_ = false;  ///< the standard input is not ours to close
  bool stream_ = false;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/npy_reader_inl.hpp>
#endif
