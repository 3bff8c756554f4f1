#pragma once

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/record_reader.hpp>

namespace tonewheel {
namespace detail {

/// Asked of the input at a time: half of what a core's second cache often holds.
inline constexpr std::size_t read_bytes = std::size_t{1} << 18U;

/// Of a cell that starts with a quote: whether the quote that closes it is its last byte.
inline bool closes_at_its_end(std::string_view cell) noexcept {
  for (std::size_t i = 1; i < cell.size(); ++i) {
    if (cell[i] == '"') {
      if (i + 1 == cell.size() || cell[i + 1] != '"') {
        return i + 1 == cell.size();
      }
      ++i;
    }
  }
  return false;
}

/// The first cell of a file that stands in quotes, and the first that only opens one.
struct QuotedCells {
  struct Cell {
    std::string text;
    std::uint64_t row;
    std::size_t column;
  };
  std::optional<Cell> quoted{};
  std::optional<Cell> lone{};

  void add(std::string_view cell, std::uint64_t row, std::size_t column) {
    if (!cell.starts_with('"')) {
      return;
    }
    auto& kind = closes_at_its_end(cell) ? quoted : lone;
    if (!kind) {
      kind = Cell{std::string(cell), row, column};
    }
  }
};

}  // namespace detail

TONEWHEEL_INLINE RecordReader::RecordReader(const std::filesystem::path& path,
                                            const RecordReaderOptions& options)
    : input_(path), options_(options), end_(std::numeric_limits<std::uint64_t>::max()) {
  start();
}

TONEWHEEL_INLINE RecordReader::RecordReader(std::string name, std::string_view bytes,
                                            const RecordReaderOptions& options)
    : input_(std::move(name), bytes),
      options_(options),
      end_(std::numeric_limits<std::uint64_t>::max()) {
  start();
}

TONEWHEEL_INLINE void RecordReader::start() {
  choose_quoting();
  read_header();
  if (options_.shard.whole()) {
    return;
  }
  if (!input_.size()) {
    throw Error({name(), 0, {}}, "cannot be split into shards: expected a file, found a pipe");
  }
  const std::uint64_t first = position_;
  const auto [begin, end] = options_.shard.part(*input_.size() - first);
  begin_ = first + begin;
  end_ = options_.shard.index == options_.shard.count ? end_ : first + end;
}

/// Looks at the first records of a file with tabs, each a line.
TONEWHEEL_INLINE void RecordReader::choose_quoting() {
  if (options_.quoting || options_.delimiter != '\t') {
    options_.quoting = options_.quoting.value_or(Quoting::standard);
    return;
  }
  options_.quoting = Quoting::none;
  constexpr std::size_t header_and_records = 1001;
  refill();
  while (line_ends_.size() < header_and_records && filled_ <= record_limit && refill()) {
  }
  std::string_view text = rest();
  if (text.starts_with("\xef\xbb\xbf")) {
    text.remove_prefix(3);
  }
  detail::QuotedCells found;
  std::vector<std::string_view> fields;
  std::uint64_t row = 0;
  for (std::size_t line = 0; line < header_and_records && !text.empty(); ++line) {
    const RecordSpan span = next_record(text, options_.delimiter, true, Quoting::none);
    const std::string_view record = text.substr(0, span.content);
    split_fields(record, options_.delimiter, fields, Quoting::none);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      found.add(fields[i], row, i);
    }
    row += record.empty() ? 0U : 1U;
    text.remove_prefix(span.total);
  }
  if (found.lone && found.quoted) {
    throw Error({name(), found.lone->row, std::to_string(found.lone->column + 1)},
                "found a quote that opens a cell and does not close it, " +
                    shown(found.lone->text) + ", and in row " + std::to_string(found.quoted->row) +
                    " a cell in quotes, " + shown(found.quoted->text) +
                    "; expected one kind: say whether quotes are a part of texts (--quoting none) "
                    "or stand around cells (--quoting standard)");
  }
  if (found.quoted) {
    options_.quoting = Quoting::standard;
    find_line_ends();
  }
}

TONEWHEEL_INLINE Place RecordReader::here() const {
  return {name(), next_row_, {}};
}

TONEWHEEL_INLINE std::string_view RecordReader::rest() const noexcept {
  return {buffer_.data() + cursor_, filled_ - cursor_};
}

