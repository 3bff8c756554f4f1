#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/output_file.hpp>

#include "support/temporary_folder.hpp"

using support::read_bytes;
using support::TemporaryFolder;
using support::write_bytes;
using tonewheel::Error;
using tonewheel::OutputFile;

namespace fs = std::filesystem;

namespace {

/// While it lives, the standard output is the given file.
class RedirectedStdout {
 public:
  RedirectedStdout(const fs::path& path, int flags) {
    std::cout.flush();
    static_cast<void>(std::fflush(stdout));
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | flags, 0600);
    REQUIRE(file >= 0);
    ::dup2(file, STDOUT_FILENO);
    ::close(file);
  }
  RedirectedStdout(const RedirectedStdout&) = delete;
  RedirectedStdout& operator=(const RedirectedStdout&) = delete;
  ~RedirectedStdout() {
    ::dup2(saved_, STDOUT_FILENO);
    ::close(saved_);
  }

 private:
  int saved_ = ::dup(STDOUT_FILENO);
};

}  // namespace

TEST_CASE("an output file appears on commit and not before") {
  const TemporaryFolder folder;
  OutputFile file(folder / "out.csv");
  CHECK(file.seekable());
  CHECK(file.path() == folder / "out.csv");
  file.write("id,v\n");
  file.write("");
  file.write(std::string(100000, 'x'));
  CHECK(file.size() == 100005);
  CHECK(!fs::exists(folder / "out.csv"));
  CHECK(folder.entries() == 1);
  file.commit();
  CHECK(folder.entries() == 1);
  CHECK(read_bytes(folder / "out.csv") == "id,v\n" + std::string(100000, 'x'));
  CHECK_THROWS_AS(file.write("more"), Error);
  CHECK_THROWS_AS(file.commit(), Error);
}

TEST_CASE("an output file without commit leaves nothing") {
  const TemporaryFolder folder;
  {
    OutputFile file(folder / "out.csv");
    file.write("half");
  }
  CHECK(folder.entries() == 0);
  write_bytes(folder / "old.csv", "old");
  {
    OutputFile file(folder / "old.csv");
    file.write("half");
  }
  CHECK(folder.entries() == 1);
  CHECK(read_bytes(folder / "old.csv") == "old");
}

TEST_CASE("an existing file is replaced on commit and keeps its mode") {
  const TemporaryFolder folder;
  write_bytes(folder / "old.csv", "old");
  REQUIRE(::chmod((folder / "old.csv").c_str(), 0640) == 0);
  OutputFile file(folder / "old.csv");
  file.write("new");
  CHECK(read_bytes(folder / "old.csv") == "old");
  file.commit();
  CHECK(read_bytes(folder / "old.csv") == "new");
  CHECK(fs::status(folder / "old.csv").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
  CHECK(folder.entries() == 1);
}

TEST_CASE("a new file has mode 0666 less the umask") {
  const TemporaryFolder folder;
  const mode_t saved = ::umask(027);
  OutputFile file(folder / "out");
  ::umask(saved);
  file.commit();
  CHECK((static_cast<unsigned>(fs::status(folder / "out").permissions()) & 0777U) == 0640U);
}

TEST_CASE("symbolic links are followed") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "far");
  SUBCASE("to a file") {
    write_bytes(folder / "far/target", "old");
  }
  SUBCASE("to nothing yet") {}
  fs::create_symlink("far/target", folder / "near");
  fs::create_symlink("near", folder / "link");
  {
    OutputFile file(folder / "link");
    file.write("new");
    file.commit();
  }
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::is_symlink(folder / "near"));
  CHECK(read_bytes(folder / "far/target") == "new");
  CHECK(folder.entries() == 3);
}

TEST_CASE("links in a circle are an error") {
  const TemporaryFolder folder;
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  CHECK_THROWS_AS(OutputFile(folder / "a"), Error);
}

