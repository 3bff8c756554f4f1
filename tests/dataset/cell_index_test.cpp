#include <cstdint>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/dataset/cell_index.hpp>

using namespace tonewheel;

TEST_CASE("cell index: numbers cells in the order they are met, as a map does") {
  CellIndex index;
  std::map<std::string, std::uint32_t> reference;
  std::uint32_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1664525U + 1013904223U;
    const std::string text(state >> 28U, static_cast<char>('a' + (state >> 20U) % 3));
    const std::string cell = text + std::to_string((state >> 8U) % 300);
    const auto next = static_cast<std::uint32_t>(reference.size());
    const auto [entry, fresh] = reference.emplace(cell, next);
    CHECK(index.find(cell) == (fresh ? CellIndex::none : entry->second));
    REQUIRE(index.insert(cell) == entry->second);
  }
  CHECK(index.size() == reference.size());
  for (const auto& [cell, number] : reference) {
    CHECK(index[number] == cell);
    CHECK(index.find(cell) == number);
  }
}

TEST_CASE("cell index: empty cells, NUL bytes and prefixes are cells of their own") {
  CellIndex index;
  CHECK(index.find("") == CellIndex::none);
  CHECK(index.insert("") == 0);
  CHECK(index.insert(std::string(1, '\0')) == 1);
  CHECK(index.insert(std::string(2, '\0')) == 2);
  CHECK(index.insert(std::string(8, '\0')) == 3);
  CHECK(index.insert(std::string(16, '\0')) == 4);
  CHECK(index.insert("") == 0);
  CHECK(index.find(std::string(9, '\0')) == CellIndex::none);
}
