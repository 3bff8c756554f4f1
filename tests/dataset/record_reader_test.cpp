#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/record_reader.hpp>

#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;

std::filesystem::path write(const support::TemporaryFolder& folder, const std::string& bytes) {
  const std::filesystem::path path = folder.path() / "input.csv";
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

struct Taken {
  std::string bytes;
  std::vector<std::uint64_t> rows;
};

Taken take_all(const std::filesystem::path& path, const RecordReaderOptions& options) {
  RecordReader reader(path, options);
  Taken taken;
  RecordBlock block;
  while (reader.next(block)) {
    taken.bytes += block.bytes;
    for (std::size_t i = 0; i < block.records.size(); ++i) {
      taken.rows.push_back(block.first_row + i);
    }
  }
  return taken;
}

/// Records with every kind of quoting, from a seed.
std::string random_records(unsigned seed, int count) {
  std::mt19937 random(seed);
  const std::vector<std::string> fields{
      "1", "", "\"a,b\"", "\"line\nline\"", "\"say \"\"\"", "plain \"q", "\"\r\n,\"\"\"", "x"};
  std::string bytes;
  for (int i = 0; i < count; ++i) {
    bytes += std::to_string(i) + "," + fields[random() % fields.size()] + "," +
             fields[random() % fields.size()] + (random() % 2 == 0 ? "\n" : "\r\n");
  }
  return bytes;
}

}  // namespace

TEST_CASE("record reader: blocks of any size give back the file's bytes and row numbers") {
  const support::TemporaryFolder folder;
  const std::string records = random_records(1, 300);
  const auto path = write(folder, "a,b,c\n" + records);
  for (const std::size_t bytes : {1U, 7U, 64U, 1000000U}) {
    for (const std::size_t count : {1U, 3U, 1000U}) {
      const Taken taken = take_all(path, {.block_records = count, .block_bytes = bytes});
      CHECK(taken.bytes == records);
      REQUIRE(taken.rows.size() == 300);
      CHECK(taken.rows.front() == 1);
      CHECK(taken.rows.back() == 300);
    }
  }
}

TEST_CASE("record reader: shards are disjoint, ordered and together the whole, row numbers too") {
  const support::TemporaryFolder folder;
  for (const unsigned seed : {2U, 3U}) {
    const std::string records = random_records(seed, 97);
    const auto path = write(folder, "a,b,c\r\n" + records);
    for (const std::uint64_t count : {1U, 2U, 3U, 7U, 96U, 500U}) {
      Taken all;
      for (std::uint64_t index = 1; index <= count; ++index) {
        const Taken part =
            take_all(path, {.shard = {index, count}, .block_records = 5, .block_bytes = 50});
        all.bytes += part.bytes;
        all.rows.insert(all.rows.end(), part.rows.begin(), part.rows.end());
      }
      CHECK(all.bytes == records);
      REQUIRE(all.rows.size() == 97);
      for (std::size_t i = 0; i < all.rows.size(); ++i) {
        CHECK(all.rows[i] == i + 1);
      }
    }
  }
}

TEST_CASE("record reader: shards count blank lines and rows as the whole does") {
  const support::TemporaryFolder folder;
  std::mt19937 random(4);
  std::string text = "a,b\n";
  std::uint64_t blank = 0;
  for (int i = 1; i <= 200; ++i) {
    for (; random() % 3 == 0; ++blank) {
      text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    text += std::to_string(i) + (random() % 9 == 0 ? ",\"\"" : ",") +
            (random() % 2 == 0 ? "\n" : "\r\n");
  }
  const auto path = write(folder, text);
  REQUIRE(blank > 50);
  for (const std::uint64_t count : {1U, 2U, 7U, 50U, 900U}) {
    std::uint64_t rows = 0;
    std::uint64_t found_blank = 0;
    for (std::uint64_t index = 1; index <= count; ++index) {
      RecordReader reader(path, {.shard = {index, count}, .block_records = 9});
      RecordBlock block;
      while (reader.next(block)) {
        CHECK(block.first_row == rows + 1);
        for (std::size_t i = 0; i < block.records.size(); ++i) {
          ++rows;
          CHECK(block.content(i).starts_with(std::to_string(rows) + ","));
        }
      }
      found_blank += reader.blank_lines();
    }
    CHECK(rows == 200);
    CHECK(found_blank == blank);
  }
}

TEST_CASE("record reader: byte order mark, line ends, blank lines, a last line without an end") {
  const support::TemporaryFolder folder;
  const auto path = write(folder,
                          "\xef\xbb\xbf"
                          "V, A\r\n1,2\r\n\r\n\r\n3,4");
  RecordReader reader(path, {});
  CHECK(reader.header() ==
        "\xef\xbb\xbf"
        "V, A");
  CHECK(reader.columns() == std::vector<std::string>{"V", "A"});
  CHECK(reader.line_end() == "\r\n");
  RecordBlock block;
  REQUIRE(reader.next(block));
  REQUIRE(block.records.size() == 2);
  CHECK(block.content(0) == "1,2");
  CHECK(block.records[0].line_end == 2);
  CHECK(block.content(1) == "3,4");
  CHECK(block.records[1].line_end == 0);
  CHECK(reader.blank_lines() == 2);
  CHECK_FALSE(reader.next(block));
}

TEST_CASE("record reader: what cannot be read says so, with the row") {
  const support::TemporaryFolder folder;
  const auto fails = [&](const std::string& bytes, const std::string& message) {
    INFO(message);
    try {
      static_cast<void>(take_all(write(folder, bytes), {.block_bytes = 16}));
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find(message) != std::string::npos);
    }
  };
  fails("", "empty, expected a header");
  fails("\n1,2\n", "first line is blank");
  fails(
      "\xff\xfe"
      "V\0",
      "UTF-16");
  fails(std::string("V\0A\n1,2\n", 8), "binary data");
  fails("V,A\n1,2\n3,\"4\n5,6\n", "row 2: the file ends inside a quoted field");
  fails("V,\"A\n1,2\n", "the file ends inside a quoted field");
  CHECK_THROWS_AS(RecordReader(folder.path() / "absent.csv", {}), Error);
  CHECK_THROWS_AS(RecordReader(folder.path(), {}), Error);
}

