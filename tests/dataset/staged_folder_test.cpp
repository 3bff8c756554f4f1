#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/staged_folder.hpp>

#include "support/temporary_folder.hpp"

using support::read_bytes;
using support::TemporaryFolder;
using support::write_bytes;
using tonewheel::Error;
using tonewheel::StagedFolder;

namespace fs = std::filesystem;

TEST_CASE("a staged folder appears on commit and not before") {
  const TemporaryFolder folder;
  StagedFolder out(folder / "out/");
  for (int i = 0; i < 50; ++i) {
    out.write(std::to_string(i) + ".txt", "row " + std::to_string(i));
  }
  out.write("empty", "");
  CHECK(!fs::exists(folder / "out"));
  CHECK(folder.entries() == 1);
  out.commit();
  CHECK(folder.entries() == 1);
  CHECK(read_bytes(folder / "out/49.txt") == "row 49");
  CHECK(read_bytes(folder / "out/empty").empty());
  CHECK_THROWS_AS(out.write("late", ""), Error);
  CHECK_THROWS_AS(out.commit(), Error);
}

TEST_CASE("a staged folder without commit leaves nothing") {
  const TemporaryFolder folder;
  {
    StagedFolder out(folder / "out");
    out.write("a", "a");
  }
  CHECK(folder.entries() == 0);
}

TEST_CASE("an empty folder may be replaced, anything else may not") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "empty");
  fs::create_directory_symlink("empty", folder / "link");
  {
    StagedFolder out(folder / "link");
    out.write("a", "a");
    out.commit();
  }
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_bytes(folder / "empty/a") == "a");
  write_bytes(folder / "file", "");
  fs::create_symlink("nowhere", folder / "dangling");
  CHECK_THROWS_WITH_AS(StagedFolder(folder / "empty"), doctest::Contains("expected a new name"),
                       Error);
  CHECK_THROWS_AS(StagedFolder(folder / "file"), Error);
  CHECK_THROWS_AS(StagedFolder(folder / "dangling"), Error);
  CHECK_THROWS_AS(StagedFolder(folder / "none/out"), Error);
  CHECK_THROWS_AS(StagedFolder(folder / "file/out"), Error);
  CHECK_THROWS_AS(StagedFolder(""), Error);
  CHECK(folder.entries() == 4);
}

TEST_CASE("a folder filled meanwhile is kept") {
  const TemporaryFolder folder;
  StagedFolder out(folder / "out");
  out.write("a", "mine");
  fs::create_directory(folder / "out");
  write_bytes(folder / "out/a", "theirs");
  CHECK_THROWS_AS(out.commit(), Error);
  CHECK(read_bytes(folder / "out/a") == "theirs");
}

TEST_CASE("file names of a staged folder") {
  const TemporaryFolder folder;
  StagedFolder out(folder / "out");
  for (const std::string_view name :
       {std::string_view(""), std::string_view("."), std::string_view(".."),
        std::string_view("../a"), std::string_view("/a"), std::string_view("a\0b", 3)}) {
    CHECK_THROWS_AS(out.write(name, ""), Error);
  }
  out.write("a", "");
  CHECK_THROWS_WITH_AS(out.write("a", ""), doctest::Contains("File exists"), Error);
  CHECK_THROWS_WITH_AS(out.commit(), doctest::Contains("earlier write failed"), Error);
}

TEST_CASE("moving a staged folder") {
  const TemporaryFolder folder;
  StagedFolder first(folder / "a");
  first.write("x", "1");
  StagedFolder second(folder / "b");
  second = std::move(first);
  CHECK(folder.entries() == 1);
  StagedFolder third(std::move(second));
  third.commit();
  CHECK(read_bytes(folder / "a/x") == "1");
}
