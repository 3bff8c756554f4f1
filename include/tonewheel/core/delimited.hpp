#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>

/// Records and fields of delimited text, RFC 4180: a field that starts with a quote ends at the
/// next quote that is not doubled, whatever stands between; a quote elsewhere is an ordinary byte
/// (as in Python's csv). Records end with LF or CRLF. Works on bytes; UTF-8 passes through.
namespace tonewheel {

/// Whether cells stand in quotes.
enum class Quoting : std::uint8_t {
  standard,  ///< a cell that starts with a quote ends at its closing quote, as above
  none,      ///< a quote is a byte as any other, as in most TSV files of tweets
};

/// One record at the start of a buffer.
struct RecordSpan {
  std::size_t content = 0;  ///< bytes without the line end
  std::size_t total = 0;    ///< bytes with the line end; 0: the record does not end in this buffer
  bool open_quote = false;  ///< it does not end because a quoted field is still open
};

/// The record that starts `buffer`. With `last` the end of the buffer ends a record too (unless a
/// quote is open). Linear in the record's length.
[[nodiscard]] RecordSpan next_record(std::string_view buffer, char delimiter, bool last,
                                     Quoting quoting = Quoting::standard);

/// The fields of a record's content as they stand, quotes included; at least one.
void split_fields(std::string_view record, char delimiter, std::vector<std::string_view>& fields,
                  Quoting quoting = Quoting::standard);

/// The position of the first field that goes on behind its closing quote, as in "a"b: whoever wrote
/// it did not mean that quote, and what follows may have been cut wrongly.
[[nodiscard]] std::optional<std::size_t> find_text_after_quote(std::string_view record,
                                                               char delimiter);

/// Appends the positions of a byte in the text, ascending.
void find_all(std::string_view text, char byte, std::vector<std::size_t>& positions);

/// A field's value: without the outer quotes, doubled quotes made single; as it stands where cells
/// are not quoted.
[[nodiscard]] std::string unquote(std::string_view field, Quoting quoting = Quoting::standard);

/// The value as a field: quoted if it holds the delimiter, a quote or a line end.
[[nodiscard]] std::string quote_if_needed(std::string_view value, char delimiter);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/core/impl/delimited_inl.hpp>
#endif
