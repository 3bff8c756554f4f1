#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/dataset/long_ratings.hpp>

#include "support/errors.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::TemporaryFolder;
using support::write_bytes;

using Strings = std::vector<std::string>;
using Numbers = std::vector<double>;

const LongColumns columns{.item = "item", .rater = "rater", .label = "label"};

struct Files {
  explicit Files(const std::string& ratings, const std::string& points = "") {
    write_bytes(folder / "ratings.csv", ratings);
    if (!points.empty()) {
      write_bytes(folder / "points.csv", points);
    }
  }
  [[nodiscard]] LongRatings read(LongColumns of = columns,
                                 const TrainingFileOptions& options = {}) const {
    if (std::filesystem::exists(folder / "points.csv")) {
      of.points = folder / "points.csv";
    }
    return read_long_ratings(folder / "ratings.csv", of, options);
  }
  [[nodiscard]] std::string fault(const LongColumns& of = columns,
                                  const TrainingFileOptions& options = {}) const {
    return message_of([&] { static_cast<void>(read(of, options)); });
  }
  TemporaryFolder folder;
};

bool says(const LongRatings& found, const std::string& part) {
  for (const std::string& note : found.tally.notes) {
    if (contains(note, part)) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("long ratings: rows that repeat the point of their item become votes") {
  const Files files(
      "item,rater,label,V,A,w,video\n"
      "b,r1,sad,-1,0,2,v1\n"
      "a,r1,happy,1,0.5,1,v2\n"
      "b,r2,happy,-1,0,2,v1\n"
      "b,r3,sad,-1.0,0,2,v1\n"
      "a,r2,,1,.5,1,v2\n");
  const LongRatings found = files.read(columns, {.weights = "w", .group = "video"});
  CHECK(found.columns.classes == Strings{"happy", "sad"});
  CHECK_FALSE(found.columns.has_dominance);
  CHECK(found.columns.votes_count_people);
  CHECK(found.columns.points == std::vector<Vad>{{-1, 0, 0}, {1, 0.5, 0}});
  CHECK(found.columns.votes == Numbers{1, 2, 1, 0});
  CHECK(found.columns.weights == Numbers{2, 1});
  CHECK(found.columns.groups == Strings{"v1", "v2"});
  CHECK(found.tally.rows_read == 5);
  CHECK(found.tally.rows_used == 2);
  CHECK(says(found, "4 ratings of 2 items"));
  CHECK(says(found, "1 rows without a label"));
}

TEST_CASE("long ratings: rows of one item that disagree are refused with their place") {
  CHECK(contains(Files("item,rater,label,V,A\na,1,x,0,0\na,2,x,0,0.5\n").fault(),
                 "row 2: item \"a\" has another point here than in row 1"));
  const std::string header = "item,rater,label,V,A,w,g\n";
  const TrainingFileOptions options{.weights = "w", .group = "g"};
  CHECK(contains(Files(header + "a,1,x,0,0,1,u\na,2,x,0,0,2,u\n").fault(columns, options),
                 "another weight"));
  CHECK(contains(Files(header + "a,1,x,0,0,1,u\na,2,x,0,0,1,v\n").fault(columns, options),
                 "another group"));
}

TEST_CASE("long ratings: points of a table of items") {
  const Files files("item,rater,label\nb,1,x\na,1,y\nb,2,y\nb,2,x\n",
                    "name,V,A,D,video\na,0,0.25,0,v\nb,1,0,-1,v\n");
  LongColumns of = columns;
  of.key = "name";
  const LongRatings found = files.read(of, {.group = "video"});
  CHECK(found.columns.points == std::vector<Vad>{{0, 0.25, 0}, {1, 0, -1}});
  CHECK(found.columns.votes == Numbers{0, 1, 2, 1});
  CHECK(found.columns.groups == Strings{"v", "v"});
  CHECK(says(found, "1 ratings are of an item that the rater had labelled before"));
  CHECK(contains(files.fault(), "no such column"));  // without a key: a column item
}

TEST_CASE("long ratings: items without a point, points without a rating, doubled items") {
  const Files lost("item,rater,label\na,1,y\nc,1,x\n", "item,V,A\na,0,0\n");
  CHECK(contains(lost.fault(), "row 2, column item: found item \"c\""));
  const LongRatings found = lost.read(columns, {.out_of_range = OutOfRange::skip});
  CHECK(found.columns.points.size() == 1);
  CHECK(says(found, "1 ratings are of items without a point"));

  const Files unrated("item,rater,label\na,1,y\n", "item,V,A\nb,1,0\na,0,0\n");
  CHECK(contains(unrated.fault(), "points.csv, row 1: nobody labelled this item"));
  CHECK(contains(unrated.fault(), "--unlabelled skip"));
  CHECK_FALSE(contains(unrated.fault(), "em lets"));  // EM goes with one label a row
  const LongRatings fewer = unrated.read(columns, {.unlabelled = Unlabelled::skip});
  CHECK(fewer.columns.points == std::vector<Vad>{{0, 0, 0}});
  CHECK(fewer.columns.votes == Numbers{1});
  CHECK(fewer.tally.unlabelled.n() == 1);
  CHECK(fewer.tally.least == std::array<double, 3>{0, 0, 0});  // of the items used
  CHECK(fewer.tally.most == std::array<double, 3>{0, 0, 0});
  const LongRatings all = unrated.read(columns, {.unlabelled = Unlabelled::keep});
  CHECK(all.columns.votes == Numbers{0, 1});

  CHECK(contains(Files("item,rater,label\na,1,y\n", "item,V,A\na,0,0\na,0,0\n").fault(),
                 "points.csv, row 2, column item: item \"a\" stands in row 1 already"));
  CHECK(contains(Files("item,rater,label\n,1,y\n", "item,V,A\na,0,0\n").fault(),
                 "ratings.csv, row 1, column item: missing"));
}
