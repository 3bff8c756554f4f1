#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/label_bounds.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

namespace {

struct Labels {
  std::string text;  ///< with small letters
  std::vector<std::pair<std::size_t, std::size_t>> bounds;
  std::vector<std::uint32_t> until;  ///< labels up to each list's end
  friend bool operator==(const Labels&, const Labels&) = default;
};

/// By the definition, byte by byte.
Labels expected(const std::vector<std::string>& lists) {
  Labels labels;
  for (const std::string& list : lists) {
    std::size_t start = std::string::npos;
    for (const char c : list) {
      if (c == '\'' || c == '"' || c == ',') {
        if (start != std::string::npos) {
          labels.bounds.emplace_back(start, labels.text.size());
        }
        start = std::string::npos;
      } else if (start == std::string::npos &&
                 std::string_view("\t\n\v\f\r\x1c\x1d\x1e\x1f ").find(c) == std::string::npos) {
        start = labels.text.size();
      }
      labels.text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    labels.until.push_back(static_cast<std::uint32_t>(labels.bounds.size()));
  }
  return labels;
}

Labels found(const std::vector<std::string>& lists) {
  Labels labels;
  for (const std::string& list : lists) {
    labels.text += list;
    labels.until.push_back(static_cast<std::uint32_t>(labels.text.size()));
  }
  const std::size_t size = labels.text.size();
  const std::size_t blocks = (size + kernel::label_block - 1) / kernel::label_block;
  labels.text.resize(blocks * kernel::label_block, ',');
  std::vector<std::uint32_t> starts(size / 2 + 17);
  std::vector<std::uint32_t> ends(starts.size());
  std::vector<std::uint64_t> marks(blocks + 1);
  std::vector<std::uint32_t> before(blocks + 1);
  const std::size_t count = kernel::label_bounds(
      {labels.text.data(), blocks, starts.data(), ends.data(), marks.data(), before.data()},
      labels.until.data(), lists.size());
  for (std::size_t i = 0; i < count; ++i) {
    labels.bounds.emplace_back(starts[i], ends[i]);
  }
  labels.text.resize(size);
  return labels;
}

}  // namespace

TEST_CASE("label bounds: as found byte by byte, lists of any bytes and length") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(8);
    constexpr std::string_view likely = "', \"aZ\t\x1c\x1b\x0e\x08@[`{\x80\xff";
    int wrong = 0;
    for (int round = 0; round < 3000; ++round) {
      std::vector<std::string> lists(static_cast<std::size_t>(round) % 7);
      for (std::string& list : lists) {
        // A few long runs of one kind, so that blocks begin inside of all of them.
        const std::size_t kinds = round % 3 == 0 ? 200 : 3;
        const std::size_t run = round % 3 == 0 ? 1 : 90;
        for (std::size_t i = engine() % kinds; i > 0; --i) {
          list.append(1 + engine() % run, round % 5 == 0 ? static_cast<char>(engine() % 256)
                                                         : likely[engine() % likely.size()]);
        }
        list += "',\""[engine() % 3];
      }
      wrong += found(lists) == expected(lists) ? 0 : 1;
    }
    CHECK(wrong == 0);
    std::string every;
    for (int c = 0; c < 256; ++c) {
      every += {' ', static_cast<char>(c), ','};
    }
    CHECK((found({every}) == expected({every})));
    const std::string labels(1000, 'a');
    CHECK((found({labels + ",", "a,", "'"}) == expected({labels + ",", "a,", "'"})));
    std::string dense;
    for (int i = 0; i < 500; ++i) {
      dense += "a,";
    }
    CHECK(found({dense}).bounds.size() == 500);
  });
}
