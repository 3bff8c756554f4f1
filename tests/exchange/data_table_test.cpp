#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/npy.hpp>
#include <tonewheel/exchange/data_table.hpp>

#include "support/errors.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::error_of;
using Names = std::vector<std::string>;

DataTable read(std::string_view bytes, const std::string& name,
               const DataTableOptions& options = {}) {
  const support::TemporaryFolder folder;
  support::write_bytes(folder / name, bytes);
  return read_data_table(folder / name, options);
}

Names columns(const DataTable& table) {
  return {table.columns().begin(), table.columns().end()};
}

Names row(const DataTable& table, std::size_t i) {
  Names cells;
  for (std::size_t column = 0; column < table.columns().size(); ++column) {
    cells.emplace_back(table.cell(i, column));
  }
  return cells;
}

/// The message from the file's name on; empty where nothing is thrown.
std::string message(const std::string& name, const auto& action) {
  const auto error = error_of(action);
  if (!error) {
    return "";
  }
  const std::string text = error->what();
  const auto at = text.find(name);
  return at == std::string::npos ? text : text.substr(at);
}

/// What reading says is wrong; empty: nothing.
std::string fault(std::string_view bytes, const std::string& name) {
  return message(name, [&] { read(bytes, name); });
}

/// Reads the bytes from a file in the place of the standard input.
DataTable read_standard_input(std::string_view bytes, DataFormat format) {
  const support::TemporaryFolder folder;
  support::write_bytes(folder / "in", bytes);
  const int kept = ::dup(STDIN_FILENO);
  std::FILE* const file = std::fopen((folder / "in").c_str(), "rb");
  ::dup2(::fileno(file), STDIN_FILENO);
  std::fclose(file);
  std::optional<DataTable> table;
  const auto error = error_of([&] { table = read_data_table("-", {.format = format}); });
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
  if (error) {
    throw Error(*error);
  }
  return *table;
}

/// The file of an array in C or Fortran order; values stand in the file's order.
template <class T>
std::string npy_bytes(NpyType type, std::vector<std::uint64_t> shape, const std::vector<T>& values,
                      bool fortran_order = false) {
  std::string bytes = npy_header(type, fortran_order, shape);
  for (const T value : values) {
    auto raw = std::bit_cast<std::array<char, sizeof(T)>>(value);
    if (type.big_endian != (std::endian::native == std::endian::big)) {
      std::reverse(raw.begin(), raw.end());
    }
    bytes.append(raw.data(), raw.size());
  }
  return bytes;
}

}  // namespace

TEST_CASE("data table: CSV with a byte order mark, CRLF, quotes and line ends in cells") {
  const DataTable table = read(
      "\xEF\xBB\xBF id , \"va\"\"l\" ,note\r\n"
      "a,1.5,\"two\r\nlines, \"\"quoted\"\"\"\r\n"
      "\r\n"
      "b, -2e-1 ,\r\n"
      "\xC3\xA9,\"NaN\",  ",
      "a.csv");
  CHECK(columns(table) == Names{"id", "va\"l", "note"});
  REQUIRE(table.rows() == 3);
  CHECK(row(table, 0) == Names{"a", "1.5", "two\r\nlines, \"quoted\""});
  CHECK(row(table, 1) == Names{"b", " -2e-1 ", ""});
  CHECK(row(table, 2) == Names{"\xC3\xA9", "NaN", "  "});
  CHECK(table.number(0, 1) == 1.5);
  CHECK(table.number(1, 1) == -0.2);
  CHECK(std::isnan(table.number(2, 1)));
  CHECK_FALSE(table.missing(2, 1));
  CHECK(table.missing(1, 2));
  CHECK(table.missing(2, 2));
  CHECK(std::isnan(table.number(1, 2)));
  CHECK(table.column("note") == 2);
  CHECK(table.find_column("va\"l") == 1);
  CHECK(table.find_column("ID") == std::nullopt);
  CHECK(table.row_place(1).row == 2);
  CHECK(table.row_place(2, 0).row == 3);
  CHECK(table.row_place(2, 0).column == "id");
  CHECK(table.row_place(2, 0).file == table.name());
}

