#include <doctest/doctest.h>

#include <tonewheel/dataset/format.hpp>

#include "support/temporary_folder.hpp"

using namespace tonewheel;

TEST_CASE("format: told by the ending or by being a folder") {
  const support::TemporaryFolder folder;
  CHECK(format_of("a.csv") == Format::csv);
  CHECK(format_of("a.CSV") == Format::csv);
  CHECK(format_of("a.tsv") == Format::tsv);
  CHECK(format_of("a.tab") == Format::tsv);
  CHECK(format_of("a.npy") == Format::npy);
  CHECK(format_of(folder.path()) == Format::affectnet);
  CHECK_FALSE(format_of("-"));
  CHECK_FALSE(format_of("a.txt"));
}

TEST_CASE("format: a given format fills in, and decides on the output where both paths tell") {
  const auto pair = [](const char* in, const char* out, std::optional<Format> given) {
    const FormatPair formats = choose_formats(in, out, given);
    return std::pair(formats.input, formats.output);
  };
  CHECK(pair("a.csv", "b.npy", std::nullopt) == std::pair(Format::csv, Format::npy));
  CHECK(pair("-", "-", std::nullopt) == std::pair(Format::csv, Format::csv));
  CHECK(pair("-", "-", Format::tsv) == std::pair(Format::tsv, Format::tsv));
  CHECK(pair("a.tsv", "-", std::nullopt) == std::pair(Format::tsv, Format::tsv));
  CHECK(pair("a.csv", "-", Format::npy) == std::pair(Format::csv, Format::npy));
  CHECK(pair("-", "b.csv", Format::npy) == std::pair(Format::npy, Format::csv));
  CHECK(pair("a.csv", "b.csv", Format::tsv) == std::pair(Format::csv, Format::tsv));
  CHECK(pair("a.csv", "ranks", Format::affectnet) == std::pair(Format::csv, Format::affectnet));
}