TEST_CASE("record reader: blank lines are counted and left out, wherever a block ends") {
  const support::TemporaryFolder folder;
  std::string records;
  for (int i = 0; i < 60; ++i) {
    records += std::string(static_cast<std::size_t>(i % 4), '\n') +
               (i % 5 == 0 ? "\"" + std::to_string(i) + "\n\"" : std::to_string(i)) + ",x\n";
  }
  const auto path = write(folder, "a,b\n" + records);
  for (const std::size_t bytes : {1U, 9U, 40U, 1000000U}) {
    for (const std::size_t count : {1U, 3U, 1000U}) {
      RecordReader reader(path, {.block_records = count, .block_bytes = bytes});
      RecordBlock block;
      std::uint64_t row = 0;
      while (reader.next(block)) {
        CHECK(block.first_row == row + 1);
        for (std::size_t i = 0; i < block.records.size(); ++i, ++row) {
          const std::string number = std::to_string(row);
          CHECK(block.content(i) == (row % 5 == 0 ? "\"" + number + "\n\"" : number) + ",x");
        }
      }
      CHECK(row == 60);
      CHECK(reader.blank_lines() == 90);
      CHECK(reader.position() == 4 + records.size());
    }
  }
}

TEST_CASE("record reader: a record longer than the limit is an error, not a full memory") {
  const support::TemporaryFolder folder;
  const auto path = folder.path() / "long.csv";
  {
    std::ofstream stream(path, std::ios::binary);
    stream << "V,A\n1,2\n";
    const std::string part(std::size_t{1} << 20U, 'x');
    for (int i = 0; i < 66; ++i) {
      stream << part;
    }
  }
  CHECK_THROWS_WITH_AS(static_cast<void>(take_all(path, {})),
                       doctest::Contains("row 2: a record of more than 67108864 bytes"), Error);
}