TEST_CASE("data table: numbers are whole cells") {
  const DataTable table = read(
      "v\n1\n+2\n-inf\nINF\nnan\n1e308\n4.9406564584124654e-324\n0.1\n1,5\n"
      "1x\n1e999\n0x10\ntrue\n1 2\n",
      "a.tsv");
  CHECK(table.number(0, 0) == 1);
  CHECK(table.number(1, 0) == 2);
  CHECK(table.number(2, 0) == -std::numeric_limits<double>::infinity());
  CHECK(table.number(3, 0) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(table.number(4, 0)));
  CHECK(table.number(5, 0) == 1e308);
  CHECK(table.number(6, 0) == std::numeric_limits<double>::denorm_min());
  CHECK(table.number(7, 0) == 0.1);
  REQUIRE(table.rows() == 14);
  for (std::size_t i = 8; i < table.rows(); ++i) {
    const auto error = error_of([&] { static_cast<void>(table.number(i, 0)); });
    REQUIRE(error.has_value());
    CHECK(error->place().row == i + 1);
    CHECK(error->place().column == "v");
  }
  CHECK(message("a.tsv", [&] { static_cast<void>(table.number(9, 0)); }) ==
        "a.tsv, row 10, column v: found \"1x\", expected a number");
}

TEST_CASE("data table: formats by extension or as stated") {
  CHECK(columns(read("a\tb\n1\t2\n", "x.TSV")) == Names{"a", "b"});
  CHECK(columns(read("a\tb\n1\t2\n", "x.tab")) == Names{"a", "b"});
  CHECK(contains(fault("a\tb\n1\t2\n", "x.csv"), "which has tabs and no comma"));
  CHECK(columns(read("a\tb\n1\t2\n", "x.csv", {.format = DataFormat::tsv})) == Names{"a", "b"});
  CHECK(columns(read("{\"a\":1}", "x", {.format = DataFormat::jsonl})) == Names{"a"});
  CHECK(contains(fault("a", "x.txt"), "or a stated format"));
  CHECK(contains(message("found", [] { static_cast<void>(read_data_table("-")); }),
                 "found \"-\", expected a name that ends in .csv"));
  CHECK(contains(message("none.csv", [] { static_cast<void>(read_data_table("/none.csv")); }),
                 "none.csv: cannot be read"));
  CHECK(contains(message("none.npy", [] { static_cast<void>(read_data_table("/none.npy")); }),
                 "none.npy: cannot be read"));
}

TEST_CASE("data table: the standard input in every format") {
  const DataTable csv = read_standard_input("a\nx\n", DataFormat::csv);
  CHECK(csv.name() == "standard input");
  CHECK(csv.cell(0, 0) == "x");
  CHECK(read_standard_input("{\"a\":\"x\"}", DataFormat::jsonl).cell(0, 0) == "x");
  CHECK(read_standard_input(npy_bytes<double>({}, {1, 2}, {1, 2}, true), DataFormat::npy)
            .number(0, 1) == 2);
  CHECK(message("standard", [] { static_cast<void>(read_standard_input("", DataFormat::csv)); }) ==
        "standard input: empty, expected a header and rows");
}

TEST_CASE("data table: a header without rows is a table, an empty file is none") {
  for (const std::string text : {"a,b", "a,b\n", "a,b\r\n\r\n\n"}) {
    const DataTable table = read(text, "a.csv");
    CHECK(table.rows() == 0);
    CHECK(columns(table) == Names{"a", "b"});
  }
  CHECK(fault("", "a.csv") == "a.csv: empty, expected a header and rows");
  CHECK(contains(fault("\n\n", "a.csv"), "expected a header"));
  CHECK(contains(fault("\xEF\xBB\xBF", "a.csv"), "expected a header"));
  CHECK(fault("", "a.jsonl") == "a.jsonl: empty, expected a JSON object a line");
  CHECK(fault("\n \r\n", "a.jsonl") == "a.jsonl: empty, expected a JSON object a line");
  CHECK(fault("\xEF\xBB\xBF\n", "a.jsonl") == "a.jsonl: empty, expected a JSON object a line");
  CHECK(contains(fault("", "a.npy"), "a.npy: found no bytes"));
}

