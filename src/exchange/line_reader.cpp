#include "line_reader.hpp"

#include <algorithm>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/record_reader.hpp>

namespace tonewheel::exchange {

bool LineReader::next(std::string_view& line) {
  constexpr std::size_t block = std::size_t{1} << 20U;
  for (;;) {
    const std::size_t end = buffer_.find('\n', scanned_);
    const std::size_t stop = std::min(end, buffer_.size());
    if (stop - cursor_ > record_limit) {
      throw Error({name(), number_ + 1, {}}, "found a line of more than " +
                                                 std::to_string(record_limit) +
                                                 " bytes, expected a shorter one");
    }
    if (end != std::string::npos || (at_end_ && cursor_ < buffer_.size())) {
      line = std::string_view(buffer_).substr(cursor_, stop - cursor_);
      cursor_ = scanned_ = std::min(stop + 1, buffer_.size());
      if (++number_ == 1 && line.starts_with("\xEF\xBB\xBF")) {
        line.remove_prefix(3);
      }
      return true;
    }
    if (at_end_) {
      return false;
    }
    buffer_.erase(0, cursor_);
    cursor_ = 0;
    scanned_ = buffer_.size();
    buffer_.resize(scanned_ + block);
    const std::size_t got = input_.read({buffer_.data() + scanned_, block});
    buffer_.resize(scanned_ + got);
    at_end_ = got < block;
  }
}

}  // namespace tonewheel::exchange