namespace {

RecordReaderOptions tabs() {
  return {.delimiter = '\t'};
}

/// Fields of all records, with bars between them.
std::string cells_of(const std::string& bytes, const RecordReaderOptions& options) {
  RecordReader reader("t.tsv", bytes, options);
  std::string cells;
  RecordBlock block;
  std::vector<std::string_view> fields;
  while (reader.next(block)) {
    for (std::size_t i = 0; i < block.records.size(); ++i) {
      split_fields(block.content(i), options.delimiter, fields, reader.quoting());
      for (const std::string_view field : fields) {
        cells += unquote(field, reader.quoting()) + "|";
      }
      cells += "/";
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("record reader: tweets with lone quotes lose no row") {
  CHECK(cells_of("id\ttext\n1\t\"so he said\n2\tfine\n3\t\"bye\n", tabs()) ==
        "1|\"so he said|/2|fine|/3|\"bye|/");
  // The same bytes with commas are one open quote.
  CHECK_THROWS_WITH_AS(cells_of("id,text\n1,\"so he said\n2,fine\n", {}),
                       doctest::Contains("quoted field"), Error);
}

TEST_CASE("record reader: a file with tabs whose cells stand in quotes is read as such") {
  CHECK(cells_of("id\ttext\n1\t\"a \"\"b\"\"\"\n2\tx\n", tabs()) == "1|a \"b\"|/2|x|/");
  // The header tells too, and a quoting that was asked for is taken.
  CHECK(cells_of("\"id\"\t\"text\"\n1\tx\n", tabs()) == "1|x|/");
  CHECK(RecordReader("t", "\"id\"\tb\n", tabs()).columns().front() == "id");
  CHECK(RecordReader("t", "\"id\"\tb\n", {.delimiter = '\t', .quoting = Quoting::none})
            .columns()
            .front() == "\"id\"");
  CHECK(cells_of("id\ttext\n1\t\"x\ty\"\n", {.delimiter = '\t', .quoting = Quoting::standard}) ==
        "1|x\ty|/");
}

TEST_CASE("record reader: a file with tabs and both kinds of quotes asks which") {
  for (const std::string& bytes : {std::string("id\ttext\n1\t\"lone\n2\t\"whole\"\n"),
                                   std::string("id\ttext\n\n1\t\"a\tb\"\n2\t\"whole\"\n")}) {
    CHECK_THROWS_WITH_AS(RecordReader("t.tsv", bytes, tabs()),
                         doctest::Contains("row 1, column 2: found a quote"), Error);
    CHECK_THROWS_WITH_AS(RecordReader("t.tsv", bytes, tabs()),
                         doctest::Contains("--quoting standard"), Error);
  }
  CHECK(cells_of("id\ttext\n1\t\"lone\n2\t\"whole\"\n",
                 {.delimiter = '\t', .quoting = Quoting::none}) == "1|\"lone|/2|\"whole\"|/");
}

TEST_CASE("record reader: the first thousand records decide, however they are read") {
  std::string bytes = "id\ttext\n";
  for (int i = 1; i <= 1000; ++i) {
    bytes += std::to_string(i) + "\tplain\n";
  }
  for (const std::size_t block : {std::size_t{16}, std::size_t{1} << 20U}) {
    RecordReaderOptions options = tabs();
    options.block_bytes = block;
    CHECK(RecordReader("t", bytes + "1001\t\"in quotes\"\n", options).quoting() == Quoting::none);
    bytes.replace(bytes.size() - 6, 5, "\"ab\"x");
    CHECK(RecordReader("t", bytes, options).quoting() == Quoting::none);
    bytes.replace(bytes.size() - 6, 5, "\"abc\"");
    CHECK(RecordReader("t", bytes, options).quoting() == Quoting::standard);
    bytes.replace(bytes.size() - 6, 5, "plain");
  }
}

TEST_CASE("record reader: text behind a closing quote is refused with its place") {
  for (const char* record : {"1,\"a\"b,2\n", "1,\"a\" ,2\n", "1,\"a\"\"\"x,2\n"}) {
    const std::string bytes = std::string("id,text,n\n0,x,1\n") + record + "3,y,4\n";
    CHECK_THROWS_WITH_AS(cells_of(bytes, {}),
                         doctest::Contains("row 2, column text: found text behind a closing quote"),
                         Error);
    CHECK(cells_of(bytes, {.quoting = Quoting::none}).size() > 10);
  }
  CHECK(cells_of("id,text\n1,\"a\"\"b\"\n2,c\"d\"e\n3,\"\"\n", {}) == "1|a\"b|/2|c\"d\"e|/3||/");
  CHECK(cells_of("a,b\r\n1,\"x\"\r\n2,\"y\"", {}) == "1|x|/2|y|/");
}

TEST_CASE("record reader: what stands where the header should is named") {
  CHECK_THROWS_WITH_AS(RecordReader("t", "v,a\r1,2\r3,4\r", {}), doctest::Contains("CR alone"),
                       Error);
  CHECK_THROWS_WITH_AS(RecordReader("t", "v,a\r1,2\n3,4\n", {}), doctest::Contains("CR alone"),
                       Error);
  CHECK(RecordReader("t", "\"v\r\",a\r\n1,2\r\n", {}).columns().size() == 2);
  for (const char* first : {"sep=,", "sep=;\r", "\xef\xbb\xbfSEP=,"}) {
    CHECK_THROWS_WITH_AS(RecordReader("t", std::string(first) + "\nv,a\n1,2\n", {}),
                         doctest::Contains("sep="), Error);
  }
  CHECK(RecordReader("t", "sep=x1,a\n1,2\n", {}).columns().front() == "sep=x1");
}

TEST_CASE("record reader: a header with another delimiter is named") {
  CHECK_THROWS_WITH_AS(RecordReader("t", "valence;arousal\n0,5;0,2\n", {}),
                       doctest::Contains("have ; between them, expected commas"), Error);
  CHECK_THROWS_WITH_AS(RecordReader("t", "v\ta\n1\t2\n", {}), doctest::Contains("--format tsv"),
                       Error);
  CHECK_THROWS_WITH_AS(RecordReader("t", "v,a\n1,2\n", tabs()), doctest::Contains("--format csv"),
                       Error);
  CHECK(RecordReader("t", "\"a;b\"\nx\n", {}).columns().front() == "a;b");
  CHECK(RecordReader("t", "a;b,c\nx,y\n", {}).columns().size() == 2);
  CHECK(RecordReader("t", "label\nx\n", {}).columns().size() == 1);
}
