#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/gaps.hpp>
#include <tonewheel/dataset/column_table.hpp>

#include "support/errors.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;

}  // namespace

TEST_CASE("column table: arrays by name, as numbers and as texts") {
  ColumnTable table("truth");
  table.add("valence", std::vector<float>{0.5F, -1, 3});
  table.add_texts("emotion", {"joy", "", " 2.5 "});
  CHECK(table.rows() == 3);
  CHECK(table.columns().size() == 2);
  CHECK(table.number(0, 0) == 0.5);
  CHECK(table.cell(2, 0) == "3");  // a label may be a number
  CHECK(table.cell(0, table.column("emotion")) == "joy");
  CHECK(table.missing(1, 1));
  CHECK(std::isnan(table.number(1, 1)));
  CHECK(table.number(2, 1) == 2.5);
  CHECK(table.find_column("Valence") == std::nullopt);
  CHECK(message_of([&] { static_cast<void>(table.number(0, 1)); }) ==
        "truth, row 1, column emotion: found \"joy\", expected a number");
}

TEST_CASE("column table: what does not fit is an error") {
  ColumnTable table("truth");
  table.add("valence", {0.5, 1});
  CHECK(contains(message_of([&] { table.add("valence", {1, 2}); }), "twice"));
  CHECK(contains(message_of([&] { table.add("arousal", {1, 2, 3}); }),
                 "found 3 rows, expected 2 as in column \"valence\""));
  CHECK(contains(message_of([&] { static_cast<void>(table.cell(2, 0)); }), "less than 2 and 1"));
  CHECK(contains(message_of([&] { static_cast<void>(table.row_place(2)); }), "less than 2"));
  CHECK(contains(message_of([&] { static_cast<void>(table.column("x")); }),
                 "no column \"x\"; found \"valence\""));
  CHECK(table.columns().size() == 1);
}

TEST_CASE("gaps: what people write where there is no number") {
  for (const char* gap : {"", "  ", "NA", "n/a", "N/A", "#N/A", "<NA>", "NaN", "nan", "null",
                          "NULL", "None", " none\t"}) {
    CHECK_MESSAGE(is_gap(gap), gap);
  }
  for (const char* other : {"0", "0,5", "na.", "nano", "joy", "-", "?", "1e", "#N/A N/A x"}) {
    CHECK_FALSE_MESSAGE(is_gap(other), other);
  }
}
