#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/npy.hpp>
#include <tonewheel/dataset/npy_reader.hpp>

#include "support/temporary_folder.hpp"

using support::TemporaryFolder;
using support::write_bytes;
using tonewheel::Error;
using tonewheel::NpyReader;
using tonewheel::NpyType;
using tonewheel::parse_npy_header;

namespace {

using Shape = std::vector<std::uint64_t>;

/// What numpy.save writes: magic, version 1.0, length, dictionary, `spaces`, line end.
std::string numpy_header(std::string_view dictionary, std::size_t spaces) {
  const std::size_t length = dictionary.size() + spaces + 1;
  std::string bytes("\x93NUMPY\x01\0", 8);
  bytes += static_cast<char>(length & 255U);
  bytes += static_cast<char>(length >> 8U);
  return bytes + std::string(dictionary) + std::string(spaces, ' ') + "\n";
}

/// Any header at all, with any version and no padding.
std::string header(std::string_view dictionary, char version = 1) {
  std::string bytes = "\x93NUMPY";
  bytes += version;
  bytes += '\0';
  bytes += static_cast<char>(dictionary.size() & 255U);
  bytes += static_cast<char>(dictionary.size() >> 8U);
  if (version > 1) {
    bytes += std::string(2, '\0');
  }
  return bytes + std::string(dictionary);
}

std::string typed(std::string_view descr, std::string_view shape) {
  return header("{'descr': '" + std::string(descr) +
                "', 'fortran_order': False, 'shape': " + std::string(shape) + "}");
}

std::string doubles(const std::vector<double>& values) {
  std::string bytes(values.size() * sizeof(double), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/// Every row, `block` rows at a time.
std::vector<double> read_all(NpyReader& reader, std::size_t block) {
  std::vector<double> all;
  std::vector<double> some(block * reader.columns());
  std::uint64_t row = 0;
  while (const std::size_t rows = reader.read_rows(row, some)) {
    all.insert(all.end(), some.begin(),
               some.begin() + static_cast<std::ptrdiff_t>(rows * reader.columns()));
    row += rows;
  }
  CHECK(row == reader.rows());
  return all;
}

/// A pipe that holds these bytes and ends; they fit its buffer.
class FilledPipe {
 public:
  explicit FilledPipe(std::string_view bytes) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    REQUIRE(::write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
    descriptor_ = ends[0];
  }
  FilledPipe(const FilledPipe&) = delete;
  FilledPipe& operator=(const FilledPipe&) = delete;
  ~FilledPipe() { ::close(descriptor_); }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::string path() const { return "/dev/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_ = -1;
};

void check_refused(const std::string& bytes, const char* reason) {
  CAPTURE(reason);
  CHECK_THROWS_WITH_AS(static_cast<void>(parse_npy_header(bytes, "x.npy")),
                       doctest::Contains(reason), Error);
}

}  // namespace

TEST_CASE("headers are the bytes of numpy.save 1.24") {
  const auto ours = [](NpyType type, bool fortran, const Shape& shape) {
    return tonewheel::npy_header(type, fortran, shape);
  };
  // numpy.lib.format._write_array_header(file, {...}, (1, 0)): the dictionary, then the spaces.
  CHECK(ours({'f', 4, false}, false, {}) ==
        numpy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 62));
  CHECK(ours({'f', 8, false}, false, {3, 2}) ==
        numpy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }", 58));
  CHECK(ours({'f', 8, false}, true, {3, 2}) ==
        numpy_header("{'descr': '<f8', 'fortran_order': True, 'shape': (3, 2), }", 59));
  CHECK(ours({'i', 2, true}, false, {3}) ==
        numpy_header("{'descr': '>i2', 'fortran_order': False, 'shape': (3,), }", 60));
  CHECK(ours({'U', 20, false}, false, {}) ==
        numpy_header("{'descr': '<U5', 'fortran_order': False, 'shape': (), }", 62));
  CHECK(ours({'b', 1, false}, false, {}) ==
        numpy_header("{'descr': '|b1', 'fortran_order': False, 'shape': (), }", 62));
  CHECK(ours({'u', 1, true}, false, {1}) ==
        numpy_header("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", 60));
  CHECK(ours({'u', 8, false}, false, {2, 3, 4}) ==
        numpy_header("{'descr': '<u8', 'fortran_order': False, 'shape': (2, 3, 4), }", 55));
  // 36 dimensions need no padding: NumPy adds 64 spaces all the same.
  std::string ones = "1";
  for (int i = 1; i < 36; ++i) {
    ones += ", 1";
  }
  CHECK(ours({'f', 8, false}, false, Shape(36, 1)) ==
        numpy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (" + ones + "), }", 84));
}

TEST_CASE("what npy_header writes is what parse_npy_header reads") {
  for (const NpyType type : {NpyType{'f', 2, false}, NpyType{'f', 4, true}, NpyType{'f', 8, false},
                             NpyType{'i', 1, false}, NpyType{'i', 8, true}, NpyType{'u', 4, false},
                             NpyType{'b', 1, false}, NpyType{'U', 12, true}}) {
    for (const Shape& shape : {Shape{}, Shape{0}, Shape{7}, Shape{1000000, 3}, Shape{1, 2, 3, 4}}) {
      for (const bool fortran : {false, true}) {
        const std::string bytes = tonewheel::npy_header(type, fortran, shape);
        const auto parsed = parse_npy_header(bytes + "data", "x.npy");
        CHECK(bytes.size() % 64 == 0);
        CHECK(parsed.type == type);
        CHECK(parsed.fortran_order == fortran);
        CHECK(parsed.shape == shape);
        CHECK(parsed.data_offset == bytes.size());
      }
    }
  }
  CHECK_THROWS_AS(static_cast<void>(tonewheel::npy_header({'f', 3, false}, false, {})), Error);
  CHECK_THROWS_AS(static_cast<void>(tonewheel::npy_header({'O', 8, false}, false, {})), Error);
  CHECK_THROWS_AS(static_cast<void>(tonewheel::npy_header({'U', 3, false}, false, {})), Error);
  const Shape deep(65, 1);
  CHECK_THROWS_AS(static_cast<void>(tonewheel::npy_header({}, false, deep)), Error);
}

TEST_CASE("headers as other writers put them") {
  for (const char version : {'\1', '\2', '\3'}) {
    const auto parsed = parse_npy_header(
        header("{\"shape\":(3L,2),'fortran_order' : True ,\t'descr':\">f4\"}\n", version), "x");
    CHECK(parsed.type == NpyType{'f', 4, true});
    CHECK(parsed.fortran_order);
    CHECK(parsed.shape == Shape{3, 2});
    CHECK(parsed.count() == 6);
    CHECK(parsed.data_bytes() == 24);
  }
  CHECK(!parse_npy_header(typed("=f8", "()"), "x").type.big_endian);
  CHECK(parse_npy_header(typed("|i1", "(0, 18446744073709551615, 9)"), "x").count() == 0);
  CHECK(parse_npy_header(typed("<U0", "(3,)"), "x").data_bytes() == 0);
}

TEST_CASE("hostile headers are errors") {
  const std::string good = typed("<f8", "(3,)");
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK_THROWS_AS(static_cast<void>(parse_npy_header(good.substr(0, i), "x.npy")), Error);
  }
  check_refused("", "found no bytes");
  check_refused("PK\x03\x04" + std::string(60, 'z'), "starts with \"PK\\x03\\x04zz\"");
  check_refused("\x93NUMPY\x04" + good.substr(7), "version 4.0");
  check_refused(std::string("\x93NUMPY\x02\0\xff\xff\xff\xff{", 13), "4294967295 bytes");
  check_refused(std::string("\x93NUMPY\x01\0\0\0{}", 12), "of 0 bytes");
  check_refused(header(""), "expected at least 12");
  check_refused(header("[]"), "expected '{'");
  check_refused(header("{}"), "no key descr");
  check_refused(header("{'descr': '<f8', 'shape': ()}"), "no key fortran_order");
  check_refused(header("{'descr': '<f8', 'descr': '<f8'}"), "the key \"descr\"");
  check_refused(header("{'extra': 1}"), "the key \"extra\"");
  check_refused(header("{'descr: <f8}"), "a closing quote");
  check_refused(header("{'descr\": '<f8'}"), "expected");
  check_refused(header("{'de\\x73cr': '<f8'}"), "backslash");
}

TEST_CASE("hostile types and shapes are errors") {
  check_refused(header("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': ()}"),
                "structured");
  check_refused(header("{'descr': ('<f8', (3,)), 'fortran_order': False, 'shape': ()}"),
                "structured");
  check_refused(typed("|O", "()"), "pickled Python objects");
  check_refused(typed("|O8", "()"), "pickled Python objects");
  for (const char* descr : {"<c16", "<f16", "<f3", "<M8[ns]", "|S5", "|V8", "<i9", "<U", "<U-1",
                            "<U99999999999", "f8", "", "<", "<f", "<f8 ", "|b2", "<f08x"}) {
    check_refused(typed(descr, "()"), "found the type");
  }
  check_refused(typed("<f8", "(-1,)"), "a dimension");
  check_refused(typed("<f8", "(1.5,)"), "expected");
  check_refused(typed("<f8", "(3)"), "',' as in (3,)");
  check_refused(typed("<f8", "3"), "expected '('");
  check_refused(typed("<f8", "[3, 2]"), "expected '('");
  check_refused(typed("<f8", "(,)"), "a dimension");
  check_refused(typed("<f8", "(3,,2)"), "a dimension");
  check_refused(typed("<f8", "(18446744073709551616,)"), "a dimension");
  check_refused(typed("<f8", "(4294967296, 4294967296)"), "at most 2^64 - 1 bytes");
  check_refused(typed("<f8", "(2305843009213693952,)"), "at most 2^64 - 1 bytes");
  check_refused(typed("<f8", std::string(30000, '(')), "a dimension");
  std::string deep = "(";
  for (int i = 0; i < 65; ++i) {
    deep += "1,";
  }
  check_refused(typed("<f8", deep + ")"), "64 dimensions");
  check_refused(header("{'descr': '<f8', 'fortran_order': 0, 'shape': ()}"), "True or False");
  check_refused(header("{'descr': '<f8', 'fortran_order': False, 'shape': ()} {"), "nothing after");
}

TEST_CASE("elements of every number type") {
  const auto number = [](std::string_view bytes, char kind, bool big = false) {
    return tonewheel::npy_number(bytes.data(), {kind, bytes.size(), big});
  };
  using namespace std::string_view_literals;
  CHECK(number("\xcd\xcc\xcc\x3d"sv, 'f') == static_cast<double>(0.1F));
  CHECK(number("\x3d\xcc\xcc\xcd"sv, 'f', true) == static_cast<double>(0.1F));
  CHECK(number("\x9a\x99\x99\x99\x99\x99\xb9\x3f"sv, 'f') == 0.1);
  CHECK(number("\x3f\xb9\x99\x99\x99\x99\x99\x9a"sv, 'f', true) == 0.1);
  CHECK(number("\xfe"sv, 'i') == -2);
  CHECK(number("\xfe\xff"sv, 'i') == -2);
  CHECK(number("\xff\xfe"sv, 'i', true) == -2);
  CHECK(number("\xfe\xff\xff\xff"sv, 'i') == -2);
  CHECK(number("\xfe\xff\xff\xff\xff\xff\xff\xff"sv, 'i') == -2);
  CHECK(number("\xfe"sv, 'u') == 254);
  CHECK(number("\xfe\xff"sv, 'u') == 65534);
  CHECK(number("\xfe\xff\xff\xff"sv, 'u') == 4294967294.0);
  CHECK(number("\xff\xff\xff\xff\xff\xff\xff\xff"sv, 'u') == 18446744073709551616.0);
  CHECK(number("\0"sv, 'b') == 0);
  CHECK(number("\x01"sv, 'b') == 1);
  // numpy.float16([0.1, -2, 65504, 6e-8, inf, 6.104e-05, -0.0]).tobytes()
  CHECK(number("\x66\x2e"sv, 'f') == 0.0999755859375);
  CHECK(number("\x00\xc0"sv, 'f') == -2);
  CHECK(number("\xff\x7b"sv, 'f') == 65504);
  CHECK(number("\x01\x00"sv, 'f') == std::ldexp(1, -24));
  CHECK(number("\x00\x7c"sv, 'f') == INFINITY);
  CHECK(number("\x00\x04"sv, 'f') == std::ldexp(1, -14));
  CHECK(std::signbit(number("\x00\x80"sv, 'f')));
  CHECK(std::isnan(number("\x00\x7e"sv, 'f')));
  CHECK_THROWS_AS(number("abcd", 'U'), Error);
  CHECK_THROWS_AS(number("abc", 'f'), Error);
}

TEST_CASE("a matrix in every order is read as rows") {
  const TemporaryFolder folder;
  const std::vector<double> rows{1, 2, 3, 4, 5, 6};
  std::string bytes;
  // numpy.save of array([[1, 2], [3, 4], [5, 6]]) as '<f8' and '>i2', C and Fortran order.
  SUBCASE("C doubles") {
    bytes = numpy_header("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }", 58) +
            doubles(rows);
  }
  SUBCASE("Fortran doubles") {
    bytes = numpy_header("{'descr': '<f8', 'fortran_order': True, 'shape': (3, 2), }", 59) +
            doubles({1, 3, 5, 2, 4, 6});
  }
  SUBCASE("C big-endian") {
    bytes = numpy_header("{'descr': '>i2', 'fortran_order': False, 'shape': (3, 2), }", 58) +
            std::string("\0\1\0\2\0\3\0\4\0\5\0\6", 12);
  }
  SUBCASE("Fortran big-endian") {
    bytes = numpy_header("{'descr': '>i2', 'fortran_order': True, 'shape': (3, 2), }", 59) +
            std::string("\0\1\0\3\0\5\0\2\0\4\0\6", 12);
  }
  write_bytes(folder / "x.npy", bytes);
  for (const std::size_t block : {1U, 2U, 3U, 10U}) {
    NpyReader reader(folder / "x.npy");
    CHECK(reader.rows() == 3);
    CHECK(reader.columns() == 2);
    CHECK(!reader.is_stream());
    CHECK(read_all(reader, block) == rows);
  }
  NpyReader first(folder / "x.npy");
  NpyReader reader(std::move(first));
  std::array<double, 3> some{-1, -1, -1};  // room for a row and a half
  CHECK(reader.read_rows(2, some) == 1);
  CHECK(some == std::array<double, 3>{5, 6, -1});
  CHECK(reader.read_rows(1, some) == 1);
  CHECK(some == std::array<double, 3>{3, 4, -1});
  CHECK(reader.read_rows(3, some) == 0);
  CHECK_THROWS_AS(reader.read_rows(4, some), Error);
  CHECK_THROWS_AS(reader.read_rows(0, std::span(some).first(1)), Error);
}

TEST_CASE("more rows than the reader's buffer holds") {
  const TemporaryFolder folder;
  const std::size_t count = 300000;  // one byte each, the buffer has 2^18
  std::string data(2 * count, '\0');
  for (std::size_t i = 0; i < count; ++i) {
    data[i] = static_cast<char>(i % 100);
    data[count + i] = static_cast<char>(i % 7);
  }
  const Shape shape{count, 2};
  write_bytes(folder / "f.npy", tonewheel::npy_header({'u', 1, false}, true, shape) + data);
  NpyReader reader(folder / "f.npy");
  std::vector<double> all(2 * count);
  CHECK(reader.read_rows(0, all) == count);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    wrong += all[2 * i] != static_cast<double>(i % 100) ? 1U : 0U;
    wrong += all[2 * i + 1] != static_cast<double>(i % 7) ? 1U : 0U;
  }
  CHECK(wrong == 0);
}