TEST_CASE("data table: what is wrong in CSV is said with its place") {
  CHECK(fault("a,b\n1,2\n\n3\n", "a.csv") ==
        "a.csv, row 2: found 1 field, expected the 2 of the header");
  CHECK(fault("a,b\n1,2,\n", "a.csv") ==
        "a.csv, row 1: found 3 fields, expected the 2 of the header");
  CHECK(fault("a, b,a \n", "a.csv") == "a.csv: found the column \"a\" twice, expected each once");
  CHECK(fault("a,b\nx,\"\xFFy\"\n", "a.csv") ==
        "a.csv, row 1, column b: found \"\"\xFFy\"\", which is not UTF-8 from byte 2 on, expected "
        "UTF-8");
  CHECK(fault("1,2.5\n3,4\n", "a.csv") ==
        "a.csv: the first line holds only numbers, expected column names");
  CHECK(read("2019,name\n3,4\n", "a.csv").rows() == 1);
  CHECK(
      contains(fault("a,b\n1,\"x\"y\n", "a.csv"), "row 1, column b: found text behind a closing"));
  CHECK(contains(fault("a\rb\r", "a.csv"), "line ends of CR alone"));
  CHECK(contains(fault("sep=,\na,b\n1,2\n", "a.csv"), "sep=,"));
  CHECK(contains(fault("a,\xC3\nx,y\n", "a.csv"), "not UTF-8 from byte 1 on"));
  CHECK(contains(fault("a\nx\n\"y\n", "a.csv"), "a.csv, row 2: the file ends inside a quoted"));
  CHECK(contains(fault("\xFF\xFE"
                       "a",
                       "a.csv"),
                 "expected UTF-8"));
  const DataTable table = read("a,b\n1,2\n", "a.csv");
  CHECK(message("a.csv", [&] { static_cast<void>(table.column("A")); }) ==
        "a.csv: no column \"A\"; found \"a\", \"b\", expected it too");
  CHECK_THROWS_AS(static_cast<void>(table.cell(1, 0)), Error);
  CHECK_THROWS_AS(static_cast<void>(table.cell(0, 2)), Error);
  CHECK_THROWS_AS(static_cast<void>(table.number(1, 0)), Error);
  CHECK_THROWS_AS(static_cast<void>(table.missing(0, 2)), Error);
  CHECK_THROWS_AS(static_cast<void>(table.row_place(1)), Error);
  CHECK_THROWS_AS(static_cast<void>(table.row_place(0, 2)), Error);
}

TEST_CASE("data table: a message lists no more than twenty columns") {
  std::string header = "c0";
  for (int i = 1; i < 30; ++i) {
    header += ",c" + std::to_string(i);
  }
  const DataTable table = read(header, "a.csv");
  const std::string text = message("a.csv", [&] { static_cast<void>(table.column("x")); });
  CHECK(contains(text, "\"c19\" and 10 more"));
  CHECK_FALSE(contains(text, "c20"));
}

