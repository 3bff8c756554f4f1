#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/kernel/isa.hpp>

#include "kernel/every_isa.hpp"

using namespace tonewheel;

TEST_CASE("instruction sets: the baseline is always there, the one in use is available") {
  const std::vector<std::string_view> isas = available_isas();
  REQUIRE(!isas.empty());
  CHECK(isas.front() == "baseline");
  CHECK(std::find(isas.begin(), isas.end(), kernel_isa()) != isas.end());
}

TEST_CASE("instruction sets: the environment chooses where the machine has it") {
  const char* forced = std::getenv("TONEWHEEL_FORCE_ISA");
  if (forced == nullptr) {
    return;  // a ctest of its own sets it
  }
  const std::vector<std::string_view> isas = available_isas();
  const bool has = std::find(isas.begin(), isas.end(), forced) != isas.end();
  CHECK(kernel_isa() == (has ? std::string_view(forced) : isas.back()));
}

TEST_CASE("instruction sets: the choice holds until the next") {
  std::vector<std::string_view> seen;
  tests::on_every_isa([&] { seen.push_back(kernel_isa()); });
  CHECK(seen == available_isas());
}

TEST_CASE("instruction sets: an unknown one is refused with the list, and nothing changes") {
  const std::string before(kernel_isa());
  for (const std::string_view name : {"", "avx1024", "AVX2", "header-only avx2"}) {
    try {
      set_isa(name);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find("\"" + std::string(name) + "\"") != std::string::npos);
      CHECK(std::string(error.what()).find("baseline") != std::string::npos);
    }
    CHECK(kernel_isa() == before);
  }
}