TEST_CASE("one dimension is one column, and there may be no rows") {
  const TemporaryFolder folder;
  write_bytes(folder / "x.npy", typed("<i1", "(3,)") + "\x01\x02\x03");
  NpyReader column(folder / "x.npy");
  CHECK(column.columns() == 1);
  CHECK(read_all(column, 2) == std::vector<double>{1, 2, 3});
  for (const char* shape : {"(0,)", "(0, 3)", "(0, 0)", "(0, 18446744073709551615)"}) {
    write_bytes(folder / "e.npy", typed("<f8", shape));
    NpyReader empty(folder / "e.npy");
    CHECK(empty.rows() == 0);
    CHECK(empty.read_rows(0, {}) == 0);
  }
}

TEST_CASE("files that are no matrix, cut or too long") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& bytes, const char* reason) {
    write_bytes(folder / "x.npy", bytes);
    CHECK_THROWS_WITH_AS(NpyReader(folder / "x.npy"), doctest::Contains(reason), Error);
    CHECK_THROWS_WITH_AS(NpyReader(folder / "x.npy"), doctest::Contains("x.npy"), Error);
  };
  refused("", "no bytes");
  refused("\x93NUMPY", "ends after 6 bytes");
  refused(typed("<f8", "(3, 2)").substr(0, 40), "the .npy header ends after 40 bytes");
  refused(typed("<f8", "(3, 2)") + std::string(47, 'x'), "expected 48 bytes of data");
  refused(typed("<f8", "(3, 2)") + std::string(47, 'x'), "found 47");
  refused(typed("<f8", "(3, 2)") + std::string(49, 'x'), "found 49");
  refused(typed("<f8", "(0, 2)") + "x", "found 1");
  refused(typed("<f8", "(2305843009213693951,)"), "found 0");
  refused(typed("<f8", "()") + std::string(8, 'x'), "rows and columns");
  refused(typed("<f8", "(1, 1, 1)") + std::string(8, 'x'), "rows and columns");
  refused(typed("<f8", "(5, 0)"), "rows and columns");
  refused(typed("<U1", "(1,)") + "1234", "expected numbers");
  CHECK_THROWS_WITH_AS(NpyReader(folder / "none.npy"), doctest::Contains("No such file"), Error);
  CHECK_THROWS_WITH_AS(NpyReader(folder.path()), doctest::Contains("Is a directory"), Error);
}