TEST_CASE("data table: JSON Lines keep the type of a cell as text") {
  const DataTable table = read(
      "\xEF\xBB\xBF{\"id\":\"a \\\"b\\u00e9\",\"v\":1.50,\"t\":true}\r\n"
      "\n"
      "{\"v\":null,\"f\":false,\"id\":12345678901234567890123}\n"
      "{\"list\":[1, 2.50, \"x\\n[\", [], [null, true, [3]]],\"v\":-0.0,\"id\":-7}\n"
      "{}\n"
      "{\"v\":1e2,\"id\":18446744073709551615,\"t\":\"nan\",\"f\":\"\"}",
      "a.jsonl");
  CHECK(columns(table) == Names{"id", "v", "t", "f", "list"});
  REQUIRE(table.rows() == 5);
  CHECK(row(table, 0) == Names{"a \"b\xC3\xA9", "1.5", "true", "", ""});
  CHECK(row(table, 1) == Names{"12345678901234567890123", "", "", "false", ""});
  CHECK(row(table, 2) == Names{"-7", "-0", "", "", R"([1,2.5,"x\n[",[],[null,true,[3]]])"});
  CHECK(row(table, 3) == Names{"", "", "", "", ""});
  CHECK(row(table, 4) == Names{"18446744073709551615", "100", "nan", "", ""});
  CHECK(table.missing(1, 1));
  CHECK(table.missing(3, 0));
  CHECK(table.missing(4, 3));
  CHECK_FALSE(table.missing(4, 2));
  CHECK(std::isnan(table.number(1, 1)));
  CHECK(std::isnan(table.number(4, 2)));
  CHECK(std::signbit(table.number(2, 1)));
  CHECK(table.row_place(1).row == 3);
  CHECK(message("a.jsonl", [&] { static_cast<void>(table.number(1, 3)); }) ==
        "a.jsonl, row 3, column f: found \"false\", expected a number");
}

TEST_CASE("data table: what is wrong in JSON Lines is said with its line") {
  CHECK(fault("{\"a\":1}\n{\"a\":{\"b\":1}}\n", "a.jsonl") ==
        "a.jsonl, row 2, column a: found an object, expected a text, number, true, false, null or "
        "an array");
  CHECK(contains(fault("{\"a\":[{}]}", "a.jsonl"), "row 1, column a: found an object"));
  CHECK(fault("{\"a\":1,\"b\":2,\"a\":3}", "a.jsonl") ==
        "a.jsonl, row 1, column a: found the key twice on the line, expected it once");
  for (const std::string line : {"[1]", "1", "-1", "1.5", "null", "true", "\"x\"", "[]"}) {
    CHECK(fault("\n" + line, "a.jsonl") ==
          "a.jsonl, row 2: found " + shown(line) + ", expected a JSON object on the line");
  }
  CHECK(fault("{\"a\":NaN}", "a.jsonl") ==
        "a.jsonl, row 1: not JSON: found \"NaN}\" at byte 6, expected a JSON object on the line");
  CHECK(contains(fault("{\"a\":1e999}", "a.jsonl"), "a.jsonl, row 1: not JSON"));
  CHECK(contains(fault("{\"a\":1", "a.jsonl"), "not JSON: found the end of the line"));
  CHECK(contains(fault("{\"a\":1}{\"a\":2}", "a.jsonl"), "a.jsonl, row 1: not JSON: found \"{"));
  CHECK(contains(fault("{\"a\":1,}", "a.jsonl"), "not JSON: found \"}\" at byte 8"));
  CHECK(contains(fault("{\"a\":\"\xFF\"}", "a.jsonl"), "row 1: found"));
  CHECK(contains(fault("{\"a\":\"\xFF\"}", "a.jsonl"), "not UTF-8 from byte 7 on"));
  CHECK(contains(fault("{\"a\":\"\\ud800\"}", "a.jsonl"), "a.jsonl, row 1: not JSON"));
}

TEST_CASE("data table: lines with ever new keys stay small, arrays nest deeply") {
  // 100000 lines of their own key each would be 10^10 cells.
  constexpr std::size_t count = 100'000;
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += "{\"k" + std::to_string(i) + "\":" + std::to_string(i) + "}\n";
  }
  const DataTable table = read(text, "a.jsonl");
  REQUIRE(table.rows() == count);
  REQUIRE(table.columns().size() == count);
  CHECK(table.number(count - 1, count - 1) == count - 1);
  CHECK(table.missing(count - 1, 0));
  CHECK(table.missing(0, count - 1));

  const std::string deep = std::string(count, '[') + std::string(count, ']');
  CHECK(read("{\"a\":" + deep + "}", "a.jsonl").cell(0, 0) == deep);
  CHECK(contains(fault("{\"a\":" + std::string(count, '['), "a.jsonl"), "not JSON"));
}

TEST_CASE("data table: JSON Lines agree with another parser on random objects") {
  std::mt19937 random(7);
  std::string text;
  std::vector<nlohmann::json> objects;
  for (int i = 0; i < 500; ++i) {
    nlohmann::json object = nlohmann::json::object();
    Names keys;
    for (auto k = random() % 8; k > 0; --k) {
      const std::string key = "k" + std::to_string(random() % 12);
      if (object.contains(key)) {
        continue;
      }
      keys.push_back(key);
      switch (random() % 5) {
        case 0:
          object[key] = nullptr;
          break;
        case 1:
          object[key] =
              std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 64) - 40);
          break;
        case 2:
          object[key] = std::string(random() % 5, static_cast<char>(random() % 128));
          break;
        case 3:
          object[key] = static_cast<int>(random() % 100) - 50;
          break;
        default:
          object[key] = {1, "a,]", false, nullptr, nlohmann::json::array()};
      }
    }
    text += "{";  // in the order drawn, which is not that of the columns
    for (std::size_t k = 0; k < keys.size(); ++k) {
      text += (k == 0 ? "\"" : ",\"") + keys[k] + "\":" + object[keys[k]].dump();
    }
    text += "}\n";
    objects.push_back(std::move(object));
  }
  const DataTable table = read(text, "a.jsonl");
  REQUIRE(table.rows() == objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    for (std::size_t column = 0; column < table.columns().size(); ++column) {
      const auto found = objects[i].find(table.columns()[column]);
      const std::string_view cell = table.cell(i, column);
      if (found == objects[i].end() || found->is_null()) {
        CHECK(cell.empty());
      } else if (found->is_string()) {
        CHECK(cell == found->get<std::string>());
      } else if (found->is_number()) {
        CHECK(table.number(i, column) == found->get<double>());
      } else {
        CHECK(cell == found->dump());
      }
    }
  }
}

