#pragma once

#include <algorithm>
#include <limits>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/record_reader.hpp>

namespace tonewheel {

TONEWHEEL_INLINE RecordReader::RecordReader(const std::filesystem::path& path,
                                            const RecordReaderOptions& options)
    : input_(path), options_(options), end_(std::numeric_limits<std::uint64_t>::max()) {
  read_header();
  if (options_.shard.whole()) {
    return;
  }
  if (!input_.size()) {
    throw Error({name(), 0, {}}, "cannot be split into shards: expected a file, found a pipe");
  }
  const std::uint64_t start = position_;
  const auto [begin, end] = options_.shard.part(*input_.size() - start);
  begin_ = start + begin;
  end_ = options_.shard.index == options_.shard.count ? end_ : start + end;
}

TONEWHEEL_INLINE Place RecordReader::here() const {
  return {name(), next_row_, {}};
}

/// Appends input to what is left of buffer_, at least doubling it where one record fills it.
TONEWHEEL_INLINE bool RecordReader::refill() {
  if (at_end_) {
    return false;
  }
  buffer_.erase(0, cursor_);
  cursor_ = 0;
  const std::size_t kept = buffer_.size();
  const std::size_t wanted = std::max(options_.block_bytes, kept);
  buffer_.resize(kept + wanted);
  const std::size_t count = input_.read({buffer_.data() + kept, wanted});
  buffer_.resize(kept + count);
  at_end_ = count < wanted;
  return true;
}

/// The next record; total is 0 at the end of the input. It starts at buffer_[cursor_].
TONEWHEEL_INLINE RecordSpan RecordReader::peek() {
  for (;;) {
    const std::string_view rest = std::string_view(buffer_).substr(cursor_);
    const RecordSpan span = next_record(rest, options_.delimiter, at_end_);
    if (span.total > record_limit || (span.total == 0 && rest.size() > record_limit)) {
      throw Error(here(), "a record of more than " + std::to_string(record_limit) + " bytes" +
                              (span.open_quote ? ": a quoted field is never closed" : "") +
                              "; it starts with " + shown(rest));
    }
    if (span.total != 0 || (at_end_ && rest.empty())) {
      return span;
    }
    if (!refill()) {
      throw Error(here(),
                  "the file ends inside a quoted field; the record starts with " + shown(rest));
    }
  }
}

TONEWHEEL_INLINE void RecordReader::read_header() {
  next_row_ = 0;
  refill();
  const std::string_view start = buffer_;
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) {
    throw Error(here(), "UTF-16 or UTF-32 text, expected UTF-8");
  }
  const RecordSpan span = peek();
  const std::string_view record = std::string_view(buffer_).substr(cursor_, span.total);
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

TONEWHEEL_INLINE bool RecordReader::next(RecordBlock& block) {
  block.bytes.clear();
  block.records.clear();
  while (block.records.size() < options_.block_records &&
         block.bytes.size() < options_.block_bytes && position_ < end_) {
    const RecordSpan span = peek();
    if (span.total == 0) {
      break;
    }
    const std::string_view record = std::string_view(buffer_).substr(cursor_, span.total);
    const bool blank = span.content == 0;
    if (position_ >= begin_) {
      if (block.records.empty()) {
        block.first_row = next_row_;
      }
      if (blank) {
        ++blank_lines_;
      } else {
        block.records.push_back({block.bytes.size(), span.content, span.total - span.content});
        block.bytes.append(record);
      }
    }
    next_row_ += blank ? 0U : 1U;
    cursor_ += record.size();
    position_ += record.size();
  }
  return !block.records.empty();
}

}  // namespace tonewheel
