#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/kernel/set_counts.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

namespace {

/// Groupings side by side in a mask: where each begins, and where the last ends.
struct Masks {
  std::vector<std::size_t> bounds;
  std::vector<std::set<std::size_t>> groups_of;  ///< bits, by id
  std::vector<kernel::BitRange> ranges;
  std::vector<std::uint64_t> bits;
  std::size_t words = 0;

  [[nodiscard]] kernel::MaskTable table() const {
    return {bits.data(), words, ranges.data(), ranges.size()};
  }
};

std::uint64_t bits_between(std::size_t word, std::size_t first, std::size_t last) {
  std::uint64_t bits = 0;
  for (std::size_t bit = first; bit < last; ++bit) {
    bits |= bit / 64 == word ? std::uint64_t{1} << bit % 64 : 0;
  }
  return bits;
}

Masks random_masks(std::mt19937_64& engine, std::size_t groupings, std::size_t largest) {
  Masks masks;
  masks.bounds = {0};
  for (std::size_t i = 0; i < groupings; ++i) {
    const std::size_t first = masks.bounds.back();
    const std::size_t last = first + 1 + engine() % largest;
    masks.bounds.push_back(last);
    const std::size_t word = first / 64;
    const std::size_t last_word = (last - 1) / 64;
    masks.ranges.push_back({static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(last_word),
                            bits_between(word, first, last),
                            last_word == word ? 0 : bits_between(last_word, first, last)});
  }
  const std::size_t step = kernel::mask_step;
  masks.words = (masks.bounds.back() / 64 + step) / step * step;
  masks.groups_of.resize(100);
  masks.bits.resize(masks.words * masks.groups_of.size());
  for (std::size_t id = 0; id < masks.groups_of.size(); ++id) {
    for (std::size_t i = 0; i < groupings; ++i) {
      if (engine() % 4 != 0) {
        const std::size_t bit =
            masks.bounds[i] + engine() % (masks.bounds[i + 1] - masks.bounds[i]);
        masks.groups_of[id].insert(bit);
        masks.bits[id * masks.words + bit / 64] |= std::uint64_t{1} << bit % 64;
      }
    }
  }
  return masks;
}

using Ids = std::vector<std::uint32_t>;

/// By the definition, with sets.
SetCounts counted(const Masks& masks, std::size_t grouping, const Ids& truth,
                  const Ids& prediction) {
  const auto groups = [&](const Ids& ids) {
    std::set<std::size_t> all;
    for (const std::uint32_t id : ids) {
      for (const std::size_t bit : masks.groups_of[id]) {
        if (bit >= masks.bounds[grouping] && bit < masks.bounds[grouping + 1]) {
          all.insert(bit);
        }
      }
    }
    return all;
  };
  const auto g = groups(truth);
  const auto p = groups(prediction);
  SetCounts counts{static_cast<std::uint32_t>(g.size()), static_cast<std::uint32_t>(p.size()), 0};
  for (const std::size_t bit : g) {
    counts.common += p.contains(bit) ? 1U : 0U;
  }
  return counts;
}

Ids random_ids(std::mt19937_64& engine) {
  Ids ids(engine() % 12);
  std::generate(ids.begin(), ids.end(), [&] { return static_cast<std::uint32_t>(engine() % 100); });
  return ids;
}

}  // namespace

TEST_CASE("set counts: bits count as sets do, groupings of any size") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(3);
    for (const auto& [groupings, largest] :
         {std::pair<std::size_t, std::size_t>{1, 7}, {10, 46}, {13, 70}, {3, 700}, {40, 9}}) {
      const Masks masks = random_masks(engine, groupings, largest);
      std::vector<std::uint64_t> scratch(2 * masks.words);
      for (int round = 0; round < 20; ++round) {
        const std::size_t samples = engine() % 9;
        std::vector<Ids> lists(2 * samples);
        Ids ids;
        Ids ends;
        for (Ids& list : lists) {
          list = random_ids(engine);
          ids.insert(ids.end(), list.begin(), list.end());
          ends.push_back(static_cast<std::uint32_t>(ids.size()));
        }
        std::vector<SetCounts> counts(samples * groupings);
        kernel::sample_set_counts(masks.table(), ids.data(), ends.data(), samples, scratch.data(),
                                  counts.data());
        int wrong = 0;
        for (std::size_t i = 0; i < samples; ++i) {
          for (std::size_t g = 0; g < groupings; ++g) {
            wrong += counts[g * samples + i] != counted(masks, g, lists[2 * i], lists[2 * i + 1]);
          }
        }
        CHECK(wrong == 0);
      }
    }
  });
}

TEST_CASE("set counts: of two sets at hand, with a stride, every bit of full masks") {
  tests::on_every_isa([] {
    std::mt19937_64 engine(4);
    const Masks masks = random_masks(engine, 10, 46);
    std::vector<std::uint64_t> truth(masks.words);
    std::vector<std::uint64_t> prediction(masks.words);
    const Ids g = random_ids(engine);
    const Ids p = random_ids(engine);
    kernel::unite_masks(masks.table(), g.data(), g.size(), truth.data());
    kernel::unite_masks(masks.table(), p.data(), p.size(), prediction.data());
    std::vector<SetCounts> counts(30);
    kernel::set_counts(masks.table(), truth.data(), prediction.data(), counts.data(), 3);
    for (std::size_t i = 0; i < 10; ++i) {
      CHECK(counts[3 * i] == counted(masks, i, g, p));
      CHECK(counts[3 * i + 1] == SetCounts{});
    }
    std::fill(truth.begin(), truth.end(), ~std::uint64_t{0});
    kernel::set_counts(masks.table(), truth.data(), truth.data(), counts.data(), 3);
    for (std::size_t i = 0; i < 10; ++i) {
      const auto size = static_cast<std::uint32_t>(masks.bounds[i + 1] - masks.bounds[i]);
      CHECK(counts[3 * i] == SetCounts{size, size, size});
    }
    kernel::unite_masks(masks.table(), nullptr, 0, truth.data());
    CHECK(std::count(truth.begin(), truth.end(), 0) == static_cast<std::ptrdiff_t>(truth.size()));
  });
}
