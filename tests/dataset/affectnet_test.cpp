#include <array>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/affectnet.hpp>

#include "support/temporary_folder.hpp"

using support::TemporaryFolder;
using support::write_bytes;
using tonewheel::Error;

namespace fs = std::filesystem;

namespace {

/// numpy.save of an array of shape () with this type and these bytes of data.
std::string scalar_file(std::string_view descr, std::string_view data) {
  std::string text =
      "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': (), }";
  text.append(117 - text.size(), ' ');
  return std::string("\x93NUMPY\x01\0\x76\0", 10) + text + "\n" + std::string(data);
}

}  // namespace

TEST_CASE("AffectNet ids in natural order, in either folder") {
  const TemporaryFolder folder;
  fs::path home = folder.path();
  SUBCASE("the folder itself") {}
  SUBCASE("its folder annotations") {
    home /= "annotations";
    fs::create_directory(home);
    write_bytes(folder / "1.jpg", "");
  }
  for (const char* id : {"10", "9", "b7", "010", "0", "a", "99999999999999999999999", "1", "00"}) {
    write_bytes(home / (std::string(id) + "_val.npy"), "");
    write_bytes(home / (std::string(id) + "_aro.npy"), "");
  }
  write_bytes(home / "._10_val.npy", "");
  write_bytes(home / "_val.npy", "");
  write_bytes(home / "3_val.npy.bak", "");
  const auto found = tonewheel::list_affectnet(folder.path());
  CHECK(found.annotations == home);
  CHECK(found.ids == std::vector<std::string>{"0", "00", "1", "9", "010", "10",
                                              "99999999999999999999999", "a", "b7"});
}

TEST_CASE("no AffectNet, or two") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH_AS(static_cast<void>(tonewheel::list_affectnet(folder.path())),
                       doctest::Contains("N_val.npy"), Error);
  CHECK_THROWS_AS(static_cast<void>(tonewheel::list_affectnet(folder / "none")), Error);
  write_bytes(folder / "0_val.npy", "");
  CHECK(tonewheel::list_affectnet(folder.path()).ids.size() == 1);
  CHECK_THROWS_AS(static_cast<void>(tonewheel::list_affectnet(folder / "0_val.npy")), Error);
  fs::create_directory(folder / "annotations");
  write_bytes(folder / "annotations/0_val.npy", "");
  CHECK_THROWS_WITH_AS(static_cast<void>(tonewheel::list_affectnet(folder.path())),
                       doctest::Contains("both"), Error);
}

TEST_CASE("one AffectNet item of numbers and strings") {
  const TemporaryFolder folder;
  write_bytes(folder / "7_val.npy", scalar_file("<f4", "\xcd\xcc\xcc\x3d"));  // 0.1
  write_bytes(folder / "7_aro.npy",
              scalar_file("<U5", {"-\0\0\0000\0\0\0.\0\0\0005\0\0\0\0\0\0\0", 20}));  // '-0.5'
  write_bytes(folder / "7_exp.npy", scalar_file("<U1", {"1\0\0\0", 4}));
  write_bytes(folder / "8_val.npy", scalar_file("<i8", "\xfe\xff\xff\xff\xff\xff\xff\xff"));
  const auto found = tonewheel::list_affectnet(folder.path());
  REQUIRE(found.ids.size() == 2);
  const auto item = tonewheel::read_affectnet_item(found, "7");
  CHECK(item.valence.value().text == "0.1");
  CHECK(item.valence.value().number == static_cast<double>(0.1F));
  CHECK(item.arousal.value().text == "-0.5");
  CHECK(item.arousal.value().number == -0.5);
  CHECK(item.expression.value().text == "1");
  CHECK(item.expression.value().number == 1.0);
  CHECK(!item.dominance);
  const auto other = tonewheel::read_affectnet_item(found, "8");
  CHECK(other.valence.value().number == -2.0);
  CHECK(!other.arousal);
  CHECK(!other.expression);
}

TEST_CASE("a corrupt AffectNet file is told by its path") {
  const TemporaryFolder folder;
  write_bytes(folder / "7_val.npy", scalar_file("<f4", "\xcd\xcc\xcc\x3d"));
  const auto found = tonewheel::list_affectnet(folder.path());
  SUBCASE("empty") {
    write_bytes(folder / "7_aro.npy", "");
  }
  SUBCASE("cut") {
    write_bytes(folder / "7_aro.npy", scalar_file("<f4", "abc"));
  }
  SUBCASE("not npy") {
    write_bytes(folder / "7_aro.npy", "0.5\n");
  }
  SUBCASE("a folder") {
    fs::create_directory(folder / "7_aro.npy");
  }
  CHECK_THROWS_WITH_AS(static_cast<void>(tonewheel::read_affectnet_item(found, "7")),
                       doctest::Contains("7_aro.npy"), Error);
}

TEST_CASE("probability lines") {
  const std::array<double, 4> values{0.0, 0.11385, 0.0629439999, 1.0};
  CHECK(tonewheel::probability_line(values) == "0.000000,0.113850,0.062944,1.000000\n");
  CHECK(tonewheel::probability_line({}) == "\n");
  const std::array<double, 2> odd{-0.0, std::numeric_limits<double>::quiet_NaN()};
  CHECK(tonewheel::probability_line(odd) == "-0.000000,nan\n");
}
