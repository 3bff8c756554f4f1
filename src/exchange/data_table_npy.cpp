#include <cstdint>
#include <string>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/input_file.hpp>
#include <tonewheel/dataset/npy.hpp>

#include "data_table_store.hpp"

namespace tonewheel::exchange {
namespace {

constexpr std::uint64_t column_limit = std::uint64_t{1} << 20U;

struct NpyShape {
  std::uint64_t rows = 1;
  std::uint64_t columns = 1;
};

std::string shape_shown(const NpyHeader& header) {
  std::string text = "the shape (";
  for (const std::uint64_t size : header.shape) {
    text += (text.back() == '(' ? "" : ", ") + std::to_string(size);
  }
  return text + (header.shape.size() == 1 ? ",)" : ")");
}

NpyShape table_shape(const NpyHeader& header, const std::string& file) {
  if (header.type.kind == 'U') {
    throw Error({file, 0, {}}, "found strings of " + std::to_string(header.type.size / 4) +
                                   " characters, expected numbers or truth values");
  }
  if (header.shape.size() > 2) {
    throw Error({file, 0, {}},
                "found " + shape_shown(header) + ", expected (N, C), (N,) or (): rows and columns");
  }
  const NpyShape shape{header.shape.empty() ? 1 : header.shape[0],
                       header.shape.size() < 2 ? 1 : header.shape[1]};
  if (shape.columns == 0 || shape.columns > column_limit) {
    throw Error({file, 0, {}}, "found " + shape_shown(header) + ", expected 1 to " +
                                   std::to_string(column_limit) + " columns");
  }
  return shape;
}

/// An integer or truth value, exactly: a double would round those beyond 2^53.
std::string integer_text(const char* element, NpyType type) {
  std::uint64_t bits = 0;
  std::uint64_t sign = 0;
  for (std::size_t i = 0; i < type.size; ++i) {
    const std::size_t from = type.big_endian ? i : type.size - 1 - i;
    bits = bits << 8U | static_cast<unsigned char>(element[from]);
    sign = i == 0 ? 0x80U : sign << 8U;
  }
  if (type.kind == 'b') {
    return bits != 0 ? "1" : "0";
  }
  if (type.kind == 'i' && (bits & sign) != 0) {
    return std::to_string(static_cast<std::int64_t>((bits ^ sign) - sign));
  }
  return std::to_string(bits);
}

/// The whole file, header and data, read no further than the data may go.
std::string read_npy_bytes(InputFile& input, NpyHeader& header) {
  constexpr std::size_t block = std::size_t{1} << 20U;
  std::string bytes;
  bool more = true;
  const auto refill = [&] {
    const std::size_t kept = bytes.size();
    bytes.resize(kept + block);
    const std::size_t got = input.read({bytes.data() + kept, block});
    bytes.resize(kept + got);
    more = got == block;
  };
  refill();
  header = parse_npy_header(bytes, input.name());
  const std::uint64_t wanted = header.data_bytes();
  while (more && bytes.size() - header.data_offset <= wanted) {
    refill();
  }
  const std::size_t found = bytes.size() - header.data_offset;
  if (found != wanted) {
    throw Error({input.name(), 0, {}},
                "found " + (found > wanted ? "more" : std::to_string(found) + " bytes of data") +
                    ", expected " + std::to_string(wanted) + " bytes for " + shape_shown(header));
  }
  return bytes;
}

}  // namespace

void read_npy_table(const std::filesystem::path& path, DataTable::Store& table) {
  InputFile input(path);
  NpyHeader header;
  const std::string bytes = read_npy_bytes(input, header);
  const auto [rows, columns] = table_shape(header, input.name());
  for (std::uint64_t column = 0; column < columns; ++column) {
    table.add_column(std::to_string(column));
  }
  for (std::uint64_t row = 0; row < rows; ++row) {
    for (std::uint64_t column = 0; column < columns; ++column) {
      const std::uint64_t at = header.fortran_order ? column * rows + row : row * columns + column;
      const char* const element = bytes.data() + header.data_offset + at * header.type.size;
      table.add_cell(column, header.type.kind == 'f' ? number_text(npy_number(element, header.type))
                                                     : integer_text(element, header.type));
    }
    table.end_row();
  }
}

}  // namespace tonewheel::exchange
