#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/dataset/input_file.hpp>
#include <tonewheel/dataset/shard.hpp>

namespace tonewheel {

/// Some consecutive records of a delimited file.
struct RecordBlock {
  std::string bytes;  ///< as in the file, blank lines too
  /// Where a record stands in its block.
  struct Record {
    std::size_t start = 0;     ///< in bytes
    std::size_t size = 0;      ///< of the content
    std::size_t line_end = 0;  ///< 1 for LF, 2 for CRLF, 0 where the file ends without one
  };
  /// The records, in the order of the file.
  std::vector<Record> records;
  std::uint64_t first_row = 1;  ///< data row of the first record, counted from 1

  /// The bytes of record i, without its line end.
  [[nodiscard]] std::string_view content(std::size_t i) const {
    return std::string_view(bytes).substr(records[i].start, records[i].size);
  }
};

/// How a file of records is read.
struct RecordReaderOptions {
  char delimiter = ',';  ///< what stands between two fields, such as ',' or a tab
  /// None: standard; of a file with tabs what its header and first 1,000 records say, see
  /// RecordReader::quoting().
  std::optional<Quoting> quoting{};
  Shard shard{};                                    ///< the part of the file to read
  std::size_t block_records = 4096;                 ///< a block ends at so many records
  std::size_t block_bytes = std::size_t{1} << 20U;  ///< or so many bytes, whichever comes first
};

/// Longest record: 64 MiB. A longer one is an open quote or no delimited text at all.
inline constexpr std::size_t record_limit = std::size_t{64} << 20U;

/// Streams a delimited file (RFC 4180, core/delimited.hpp) with a header as blocks of whole
/// records. Memory: two blocks and the longest record. Blank lines are left out and counted.
class RecordReader {
 public:
  /// Reads the header. Throws Error where the file cannot be read, is empty, is UTF-16 or UTF-32,
  /// holds a NUL in its header, has lines that end with CR alone, a first line "sep=" of Excel's,
  /// or a header with other characters between its names (; or a tab for a comma), holds both cells
  /// in quotes and lone quotes where it is to tell, or is to be split and is not a regular file.
  RecordReader(const std::filesystem::path& path, const RecordReaderOptions& options);
  /// The same of bytes in memory, which must outlive this; the name is for messages.
  RecordReader(std::string name, std::string_view bytes, const RecordReaderOptions& options);

  /// The file, for messages.
  [[nodiscard]] const std::string& name() const noexcept { return input_.name(); }
  /// The header's bytes with a byte order mark if there is one, without its line end.
  [[nodiscard]] const std::string& header() const noexcept { return header_; }
  /// The header's fields, unquoted and trimmed, the byte order mark dropped.
  [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
  /// The header's line end, "\n" or "\r\n"; "\n" where it has none.
  [[nodiscard]] std::string_view line_end() const noexcept { return line_end_; }

  /// Whether cells stand in quotes. A file with tabs that was not asked for either has standard
  /// quoting where some cell of the first records begins and ends with a quote, and else none.
  [[nodiscard]] Quoting quoting() const noexcept { return *options_.quoting; }

  /// The next block, in order; false at the end. Throws Error with the row where a record is longer
  /// than record_limit, a quote is still open at the end, or text stands behind a closing quote.
  bool next(RecordBlock& block);

  /// Blank lines passed over so far in this shard.
  [[nodiscard]] std::uint64_t blank_lines() const noexcept { return blank_lines_; }
  /// Bytes of the input taken so far, for progress.
  [[nodiscard]] std::uint64_t position() const noexcept { return position_; }
  /// The file that is read.
  [[nodiscard]] const InputFile& input() const noexcept { return input_; }

 private:
  void start();
  void choose_quoting();
  void read_header();
  void check_header() const;
  void check_quotes(std::string_view record) const;
  bool refill();
  RecordSpan peek();
  RecordSpan peek_plain();
  void find_line_ends();
  void pass(std::size_t total, bool blank) noexcept;
  void pass_earlier();
  [[nodiscard]] std::string_view rest() const noexcept;
  [[nodiscard]] Place here() const;

  InputFile input_;
  RecordReaderOptions options_;
  std::string header_;
  std::vector<std::string> columns_;
  std::string line_end_ = "\n";
  std::string buffer_;            ///< what is read; its first filled_ bytes hold input
  std::size_t filled_ = 0;        ///< bytes
  std::uint64_t bytes_read_ = 0;  ///< of the input so far
  std::size_t kept_from_ = 0;     ///< where the block begun starts in buffer_
  std::size_t cursor_ = 0;        ///< of the next record in buffer_
  std::size_t next_quote_ = 0;    ///< first quote from the cursor on or before it, filled_ if none
  std::size_t lines_from_ = 0;    ///< line_ends_ count from this place in buffer_
  std::vector<std::size_t> line_ends_;  ///< those before next_quote_
  std::size_t next_line_end_ = 0;       ///< in line_ends_; those before it are behind the cursor
  bool at_end_ = false;                 ///< the input has no more bytes than buffer_
  std::uint64_t position_ = 0;          ///< of the next record in the file
  std::uint64_t begin_ = 0;             ///< records of this shard start in [begin_, end_)
  std::uint64_t end_ = 0;
  std::uint64_t next_row_ = 1;
  std::uint64_t blank_lines_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/record_reader_inl.hpp>
#endif
