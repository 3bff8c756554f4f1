#include <filesystem>
#include <memory>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/named_lexicon.hpp>
#include <tonewheel/lexicon/builtin.hpp>
#include <tonewheel/lexicon/lexicon_stamp.hpp>

#include "support/temporary_folder.hpp"

using namespace tonewheel;

TEST_CASE("named lexicon: builtin is the one that ships, any other name a file") {
  const TableStamp shipped = stamp_of(builtin_lexicon());
  CHECK(stamp_of(named_lexicon("builtin")) == shipped);
  CHECK(stamp_of(Lexicon(named_lexicon_tables("builtin"))) == shipped);
  const support::TemporaryFolder folder;
  support::write_bytes(folder / "l.json", to_json_text(named_lexicon_tables("builtin")));
  CHECK(stamp_of(named_lexicon((folder / "l.json").string())) == shipped);
}

TEST_CASE("named lexicon: a name that is none, and a format.csv where there is none") {
  CHECK_THROWS_WITH_AS((void)named_lexicon("nowhere.npz"),
                       "lexicon: found \"nowhere.npz\", expected builtin, a file or a folder",
                       Error);
  CHECK_THROWS_AS((void)named_lexicon_tables("nowhere.npz"), Error);
  LexiconFileOptions options;
  options.mer.format_csv = "format.csv";
  CHECK_THROWS_WITH_AS((void)named_lexicon("builtin", options), doctest::Contains("MER tables"),
                       Error);
  CHECK_NOTHROW(require_lexicon("builtin"));
}