TEST_CASE("write_at patches bytes already written") {
  const TemporaryFolder folder;
  OutputFile file(folder / "out");
  file.write("header...data");
  file.write_at(0, "HEADER");
  file.write_at(13, "");
  file.write("+");
  CHECK(file.size() == 14);
  CHECK_THROWS_AS(file.write_at(10, "12345"), Error);
  CHECK_THROWS_AS(file.write_at(~std::uint64_t{0}, "1"), Error);
  file.commit();
  CHECK(read_bytes(folder / "out") == "HEADER...data+");
}

TEST_CASE("moving an output file") {
  const TemporaryFolder folder;
  OutputFile first(folder / "a");
  first.write("a");
  OutputFile second(std::move(first));
  OutputFile third(folder / "b");
  third.write("b");
  third = std::move(second);  // what was to be "b" is given up
  third.write("A");
  CHECK(folder.entries() == 1);
  third.commit();
  CHECK(folder.entries() == 1);
  CHECK(read_bytes(folder / "a") == "aA");
}

TEST_CASE("paths that cannot be written") {
  const TemporaryFolder folder;
  write_bytes(folder / "file", "");
  CHECK_THROWS_AS(OutputFile(""), Error);
  CHECK_THROWS_AS(OutputFile(folder.path()), Error);
  CHECK_THROWS_AS(OutputFile(folder / "new/"), Error);
  CHECK_THROWS_AS(OutputFile(folder / "file/inside"), Error);
  CHECK_THROWS_AS(OutputFile(folder / std::string(300, 'n')), Error);
  CHECK_THROWS_WITH_AS(OutputFile(folder / "none/out.csv"),
                       doctest::Contains("No such file or directory"), Error);
  CHECK_THROWS_WITH_AS(OutputFile(folder / "none/out.csv"), doctest::Contains("none/out.csv"),
                       Error);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a name as long as the file system takes") {
  const TemporaryFolder folder;
  OutputFile file(folder / std::string(255, 'n'));
  file.commit();
  CHECK(fs::exists(folder / std::string(255, 'n')));
}

TEST_CASE("devices and pipes are written directly") {
  const TemporaryFolder folder;
  OutputFile null("/dev/null");
  null.write("gone");
  null.commit();
  CHECK(fs::is_character_file("/dev/null"));

  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const int reader = ::open((folder / "pipe").c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  OutputFile pipe(folder / "pipe");
  CHECK(!pipe.seekable());
  pipe.write("through");
  CHECK_THROWS_AS(pipe.write_at(0, "T"), Error);
  pipe.commit();
  std::string got(20, '\0');
  CHECK(::read(reader, got.data(), got.size()) == 7);
  CHECK(got.substr(0, 7) == "through");
  ::close(reader);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a full disk is an error that names the path, and commit refuses") {
  OutputFile full("/dev/full");
  CHECK_THROWS_WITH_AS(full.write("bytes"), "/dev/full: cannot be written: No space left on device",
                       Error);
  CHECK(full.size() == 0);
  CHECK_THROWS_AS(full.commit(), Error);
}

TEST_CASE("the standard output") {
  const TemporaryFolder folder;
  write_bytes(folder / "out", "before ");
  bool seekable = false;
  bool appending_seekable = true;
  {
    const RedirectedStdout redirected(folder / "new", O_TRUNC);
    REQUIRE(::write(STDOUT_FILENO, "first ", 6) == 6);
    OutputFile file("-");
    file.write("header data");
    seekable = file.seekable();
    file.write_at(0, "HEADER");
    file.commit();
  }
  {
    const RedirectedStdout redirected(folder / "out", O_APPEND);
    OutputFile file("/dev/stdout");
    file.write("after");
    appending_seekable = file.seekable();
    file.commit();
  }
  CHECK(seekable);
  CHECK(!appending_seekable);
  CHECK(read_bytes(folder / "new") == "first HEADER data");
  CHECK(read_bytes(folder / "out") == "before after");
}
