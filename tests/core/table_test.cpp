#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>

#include "support/errors.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::error_of;

void check_error(const std::optional<Error>& error, const std::string& file, std::uint64_t row,
                 const std::string& column) {
  REQUIRE(error.has_value());
  INFO(std::string(error->what()));
  CHECK(error->place().file == file);
  CHECK(error->place().row == row);
  CHECK(error->place().column == column);
  CHECK(std::string_view(error->what()).starts_with(describe(error->place()) + ": "));
}

std::optional<Error> parse_error(std::string_view text) {
  return error_of([&] { (void)Table::parse(text, "t.csv"); });
}

}  // namespace

TEST_CASE("table: header and cells") {
  const Table table = Table::parse("class,V mean\nhappy,0.81\n\"sad, or so\",\"-0.63\"", "t.csv");
  CHECK(table.file() == "t.csv");
  CHECK(table.rows() == 2);
  CHECK(table.header() == std::vector<std::string>{"class", "V mean"});
  CHECK(table.cell(0, 0) == "happy");
  CHECK(table.cell(1, 0) == "sad, or so");
  CHECK(table.number(0, 1) == 0.81);
  CHECK(table.number(1, 1) == -0.63);
}

TEST_CASE("table: the same from any way of writing it") {
  const Table plain = Table::parse("a,b\n1,x y\n2,z\n", "t.csv");
  for (const char* text : {"a,b\r\n1,x y\r\n2,z\r\n",
                           "\xef\xbb\xbf"
                           "a,b\n1,x y\n2,z",
                           " a , b \n 1 ,\tx y\n2,z  \n", "\"a\",\"b\"\n\"1\",\"x y\"\n2,\" z \"\n",
                           "# comment, with \"quotes\"\n\na,b\n#\n1,x y\n\n  \t\n2,z\n\n",
                           "\r\n#a,b,c\r\na,b\r\n1,x y\r\n# 3,4\r\n2,z"}) {
    INFO(std::string(text));
    const Table table = Table::parse(text, "t.csv");
    CHECK(table.header() == plain.header());
    REQUIRE(table.rows() == plain.rows());
    for (std::size_t row = 0; row < 2; ++row) {
      for (std::size_t column = 0; column < 2; ++column) {
        CHECK(table.cell(row, column) == plain.cell(row, column));
      }
    }
  }
  CHECK(Table::parse("a,b", "t.csv").rows() == 0);
  // Quotes protect what would be a comment, and line ends.
  const Table odd = Table::parse("a\n\"#1\"\n\"x\ny\"\n\"\"\n", "t.csv");
  REQUIRE(odd.rows() == 3);
  CHECK(odd.cell(0, 0) == "#1");
  CHECK(odd.cell(1, 0) == "x\ny");
  CHECK(odd.cell(2, 0).empty());
}

TEST_CASE("table: columns are found whatever their letter case") {
  const Table table = Table::parse("Class,valence MEAN\nx,1\n", "t.csv");
  CHECK(table.find("class") == std::size_t{0});
  CHECK(table.find("Valence mean") == std::size_t{1});
  CHECK_FALSE(table.find("valence").has_value());
  CHECK_FALSE(table.find("").has_value());
  CHECK(table.column("CLASS") == 0);
  const auto error = error_of([&] { (void)table.column("prior"); });
  check_error(error, "t.csv", 0, "prior");
  CHECK(std::string_view(error->what()).find("Class, valence MEAN") != std::string_view::npos);
}

TEST_CASE("table: numbers") {
  const Table table = Table::parse("a,b\n+1.5,\n-2e-3, \n", "t.csv");
  CHECK(table.number(0, 0) == 1.5);
  CHECK(table.number(1, 0) == -0.002);
  CHECK(table.optional_number(0, 0) == 1.5);
  CHECK_FALSE(table.optional_number(0, 1).has_value());
  CHECK_FALSE(table.optional_number(1, 1).has_value());
  check_error(error_of([&] { (void)table.number(0, 1); }), "t.csv", 1, "b");
  check_error(error_of([&] { (void)table.number(1, 1); }), "t.csv", 2, "b");
}