TEST_CASE("a file that shrinks while it is read") {
  const TemporaryFolder folder;
  write_bytes(folder / "x.npy", typed("<f4", "(3,)") + std::string(12, '\0'));
  NpyReader reader(folder / "x.npy");
  std::filesystem::resize_file(folder / "x.npy", typed("<f4", "(3,)").size() + 5);
  std::array<double, 3> out{};
  CHECK_THROWS_WITH_AS(reader.read_rows(0, out), doctest::Contains("found 5"), Error);
}

TEST_CASE("a pipe is read in order") {
  const std::string good = typed("<i1", "(3, 2)") + "\x01\x02\x03\x04\x05\x06";
  {
    const FilledPipe pipe(good);
    NpyReader reader(pipe.path());
    CHECK(reader.is_stream());
    CHECK(read_all(reader, 2) == std::vector<double>{1, 2, 3, 4, 5, 6});
  }
  std::array<double, 4> out{};
  {
    const FilledPipe pipe(good);
    NpyReader reader(pipe.path());
    CHECK_THROWS_WITH_AS(reader.read_rows(1, out), doctest::Contains("out of order"), Error);
    CHECK(reader.read_rows(0, out) == 2);
    CHECK_THROWS_AS(reader.read_rows(0, out), Error);
    CHECK(reader.read_rows(2, out) == 1);
    CHECK(reader.read_rows(3, out) == 0);
  }
  {
    const FilledPipe pipe(good.substr(0, good.size() - 1));
    NpyReader reader(pipe.path());
    CHECK(reader.read_rows(0, out) == 2);
    CHECK_THROWS_WITH_AS(
        reader.read_rows(2, out),
        doctest::Contains("expected 6 bytes of data for the shape (3, 2), found 5"), Error);
  }
  {
    const FilledPipe pipe(good + "x");
    NpyReader reader(pipe.path());
    CHECK(reader.read_rows(0, out) == 2);
    CHECK_THROWS_WITH_AS(reader.read_rows(2, out), doctest::Contains("found more"), Error);
  }
  const FilledPipe empty(typed("<f8", "(0, 2)") + "x");
  CHECK_THROWS_WITH_AS(NpyReader(empty.path()), doctest::Contains("found more"), Error);
  const FilledPipe fortran(header("{'descr': '<i1', 'fortran_order': True, 'shape': (3, 2)}") +
                           "123456");
  CHECK_THROWS_WITH_AS(NpyReader(fortran.path()), doctest::Contains("Fortran"), Error);
  const FilledPipe cut(good.substr(0, 30));
  CHECK_THROWS_WITH_AS(NpyReader(cut.path()), doctest::Contains("ends after 30 bytes"), Error);
}