/// Appends input to what is kept of buffer_, at least doubling a record that it cuts.
TONEWHEEL_INLINE bool RecordReader::refill() {
  if (at_end_) {
    return false;
  }
  filled_ -= kept_from_;
  cursor_ -= kept_from_;
  std::memmove(buffer_.data(), buffer_.data() + kept_from_, filled_);
  kept_from_ = 0;
  std::size_t wanted =
      std::max(std::min(detail::read_bytes, options_.block_bytes), filled_ - cursor_);
  if (input_.size() && *input_.size() > bytes_read_) {
    // All of a small file, and a byte that is not there: its end.
    wanted = std::min<std::uint64_t>(wanted, *input_.size() - bytes_read_ + 1);
  }
  if (buffer_.size() < filled_ + wanted) {
    buffer_.resize(filled_ + wanted);
  }
  const std::size_t count = input_.read({buffer_.data() + filled_, wanted});
  filled_ += count;
  bytes_read_ += count;
  at_end_ = count < wanted;
  find_line_ends();
  return true;
}

/// Finds the first quote from the cursor on and the line ends before it.
TONEWHEEL_INLINE void RecordReader::find_line_ends() {
  const std::string_view plain =
      quoting() == Quoting::none ? rest() : rest().substr(0, rest().find('"'));
  next_quote_ = cursor_ + plain.size();
  lines_from_ = cursor_;
  next_line_end_ = 0;
  line_ends_.clear();
  find_all(plain, '\n', line_ends_);
}

/// The next record where it ends in buffer_ and has no quote; else total is 0.
TONEWHEEL_INLINE RecordSpan RecordReader::peek_plain() {
  if (next_quote_ < cursor_) {
    find_line_ends();
  }
  while (next_line_end_ < line_ends_.size() && lines_from_ + line_ends_[next_line_end_] < cursor_) {
    ++next_line_end_;
  }
  if (next_line_end_ == line_ends_.size()) {
    return {};
  }
  const std::size_t size = lines_from_ + line_ends_[next_line_end_] - cursor_;
  if (size >= record_limit) {
    return {};
  }
  const bool crlf = size > 0 && buffer_[cursor_ + size - 1] == '\r';
  return {crlf ? size - 1 : size, size + 1, false};
}

/// The next record; total is 0 at the end of the input. It starts at buffer_[cursor_].
TONEWHEEL_INLINE RecordSpan RecordReader::peek() {
  if (const RecordSpan span = peek_plain(); span.total != 0) {
    return span;
  }
  for (;;) {
    const RecordSpan span = next_record(rest(), options_.delimiter, at_end_, quoting());
    if (span.total > record_limit || (span.total == 0 && rest().size() > record_limit)) {
      throw Error(here(), "a record of more than " + std::to_string(record_limit) + " bytes" +
                              (span.open_quote ? ": a quoted field is never closed" : "") +
                              "; it starts with " + shown(rest()));
    }
    if (span.total != 0 || (at_end_ && rest().empty())) {
      check_quotes(rest().substr(0, span.content));
      return span;
    }
    if (!refill()) {
      throw Error(here(),
                  "the file ends inside a quoted field; the record starts with " + shown(rest()));
    }
  }
}

/// Refuses a record whose quotes cannot be meant as they stand.
TONEWHEEL_INLINE void RecordReader::check_quotes(std::string_view record) const {
  if (quoting() == Quoting::none || record.find('"') == std::string_view::npos) {
    return;
  }
  const auto field = find_text_after_quote(record, options_.delimiter);
  if (!field) {
    return;
  }
  std::vector<std::string_view> fields;
  split_fields(record, options_.delimiter, fields);
  throw Error(
      {name(), next_row_, *field < columns_.size() ? columns_[*field] : std::to_string(*field + 1)},
      "found text behind a closing quote, " + shown(fields[*field]) +
          "; expected the cell's end there, quotes in a quoted cell written twice, or "
          "quotes as a part of texts (--quoting none)");
}