TEST_CASE("table: a cell that is no finite number is an Error with its place") {
  for (const char* bad : {"x", "1,5", "1 2", "nan", "inf", "-inf", "1e999", "0x1", "--1", "n/a"}) {
    const std::string text =
        "name,Value\n# a comment\nfirst,1\n\nsecond,\"" + std::string(bad) + "\"\n";
    const Table table = Table::parse(text, "t.csv");
    const auto error = error_of([&] { (void)table.number(1, 1); });
    check_error(error, "t.csv", 2, "Value");
    CHECK(std::string_view(error->what()).find(bad) != std::string_view::npos);
    check_error(error_of([&] { (void)table.optional_number(1, 1); }), "t.csv", 2, "Value");
  }
}

TEST_CASE("table: a ragged row is an Error with its row") {
  check_error(parse_error("a,b\n1,2\n3\n"), "t.csv", 2, "");
  check_error(parse_error("a,b\n1,2,3\n"), "t.csv", 1, "");
  check_error(parse_error("a,b\n1,2\n\n# three, cells, here\n3,4\n5,\n6,7,\n"), "t.csv", 4, "");
  check_error(parse_error("a,b\n\"1,2\"\n"), "t.csv", 1, "");
  check_error(parse_error("a,b\n\"x\n\ny\",2\n3\n"), "t.csv", 2, "");
}

TEST_CASE("table: an open quote is an Error with its row") {
  check_error(parse_error("\"a,b\n1,2\n"), "t.csv", 0, "");
  check_error(parse_error("a,b\n\"1,2\n3,4\n"), "t.csv", 1, "");
  check_error(parse_error("a,b\n1,2\n3,\"4"), "t.csv", 2, "");
}

TEST_CASE("table: a doubled column is an Error with its name") {
  check_error(parse_error("a,b,a\n1,2,3\n"), "t.csv", 0, "a");
  check_error(parse_error("a,b, b \n"), "t.csv", 0, "b");
  check_error(parse_error(",\n"), "t.csv", 0, "");
  // Columns are found whatever their letter case, so these are two of one name.
  check_error(parse_error("Prior,class,prior\n1,x,2\n"), "t.csv", 0, "prior");
}

TEST_CASE("table: without a header it is an Error") {
  for (const char* text : {"", "\n", "\xef\xbb\xbf", "# only\n# comments\n", " \r\n\t\n"}) {
    check_error(parse_error(text), "t.csv", 0, "");
  }
}

TEST_CASE("table: embedded tables go by their name") {
  constexpr EmbeddedTable embedded{"two.csv", "a\n1\nx\n", "not looked at"};
  const Table table = Table::parse(embedded);
  CHECK(table.file() == "two.csv");
  CHECK(table.rows() == 2);
  check_error(error_of([&] { (void)table.number(1, 0); }), "two.csv", 2, "a");
}

TEST_CASE("table: from a file") {
  const support::TemporaryFolder folder;
  const std::filesystem::path path = folder / "own.csv";
  support::write_bytes(path,
                       "\xef\xbb\xbf"
                       "a,b\r\n1,2\r\n3,x\r\n");
  const Table table = Table::read(path);
  CHECK(table.file() == path.string());
  CHECK(table.number(0, 1) == 2);
  check_error(error_of([&] { (void)table.number(1, 1); }), path.string(), 2, "b");

  const auto missing = (folder / "missing.csv").string();
  const auto error = error_of([&] { (void)Table::read(missing); });
  check_error(error, missing, 0, "");
  CHECK(std::string_view(error->what()).find("No such file") != std::string_view::npos);
  check_error(error_of([&] { (void)Table::read(folder.path()); }), folder.path().string(), 0, "");
  support::write_bytes(path, "");
  check_error(error_of([&] { (void)Table::read(path); }), path.string(), 0, "");
}

TEST_CASE("table: small files are read to the byte, larger ones are Errors") {
  const support::TemporaryFolder folder;
  const std::filesystem::path path = folder / "bytes";
  // Around the sizes of read blocks.
  for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 131072U, 200001U}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) {
      bytes[i] = static_cast<char>(i * 31 + i / 7);
    }
    support::write_bytes(path, bytes);
    CHECK(read_small_file(path) == bytes);
    CHECK(read_small_file(path, size) == bytes);
    if (size > 0) {
      check_error(error_of([&] { (void)read_small_file(path, size - 1); }), path.string(), 0, "");
    }
  }
}