TEST_CASE("the standard input") {
  const FilledPipe pipe(typed("<i1", "(2,)") + "\x01\x02");
  const int saved = ::dup(STDIN_FILENO);
  ::dup2(pipe.descriptor(), STDIN_FILENO);
  std::vector<double> all;
  {
    NpyReader reader("-");
    all = read_all(reader, 1);
  }
  CHECK_THROWS_WITH_AS(NpyReader("-"), doctest::Contains("standard input: found no bytes"), Error);
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  CHECK(all == std::vector<double>{1, 2});
}

TEST_CASE("scalars as AffectNet stores them") {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& bytes) {
    write_bytes(folder / "x.npy", bytes);
    return tonewheel::read_npy_scalar(folder / "x.npy");
  };
  // numpy.save(file, numpy.float32(0.1))
  const std::string tenth =
      numpy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 62) +
      "\xcd\xcc\xcc\x3d";
  CHECK(tonewheel::npy_scalar_bytes(0.1F) == tenth);
  CHECK(tonewheel::npy_scalar_bytes(0.1F).size() == 132);
  CHECK(read(tenth).text == "0.1");
  CHECK(read(tenth).number == static_cast<double>(0.1F));
  // numpy.save(file, numpy.array('0.123')) and its like
  const auto text =
      read(numpy_header("{'descr': '<U5', 'fortran_order': False, 'shape': (), }", 62) +
           std::string("0\0\0\0.\0\0\0001\0\0\0002\0\0\0003\0\0\0", 20));
  CHECK(text.type == NpyType{'U', 20, false});
  CHECK(text.text == "0.123");
  CHECK(text.number == 0.123);
  // numpy.array('e-acute, euro, U+1F600'), then big-endian with padding: numpy.array('ab', '>U4')
  const auto wide =
      read(typed("<U3", "()") + std::string("\xe9\0\0\0\xac\x20\0\0\0\xf6\x01\0", 12));
  CHECK(wide.text == "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  CHECK(!wide.number);
  CHECK(read(typed(">U4", "(1,)") + std::string("\0\0\0a\0\0\0b\0\0\0\0\0\0\0\0", 16)).text ==
        "ab");
  CHECK(read(typed("<U0", "()")).text.empty());
  CHECK(read(typed("<f8", "(1, 1)") + doubles({0.1})).text == "0.1");
  CHECK(read(typed("<i4", "()") + "\xfe\xff\xff\xff").text == "-2");
  CHECK(read(typed("<u8", "()") + std::string(8, '\xff')).text == "18446744073709551615");
  CHECK(read(typed("|b1", "()") + "\x01").text == "1");
  CHECK(read(typed("<f2", "()") + "\x66\x2e").number == 0.0999755859375);
}

TEST_CASE("files that are no scalar") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& bytes, const char* reason) {
    write_bytes(folder / "x.npy", bytes);
    CHECK_THROWS_WITH_AS(static_cast<void>(tonewheel::read_npy_scalar(folder / "x.npy")),
                         doctest::Contains(reason), Error);
  };
  refused("", "no bytes");
  refused(typed("<f4", "(2,)") + "12345678", "single element");
  refused(typed("<f4", "(0,)"), "single element");
  refused(typed("<f4", "()") + "123", "found 3");
  refused(typed("<f4", "()") + "12345", "found 5");
  refused(typed("<U1", "()") + std::string("\0\xd8\0\0", 4), "code point");
  refused(typed("<U1", "()") + std::string("\0\0\x11\0", 4), "code point");
  refused(typed("<U1", "()") + "\xff\xff\xff\xff", "code point");
  CHECK_THROWS_AS(static_cast<void>(tonewheel::read_npy_scalar(folder / "none")), Error);
}
