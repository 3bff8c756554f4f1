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
  const std::string_view plain = rest().substr(0, rest().find('"'));
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
    const RecordSpan span = next_record(rest(), options_.delimiter, at_end_);
    if (span.total > record_limit || (span.total == 0 && rest().size() > record_limit)) {
      throw Error(here(), "a record of more than " + std::to_string(record_limit) + " bytes" +
                              (span.open_quote ? ": a quoted field is never closed" : "") +
                              "; it starts with " + shown(rest()));
    }
    if (span.total != 0 || (at_end_ && rest().empty())) {
      return span;
    }
    if (!refill()) {
      throw Error(here(),
                  "the file ends inside a quoted field; the record starts with " + shown(rest()));
    }
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
  split_fields(names, options_.delimiter, fields);
  for (const std::string_view field : fields) {
    columns_.emplace_back(trim(unquote(trim(field))));
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