TEST_CASE("data table: CSV agrees with what was written on random cells") {
  std::mt19937 random(11);
  constexpr std::string_view alphabet = "ab,\"\n\r \t;";
  std::vector<Names> written;
  std::string text = "x,y,z\n";
  for (int i = 0; i < 500; ++i) {
    Names cells(3);
    for (std::size_t column = 0; column < cells.size(); ++column) {
      for (auto n = random() % 6; n > 0; --n) {
        cells[column] += alphabet[random() % alphabet.size()];
      }
      text += (column == 0 ? "" : ",") + quote_if_needed(cells[column], ',');
    }
    text += i % 2 == 0 ? "\n" : "\r\n";
    written.push_back(cells);
  }
  const DataTable table = read(text, "a.csv");
  REQUIRE(table.rows() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    CHECK(row(table, i) == written[i]);
  }
}

TEST_CASE("data table: npy of every number type, byte order and layout") {
  const auto check = [](const std::string& bytes, const std::vector<double>& expected) {
    const DataTable table = read(bytes, "a.npy");
    CHECK(columns(table) == Names{"0", "1"});
    REQUIRE(table.rows() == 2);
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(table.number(i / 2, i % 2) == expected[i]);
    }
    CHECK(table.row_place(1, 1).row == 2);
  };
  const auto check_all = [&]<class T>(char kind, const std::vector<T>& v) {
    const std::vector<double> expected(v.begin(), v.end());
    const std::vector<T> by_column{v[0], v[2], v[1], v[3]};
    for (const bool big : {false, true}) {
      check(npy_bytes<T>({kind, sizeof(T), big}, {2, 2}, v), expected);
      check(npy_bytes<T>({kind, sizeof(T), big}, {2, 2}, by_column, true), expected);
    }
  };
  check_all('f', std::vector<float>{0.1F, -2.5F, 1e-40F, 3e38F});
  check_all('f', std::vector<double>{0.1, -2.5, 5e-324, 1e308});
  check_all('i', std::vector<std::int8_t>{-128, 127, 0, -1});
  check_all('i', std::vector<std::int16_t>{-32768, 32767, 256, -1});
  check_all('i', std::vector<std::int32_t>{-2147483647 - 1, 2147483647, 100000000, -1});
  check_all('i', std::vector<std::int64_t>{-9007199254740993, 9007199254740992, 256, -1});
  check_all('u', std::vector<std::uint8_t>{0, 255, 1, 128});
  check_all('u', std::vector<std::uint16_t>{0, 65535, 256, 1});
  check_all('u', std::vector<std::uint32_t>{0, 4294967295U, 65536, 1});
  check_all('u', std::vector<std::uint64_t>{0, 18446744073709551615U, 1, 2});
  check(npy_bytes<std::uint8_t>({'b', 1, false}, {2, 2}, {0, 1, 1, 0}), {0, 1, 1, 0});
  // float16: 1, -2, 0.5, 65504
  check(npy_bytes<std::uint16_t>({'f', 2, false}, {2, 2}, {0x3c00, 0xc000, 0x3800, 0x7bff}),
        {1, -2, 0.5, 65504});
}