/// Refuses lines before the header, and line ends, that only look like a header.
TONEWHEEL_INLINE void RecordReader::check_header() const {
  const std::string_view names =
      std::string_view(header_).substr(header_.starts_with("\xef\xbb\xbf") ? 3 : 0);
  if (lower_ascii(names.substr(0, 4)) == "sep=" && names.size() <= 5) {
    throw Error(here(),
                "found " + shown(names) +
                    ", Excel's line sep= for what stands between cells, expected the header: "
                    "leave the first line out (tail -n +2 FILE)");
  }
  // A header of one column in which other files have what stands between cells.
  if (names.find(options_.delimiter) == std::string_view::npos &&
      names.find('"') == std::string_view::npos) {
    const char other = options_.delimiter == '\t' ? ',' : '\t';
    if (names.find(other) != std::string_view::npos) {
      throw Error(
          here(),
          "found " + shown(names) +
              (other == ',' ? ", which has commas and no tab" : ", which has tabs and no comma") +
              "; expected " + (other == ',' ? "TSV: --format csv" : "CSV: --format tsv") +
              ", or the other ending");
    }
    if (names.find(';') != std::string_view::npos) {
      throw Error(here(),
                  "found " + shown(names) + ", whose cells have ; between them, expected " +
                      (options_.delimiter == '\t' ? "tabs" : "commas") +
                      ": save it so, numbers with a decimal point (where no text has a comma: sed "
                      "'s/,/./g; s/;/,/g' FILE > NEW)");
    }
  }
  // In quotes it would be a part of a name.
  const std::size_t cr = names.substr(0, names.find('"')).find('\r');
  if (cr != std::string_view::npos) {
    throw Error(here(),
                "found line ends of CR alone (carriage return, as old Macs write them) "
                "behind " +
                    shown(names.substr(0, cr)) +
                    ", expected LF or CRLF: tr '\\r' '\\n' < FILE > NEW");
  }
}

TONEWHEEL_INLINE void RecordReader::read_header() {
  next_row_ = 0;
  refill();
  const std::string_view text = rest();
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    throw Error(here(), "UTF-16 or UTF-32 text, expected UTF-8");
  }
  const RecordSpan span = peek();
  const std::string_view record = rest().substr(0, span.total);
  header_ = record.substr(0, span.content);
  if (span.total > span.content) {
    line_end_ = record.substr(span.content, span.total - span.content);
  }
  cursor_ += span.total;
  position_ += span.total;
  check_header();
  next_row_ = 1;
  std::string_view names = header_;
  if (names.starts_with("\xef\xbb\xbf")) {
    names.remove_prefix(3);
  }
  if (trim(names).empty()) {
    throw Error({name(), 0, {}}, record.empty() ? "empty, expected a header and rows"
                                                : "the first line is blank, expected a header");
  }
  if (names.find('\0') != std::string_view::npos) {
    throw Error({name(), 0, {}}, "found binary data (a NUL byte in the first line), expected text");
  }
  std::vector<std::string_view> fields;
  split_fields(names, options_.delimiter, fields, quoting());
  for (const std::string_view field : fields) {
    columns_.emplace_back(trim(unquote(trim(field), quoting())));
  }
}

/// Passes over a record.
TONEWHEEL_INLINE void RecordReader::pass(std::size_t total, bool blank) noexcept {
  next_row_ += blank ? 0U : 1U;
  cursor_ += total;
  position_ += total;
}

/// Passes over the records of earlier shards.
TONEWHEEL_INLINE void RecordReader::pass_earlier() {
  while (position_ < begin_) {
    kept_from_ = cursor_;
    const RecordSpan span = peek();
    if (span.total == 0) {
      return;
    }
    pass(span.total, span.content == 0);
    // The records that follow in buffer_ without a quote, whose ends are known.
    for (; next_line_end_ < line_ends_.size() && position_ < begin_; ++next_line_end_) {
      const std::size_t end = lines_from_ + line_ends_[next_line_end_];
      if (end >= cursor_) {
        const std::size_t size = end - cursor_;
        pass(size + 1, size == 0 || (size == 1 && buffer_[cursor_] == '\r'));
      }
    }
  }
}

TONEWHEEL_INLINE bool RecordReader::next(RecordBlock& block) {
  pass_earlier();
  block.records.clear();
  kept_from_ = cursor_;
  while (block.records.size() < options_.block_records &&
         cursor_ - kept_from_ < options_.block_bytes && position_ < end_) {
    const RecordSpan span = peek();
    if (span.total == 0) {
      break;
    }
    const bool blank = span.content == 0;
    if (blank) {
      ++blank_lines_;
    } else {
      if (block.records.empty()) {
        block.first_row = next_row_;
        kept_from_ = cursor_;
      }
      block.records.push_back({cursor_ - kept_from_, span.content, span.total - span.content});
    }
    pass(span.total, blank);
    if (block.records.empty()) {
      kept_from_ = cursor_;
    }
  }
  block.bytes.assign(buffer_, kept_from_, cursor_ - kept_from_);
  return !block.records.empty();
}

}  // namespace tonewheel
