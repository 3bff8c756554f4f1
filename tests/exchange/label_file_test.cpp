#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/label_file.hpp>

#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using Labels = std::vector<std::string>;

/// A record in memory of its own.
struct Record {
  std::string name;
  Labels labels;
  std::uint64_t row;
};

std::vector<Record> read(std::string_view bytes, const std::string& name,
                         const LabelFileOptions& options = {}) {
  const support::TemporaryFolder folder;
  support::write_bytes(folder / name, bytes);
  const LabelTable table = read_label_file(folder / name, options);
  std::vector<Record> records;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const LabelRecord each = table[i];
    CHECK(table.find(each.name) == i);
    records.push_back({std::string(each.name), {each.labels.begin(), each.labels.end()}, each.row});
  }
  CHECK(table.find("no such name") == std::nullopt);
  return records;
}

/// What reading says is wrong; empty: nothing.
std::string fault(std::string_view bytes, const std::string& name) {
  try {
    read(bytes, name);
  } catch (const Error& error) {
    const std::string text = error.what();
    return text.substr(text.find(name));
  }
  return "";
}

}  // namespace

TEST_CASE("label file: CSV as the challenges publish it") {
  const auto records = read(
      "name,openset\n"
      "s1,\"['happy', 'at ease']\"\n"
      "\n"
      "s2,[]\n"
      "s3,\n"
      "s 4 ,\"[\"\"sad\"\"]\"\n",
      "a.csv");
  REQUIRE(records.size() == 4);
  CHECK(records[0].name == "s1");
  CHECK(records[0].labels == Labels{"happy", "at ease"});
  CHECK(records[0].row == 1);
  CHECK(records[1].labels.empty());
  CHECK(records[2].labels.empty());
  CHECK(records[3].name == "s 4");
  CHECK(records[3].labels == Labels{"sad"});
}

TEST_CASE("label file: other columns, TSV, a byte order mark") {
  const auto records = read("\xEF\xBB\xBFid\tother\tlabels\nx\t1\thappy, sad\n", "a.tsv",
                            {.name = "id", .labels = "labels"});
  REQUIRE(records.size() == 1);
  CHECK(records[0].labels == Labels{"happy", "sad"});
}

TEST_CASE("label file: JSON Lines hold arrays, lists as text, null") {
  const auto records = read(
      "\xEF\xBB\xBF{\"name\":\"a\",\"openset\":[\"don't care\",\"b,c\"]}\n"
      "\n"
      "{\"openset\":\"['x', 'y']\",\"name\":7}\r\n"
      "{\"name\":\"n\",\"openset\":null}",
      "a.jsonl");
  REQUIRE(records.size() == 3);
  CHECK(records[0].labels == Labels{"don't care", "b,c"});
  CHECK(records[1].name == "7");
  CHECK(records[1].labels == Labels{"x", "y"});
  CHECK(records[1].row == 3);
  CHECK(records[2].labels.empty());
}

TEST_CASE("label file: lines and labels longer than a block") {
  const std::string label(3'000'000, 'a');
  const auto records =
      read("{\"name\":\"a\",\"openset\":[\"" + label + "\"]}\n{\"name\":\"b\",\"openset\":[]}\n",
           "a.ndjson");
  REQUIRE(records.size() == 2);
  CHECK(records[0].labels == Labels{label});
  CHECK(records[1].name == "b");
}

TEST_CASE("label file: what is wrong is said with its place") {
  CHECK(fault("name,labels\n", "a.csv") ==
        "a.csv: no column \"openset\"; found \"name\", \"labels\", expected it once");
  CHECK(fault("name,openset\nx\n", "a.csv") ==
        "a.csv, row 1: found 1 fields, expected the 2 of the header");
  CHECK(fault("name,openset\na,\n,b\n", "a.csv") ==
        "a.csv, row 2, column name: found an empty name, expected the sample's name");
  CHECK(fault("name,openset\na,\nb,\na,x\n", "a.csv") ==
        "a.csv, row 3, column name: found \"a\", which stands in row 1 too, expected each name "
        "once");
  CHECK(fault("name,openset\na,\"['\xFF']\"\n", "a.csv").find("not UTF-8 from byte 3 on") !=
        std::string::npos);
  CHECK(
      fault("{\"name\":\"a\"}\n", "a.jsonl").starts_with("a.jsonl, row 1, column openset: found "));
  CHECK(fault("{\"name\":\"a\",\"openset\":{}}\n", "a.jsonl").find("found \"{}\"") !=
        std::string::npos);
  CHECK(fault("{\"name\":\"a\",\"openset\":[1]}\n", "a.jsonl").find("found \"[1]\"") !=
        std::string::npos);
  CHECK(fault("{\"openset\":[]}\n", "a.jsonl").find("expected the sample's name") !=
        std::string::npos);
  CHECK(fault("[]\n", "a.jsonl").find("expected a JSON object on the line") != std::string::npos);
  CHECK(fault("\n{\"name\"", "a.jsonl").starts_with("a.jsonl, row 2: found"));
  CHECK_THROWS_AS(read("x", "a.txt"), Error);
}