TEST_CASE("data table: npy of one dimension and none, text of its numbers, no rows") {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  const auto inf = std::numeric_limits<double>::infinity();
  const DataTable line = read(npy_bytes<double>({}, {3}, {nan, -inf, 0.1}), "a.npy");
  CHECK(columns(line) == Names{"0"});
  REQUIRE(line.rows() == 3);
  CHECK(std::isnan(line.number(0, 0)));
  CHECK_FALSE(line.missing(0, 0));
  CHECK(line.number(1, 0) == -inf);
  CHECK(line.cell(2, 0) == "0.1");

  const DataTable scalar = read(npy_bytes<float>({'f', 4, false}, {}, {2.5F}), "a.npy");
  CHECK(scalar.rows() == 1);
  CHECK(row(scalar, 0) == Names{"2.5"});

  const DataTable large =
      read(npy_bytes<std::int64_t>({'i', 8, false}, {3},
                                   {100'000'000, 9'007'199'254'740'993, std::int64_t{1} << 63U}),
           "a.npy");
  CHECK(large.cell(0, 0) == "100000000");
  CHECK(large.cell(1, 0) == "9007199254740993");
  CHECK(large.cell(2, 0) == "-9223372036854775808");

  const DataTable none = read(npy_bytes<double>({}, {0, 2}, {}), "a.npy");
  CHECK(none.rows() == 0);
  CHECK(none.columns().size() == 2);
  CHECK(read(npy_bytes<double>({}, {0}, {}), "a.npy").columns().size() == 1);
}

TEST_CASE("data table: what is wrong in npy is said") {
  CHECK(fault(npy_bytes<double>({}, {1, 1, 1}, {1}), "a.npy") ==
        "a.npy: found the shape (1, 1, 1), expected (N, C), (N,) or (): rows and columns");
  CHECK(contains(fault(npy_header({'U', 12, false}, false, std::array<std::uint64_t, 1>{1}) +
                           std::string(12, 'a'),
                       "a.npy"),
                 "found strings of 3 characters, expected numbers or truth values"));
  CHECK(fault(npy_bytes<double>({}, {2}, {1}), "a.npy") ==
        "a.npy: found 8 bytes of data, expected 16 bytes for the shape (2,)");
  CHECK(fault(npy_bytes<double>({}, {1, 1}, {1, 2}), "a.npy") ==
        "a.npy: found more, expected 8 bytes for the shape (1, 1)");
  CHECK(contains(fault(npy_bytes<double>({}, {3, 0}, {}), "a.npy"), "found the shape (3, 0)"));
  CHECK(contains(fault(npy_bytes<double>({}, {0, std::uint64_t{1} << 40U}, {}), "a.npy"),
                 "expected 1 to 1048576 columns"));
  CHECK(contains(fault(npy_bytes<double>({}, {std::uint64_t{1} << 60U}, {1}), "a.npy"),
                 "found 8 bytes of data"));
  CHECK(contains(fault("a,b\n1,2\n", "a.npy"), "expected a .npy file"));
  std::string complex_type = npy_bytes<double>({}, {1}, {1});
  complex_type.replace(complex_type.find("<f8"), 3, "<c8");
  CHECK(contains(fault(complex_type, "a.npy"), "c8"));
  const std::string whole = npy_bytes<double>({}, {2, 1}, {1, 2});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK(fault(std::string_view(whole).substr(0, size), "a.npy").starts_with("a.npy"));
  }
}

TEST_CASE("data table: a cell of 64 MiB is an error, one of 60 MiB a cell") {
  const std::string big(std::size_t{64} << 20U, '7');
  CHECK(contains(fault("a,b\n1,2\n3," + big + "\n", "a.csv"), "a.csv, row 2: a record of more"));
  CHECK(contains(fault("a,b\n1,\"" + big, "a.csv"), "never closed"));
  CHECK(contains(fault("{}\n{\"a\":\"" + big + "\"}\n", "a.jsonl"), "row 2: found a line of more"));
  const std::string_view fits = std::string_view(big).substr(0, std::size_t{60} << 20U);
  const DataTable csv = read("a,b\n1,\"" + std::string(fits) + "\"\n", "a.csv");
  CHECK(csv.cell(0, 1) == fits);
  CHECK(message("a.csv", [&] { static_cast<void>(csv.number(0, 1)); }).size() < 200);
  const DataTable json = read("{\"a\":[\"" + std::string(fits) + "\"]}\n", "a.jsonl");
  CHECK(json.cell(0, 0).size() == fits.size() + 4);
}

TEST_CASE("data table: a table outlives the file and copies share its text") {
  DataTable table = read("a\n1\n", "a.csv");
  const std::string_view cell = table.cell(0, 0);
  const DataTable copy = table;
  table = read("b\n2\n3\n", "b.csv");
  CHECK(cell == "1");
  CHECK(copy.cell(0, 0).data() == cell.data());
  CHECK(table.rows() == 2);
}
