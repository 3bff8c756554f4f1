#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/scale.hpp>
#include <tonewheel/affect/space_moments.hpp>
#include <tonewheel/dataset/training_file.hpp>

#include "support/errors.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::TemporaryFolder;
using support::write_bytes;

/// All rows of one pass.
TrainingBlock all_rows(const TrainingRows& rows) {
  TrainingBlock all;
  rows.pass([&](const TrainingBlock& block) {
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(all.rows, block.rows);
    append(all.points, block.points);
    append(all.labels, block.labels);
    append(all.votes, block.votes);
    append(all.weights, block.weights);
    append(all.groups, block.groups);
  });
  return all;
}

/// A file of these bytes, read by these options.
struct File {
  explicit File(const std::string& bytes, const std::string& name = "data.csv")
      : path(folder / name) {
    write_bytes(path, bytes);
  }
  [[nodiscard]] TrainingFile open(const TrainingFileOptions& options = {}) const {
    return TrainingFile(path, options);
  }
  /// The message of the Error that opening it or a pass throws.
  [[nodiscard]] std::string fault(const TrainingFileOptions& options = {}) const {
    return message_of([&] { all_rows(TrainingFile(path, options)); });
  }
  TemporaryFolder folder;
  std::filesystem::path path;
};

LabelColumns label(const std::string& name) {
  return {.names = {name}};
}

using Strings = std::vector<std::string>;
using Numbers = std::vector<double>;
using Labels = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("training file: a column of labels, quoted or not, becomes sorted classes") {
  const File file(
      "id,V,A,D,emotion,text\r\n"
      "1,0.5,-0.25,1,sad,\"a, b\"\r\n"
      "2,-1,.125,0,\"happy\",x\r\n"
      "\r\n"
      "3,0.1234567890123456789,0,0, sad ,y\r\n"
      "4,1e-1,0,0,Sad,z\r\n");
  const TrainingFile rows = file.open({.labels = label("emotion")});
  CHECK(rows.classes() == Strings{"Sad", "happy", "sad"});
  CHECK(rows.has_dominance());
  CHECK_FALSE(rows.has_votes());
  CHECK(rows.groups().empty());
  const TrainingBlock all = all_rows(rows);
  CHECK(all.rows == std::vector<std::uint64_t>{1, 2, 3, 4});
  CHECK(all.labels == Labels{2, 1, 2, 0});
  CHECK(all.points[0] == Vad{0.5, -0.25, 1});
  CHECK(all.points[2] == Vad{0.1234567890123456789, 0, 0});
  CHECK(all.points[3].valence == 0.1);
  CHECK(rows.tally().rows_read == 4);
  CHECK(rows.tally().rows_used == 4);
  CHECK(rows.tally().blank_lines == 1);
  CHECK(rows.tally().guesses == Strings{"valence = V", "arousal = A", "dominance = D"});
  CHECK(rows.tally().columns ==
        Strings{"valence = V", "arousal = A", "dominance = D", "label = emotion"});
}

TEST_CASE("training file: an unnamed label column is guessed and said") {
  const File file("V,A,label\n0,0,a\n0,1,b\n");
  const TrainingFile rows = file.open();
  CHECK_FALSE(rows.has_dominance());
  all_rows(rows);
  CHECK(rows.tally().guesses.back() == "label = label");
  CHECK(contains(File("V,A,x\n0,0,a\n").fault(), "--label"));
}

TEST_CASE("training file: labels that are numbers are sorted as numbers") {
  const File file("V,A,c\n0,0,10\n0,0,2\n0,0,-1\n");
  CHECK(file.open({.labels = label("C")}).classes() == Strings{"-1", "2", "10"});
}

TEST_CASE("training file: a scale moves points, a scale without dominance leaves it out") {
  const File file("V,A,D,c\n9,5,1,a\n1,7,5,b\n");
  const TrainingBlock all =
      all_rows(file.open({.scale = parse_scale("1:9:5"), .labels = label("c")}));
  CHECK(all.points[0] == Vad{1, 0, -1});
  CHECK(all.points[1] == Vad{-1, 0.5, 0});
  const File flat("V,A,D,c\n1,0.5,7,a\n");
  const TrainingFile rows = flat.open({.scale = parse_scale("affectnet"), .labels = label("c")});
  CHECK_FALSE(rows.has_dominance());
  CHECK(all_rows(rows).points[0] == Vad{1, 0.5, 0});
}

TEST_CASE("training file: given classes take labels by name, noun and code") {
  const File file("V,A,c\n0,0,FEAR\n0,0,happy\n0,0,fearful\n");
  const TrainingFileOptions options{.labels = label("c"), .classes = {"happy", "sad", "fearful"}};
  const TrainingFile rows = file.open(options);
  CHECK(rows.classes() == Strings{"happy", "fearful"});
  CHECK(all_rows(rows).labels == Labels{1, 0, 1});
  CHECK(rows.tally().notes == Strings{"no row is labelled sad: not among the classes",
                                      "read as classes: FEAR as fearful"});
  // The class that is needed is among those told, though no row has it.
  CHECK(
      contains(File("V,A,c\n0,0,fear\n0,0,joy\n").fault(options),
               "row 2, column c: unknown_label: found \"joy\", expected one of the classes happy, "
               "sad, fearful"));
  const File none("V,A,c\n0,0,\n0,0,a\n0,0,b\n");
  for (const OutOfRange policy : {OutOfRange::error, OutOfRange::skip}) {
    TrainingFileOptions other_labels = options;
    other_labels.out_of_range = policy;
    other_labels.unlabelled = Unlabelled::skip;
    CHECK(
        contains(none.fault(other_labels),
                 "row 2, column c: unknown_label: found \"a\", and no label in any row that is one "
                 "of the classes happy, sad, fearful"));
  }

  TrainingFileOptions all = options;
  all.all_classes = true;
  CHECK(file.open(all).classes() == options.classes);

  const File other("V,A,c\n0,0,happy\n0,0,calm\n");
  CHECK(contains(other.fault(options), "row 2, column c: unknown_label: found \"calm\""));
  TrainingFileOptions skip = options;
  skip.out_of_range = OutOfRange::skip;
  const TrainingFile fewer = other.open(skip);
  CHECK(all_rows(fewer).rows == std::vector<std::uint64_t>{1});
  CHECK(fewer.tally().faults[Fault::unknown_label].n() == 1);
}

TEST_CASE("training file: a column expression has AffectNet's codes, 8 to 10 no label") {
  const File file("V,A,expression\n0,0,1\n0,0,4.0\n0,0,7\n-2,-2,10\n0,0,8\n");
  CHECK(contains(file.fault(), "row 4, column expression: no label"));
  const TrainingFile rows = file.open({.labels = label("expression"),
                                       .out_of_range = OutOfRange::skip,
                                       .unlabelled = Unlabelled::skip});
  CHECK(rows.classes() == Strings{"happy", "contempt", "fearful"});
  CHECK(all_rows(rows).labels == Labels{0, 2, 1});
  CHECK(rows.tally().unlabelled.first_rows() == std::vector<std::uint64_t>{4, 5});
  CHECK(rows.tally().rows_read == rows.tally().rows_used + 2);
  // What EM is to use needs a point.
  const TrainingFile keep =
      file.open({.out_of_range = OutOfRange::skip, .unlabelled = Unlabelled::keep});
  CHECK(all_rows(keep).rows == std::vector<std::uint64_t>{1, 2, 3, 5});
  CHECK(keep.tally().faults[Fault::missing].first_rows() == std::vector<std::uint64_t>{4});
  CHECK(keep.tally().unlabelled.first_rows() == std::vector<std::uint64_t>{5});
  // Words in such a column are words.
  CHECK(File("V,A,expression\n0,0,smile\n").open().classes() == Strings{"smile"});
}

TEST_CASE("training file: rows without a label stop, are left out, or stay") {
  const File file("V,A,c\n0,0,a\n0,1,\n1,0,NaN\n1,1,none\n");
  CHECK(contains(file.fault({.labels = label("c")}), "row 2, column c: no label"));
  CHECK(contains(file.fault({.labels = label("c")}), "--unlabelled skip"));
  const TrainingFile skip = file.open({.labels = label("c"), .unlabelled = Unlabelled::skip});
  CHECK(skip.classes() == Strings{"a", "none"});  // a class of some data sets
  CHECK(all_rows(skip).labels == Labels{0, 1});
  CHECK(skip.tally().unlabelled.n() == 2);
  const TrainingFile keep = file.open({.labels = label("c"), .unlabelled = Unlabelled::keep});
  CHECK(all_rows(keep).labels == Labels{0, no_label, no_label, 1});
  CHECK(keep.tally().unlabelled.n() == 2);
  CHECK(contains(File("V,A,c\n0,0,\n").fault({.labels = label("c")}), "no row has a label"));
}

TEST_CASE("training file: votes are counts of people or shares") {
  const File file("V,A,p_happy,p_sad,p_x\n0,0,3,1,9\n0,1,0,2,9\n");
  const LabelColumns columns{LabelLayout::votes, {"p_sad", "p_happy"}, {}};
  const TrainingFile rows = file.open({.labels = columns});
  CHECK(rows.classes() == Strings{"p_sad", "p_happy"});
  CHECK(rows.has_votes());
  CHECK(rows.counts_people());
  CHECK(all_rows(rows).votes == Numbers{1, 3, 2, 0});
  CHECK(all_rows(rows).labels.empty());

  const LabelColumns named{LabelLayout::votes, {"p_sad", "p_happy"}, "p_"};
  CHECK(file.open({.labels = named}).classes() == Strings{"sad", "happy"});
  // As classes that are given: in their order, by noun.
  CHECK(all_rows(file.open({.labels = named, .classes = {"happy", "sad", "calm"}})).votes ==
        Numbers{3, 1, 0, 2});
  CHECK(contains(file.fault({.labels = columns, .classes = {"happy", "sad"}}), "--votes-prefix"));
  CHECK(contains(file.fault({.labels = {LabelLayout::votes, {"p_sad"}, "votes_"}}), "votes_"));

  const File shares("V,A,x,y\n0,0,1,0\n0,1,0,1\n");
  const LabelColumns ab{LabelLayout::votes, {"x", "y"}, {}};
  CHECK_FALSE(shares.open({.labels = ab}).counts_people());  // one person each at most
  CHECK_FALSE(File("V,A,x,y\n0,0,1.5,3\n").open({.labels = ab}).counts_people());
}

TEST_CASE("training file: votes that are none") {
  const LabelColumns ab{LabelLayout::votes, {"x", "y"}, {}};
  CHECK(contains(File("V,A,x,y\n0,0,1,0\n0,0,-1,2\n").fault({.labels = ab}),
                 "row 2, column x: out_of_range: found \"-1\", expected votes >= 0"));
  CHECK(contains(File("V,A,x,y\n0,0,1,few\n").fault({.labels = ab}), "column y: unparsable"));
  CHECK(contains(File("V,A,x,y\n0,0,1,\n").fault({.labels = ab}), "column y: missing"));
  CHECK(contains(File("V,A,x,y\n0,0,1,inf\n").fault({.labels = ab}), "column y: not_finite"));
  const File zero("V,A,x,y\n0,0,1,2\n0,0,0,0.0\n");
  CHECK(contains(zero.fault({.labels = ab}), "row 2, column x: all votes are 0"));
  const TrainingFile keep = zero.open({.labels = ab, .unlabelled = Unlabelled::keep});
  CHECK(all_rows(keep).votes == Numbers{1, 2, 0, 0});
  CHECK(keep.tally().unlabelled.n() == 1);
  CHECK(contains(File("V,A,x\n0,0,1\n").fault({.labels = {LabelLayout::votes, {"x", "X"}, {}}}),
                 "used twice"));
}

TEST_CASE("training file: a column a rater becomes votes, an empty cell is no rating") {
  const File file("V,A,r1,r2,r3\n0,0,b,a,b\n0,1,,a,NA\n1,0,,,\n");
  const LabelColumns raters{LabelLayout::raters, {"r1", "r2", "r3"}, {}};
  CHECK(contains(file.fault({.labels = raters}), "row 3, column r1: no label"));
  const TrainingFile rows = file.open({.labels = raters, .unlabelled = Unlabelled::skip});
  CHECK(rows.classes() == Strings{"a", "b"});
  CHECK(rows.counts_people());
  CHECK(all_rows(rows).votes == Numbers{1, 2, 1, 0});
}

TEST_CASE("training file: weights and groups") {
  const File file("V,A,c,w,video\n0,0,a,2,v2\n0,1,b,0.5,v10\n1,0,a,0,\"v2\"\n");
  const TrainingFileOptions options{.labels = label("c"), .weights = "w", .group = "video"};
  const TrainingFile rows = file.open(options);
  CHECK(rows.groups() == Strings{"v10", "v2"});
  const TrainingBlock all = all_rows(rows);
  CHECK(all.weights == Numbers{2, 0.5, 0});
  CHECK(all.groups == Labels{1, 0, 1});
  CHECK(contains(File("V,A,c,w,video\n0,0,a,-2,v\n").fault(options),
                 "row 1, column w: out_of_range: found \"-2\", expected a weight >= 0"));
  CHECK(contains(File("V,A,c,w,video\n0,0,a,1,\n").fault(options), "row 1, column video: missing"));
}

TEST_CASE("training file: values that cannot be used stop, are left out or clipped") {
  const File file("V,A,c\n0,0,a\n2,0,a\n,0,a\nx,0,a\ninf,0,a\n0,0\n0,-0.5,a\n");
  CHECK(contains(file.fault({.labels = label("c")}),
                 "row 2, column V: out_of_range: found \"2\", expected a number from -1 to 1"));
  const TrainingFile skip = file.open({.labels = label("c"), .out_of_range = OutOfRange::skip});
  CHECK(all_rows(skip).rows == std::vector<std::uint64_t>{1, 7});
  const FaultCounts& faults = skip.tally().faults;
  CHECK(faults[Fault::out_of_range].first_rows() == std::vector<std::uint64_t>{2});
  CHECK(faults[Fault::missing].first_rows() == std::vector<std::uint64_t>{3});
  CHECK(faults[Fault::unparsable].first_rows() == std::vector<std::uint64_t>{4});
  CHECK(faults[Fault::not_finite].first_rows() == std::vector<std::uint64_t>{5});
  CHECK(faults[Fault::ragged].first_rows() == std::vector<std::uint64_t>{6});
  const TrainingFile clip = file.open({.labels = label("c"), .out_of_range = OutOfRange::clip});
  CHECK(all_rows(clip).rows == std::vector<std::uint64_t>{1, 2, 7});
  CHECK(clip.tally().faults.clipped.first_rows() == std::vector<std::uint64_t>{2});
}

TEST_CASE("training file: what cannot be opened") {
  CHECK(contains(File("").fault(), "empty"));
  CHECK(contains(File("V,A,c\n").fault({.labels = label("c")}), "no row has a label"));
  CHECK(contains(File("V,A,c\n0,0,a\n").fault({.labels = label("d")}), "no such column"));
  CHECK(contains(File("V,A,c,c\n0,0,a,a\n").fault({.labels = label("c")}), "twice"));
  CHECK(contains(File("V,x,c\n0,0,a\n").fault({.labels = label("c")}), "arousal"));
  CHECK(contains(File("V,A,c\n0,0,a\n").fault({.labels = {LabelLayout::raters, {}, {}}}),
                 "no columns"));
  std::string many = "V,A,text\n";
  for (int i = 0; i < 1500; ++i) {
    many += "0,0,sentence " + std::to_string(i) + "\n";
  }
  CHECK(contains(File(many).fault({.labels = label("text")}),
                 "row 1001, column text: more than 1000 different labels"));
  CHECK(contains(File("V,A,c\n0,0,a\n", "data.npy").fault(), "npy"));
}

TEST_CASE("training file: TSV by its ending") {
  const File file("V\tA\tc\n0\t0\ta,b\n", "data.tsv");
  CHECK(file.open({.labels = label("c")}).classes() == Strings{"a,b"});
}

TEST_CASE("training file: any number of threads gives the same rows, sums and faults") {
  std::string bytes = "V,A,D,c,video\n";
  std::uint32_t state = 7;
  const auto draw = [&] {
    state = state * 1664525U + 1013904223U;
    return state >> 16U;
  };
  for (int i = 0; i < 30000; ++i) {
    const auto cell = [&] { return std::to_string(draw() % 2001 * 0.001 - 1); };
    bytes += (i % 5000 == 4999 ? "x" : cell()) + "," + cell() + "," + cell() + ",c" +
             std::to_string(draw() % 9) + ",v" + std::to_string(draw() % 700) + "\n";
  }
  const File file(bytes);
  const auto open = [&](std::size_t threads) {
    return TrainingFile(file.path, {.labels = label("c"),
                                    .group = "video",
                                    .out_of_range = OutOfRange::skip,
                                    .threads = threads});
  };
  const TrainingFile one = open(1);
  const TrainingBlock rows = all_rows(one);
  SpaceMoments whole(one.classes(), 3);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    whole.add(rows.labels[i], rows.points[i]);
  }
  for (const std::size_t threads : {2U, 7U}) {
    const TrainingFile many = open(threads);
    CHECK(many.workers() == threads);
    CHECK(many.classes() == one.classes());
    CHECK(many.groups() == one.groups());
    const TrainingBlock same = all_rows(many);
    CHECK(same.rows == rows.rows);
    CHECK(same.points == rows.points);
    CHECK(same.labels == rows.labels);
    CHECK(same.groups == rows.groups);
    CHECK(many.tally().faults[Fault::unparsable].first_rows() ==
          one.tally().faults[Fault::unparsable].first_rows());
    std::vector<SpaceMoments> parts(threads, SpaceMoments(many.classes(), 3));
    many.pass_together([&](std::size_t worker, const TrainingBlock& block) {
      for (std::size_t i = 0; i < block.size(); ++i) {
        parts[worker].add(block.labels[i], block.points[i]);
      }
    });
    SpaceMoments sum(many.classes(), 3);
    for (const SpaceMoments& part : parts) {
      sum.merge(part);
    }
    CHECK(sum == whole);
    CHECK(many.tally().rows_used == rows.size());
  }
}

TEST_CASE("training file: one that changes between passes is noticed") {
  const File file("V,A,c\n0,0,a\n0,0,b\n");
  const TrainingFile rows = file.open({.labels = label("c")});
  all_rows(rows);
  write_bytes(file.path, "V,A,c\n0,0,a\n0,0,z\n");
  CHECK(contains(message_of([&] { all_rows(rows); }), "changed while it was read"));
  write_bytes(file.path, "V,A,c\n0,0,a\n");
  CHECK(contains(message_of([&] { all_rows(rows); }), "changed while it was read"));
}

TEST_CASE("training file: what votes are taken for is said, and can be set") {
  const auto open = [](const std::string& rows, VotesAre votes_are, bool& people) {
    const File file("V,A,x,y\n" + rows);
    const TrainingFile found =
        file.open({.labels = {LabelLayout::votes, {"x", "y"}, {}, votes_are}, .threads = 2});
    people = found.counts_people();
    all_rows(found);
    return found.tally().notes.empty() ? std::string() : found.tally().notes.front();
  };
  bool people = false;
  CHECK(open("0,0,2,3\n0,1,10,0\n", VotesAre::guessed, people) ==
        "votes are counts of people: rows of 5 to 10 votes");
  CHECK(people);
  CHECK(open("0,0,2,3\n0,1,5,0\n", VotesAre::guessed, people) ==
        "votes are counts of people: rows of 5 votes");
  for (const std::string all : {"100", "1000"}) {
    const std::string note =
        open("0,0," + all + ",0\n0,1,40," + (all == "100" ? "60" : "960") + "\n", VotesAre::guessed,
             people);
    CHECK(contains(note, "votes are shares: every row sums to " + all));
    CHECK(contains(note, "--votes-are counts"));
    CHECK_FALSE(people);
  }
  CHECK(open("0,0,100,0\n0,1,40,60\n", VotesAre::counts, people) ==
        "votes are counts of people: rows of 100 votes");
  CHECK(people);
  // Shares of two classes, each rounded, sum to 99 to 101; of 1000 to 999 to 1001.
  for (const std::string rows :
       {"0,0,100,0\n0,1,40,61\n", "0,0,39,60\n0,1,40,61\n", "0,0,999,0\n0,1,400,600\n"}) {
    CHECK(contains(message_of([&] { (void)open(rows, VotesAre::guessed, people); }),
                   "--votes-are shares or --votes-are counts"));
    CHECK(contains(open(rows, VotesAre::counts, people), "votes are counts of people"));
    CHECK(people);
    CHECK(contains(open(rows, VotesAre::shares, people), "votes are shares"));
    CHECK_FALSE(people);
  }
  CHECK(open("0,0,97,0\n0,1,40,61\n", VotesAre::guessed, people) ==
        "votes are counts of people: rows of 97 to 101 votes");
  CHECK(open("0,0,2,3\n0,1,10,0\n", VotesAre::shares, people) ==
        "votes are shares, not counts of people: rows sum to 5 to 10");
  CHECK_FALSE(people);
  CHECK(contains(open("0,0,0.5,0.5\n", VotesAre::guessed, people), "votes are shares"));
  CHECK(contains(open("0,0,1,0\n0,1,0,1\n", VotesAre::counts, people), "rows of 1 vote"));
  CHECK(people);
  CHECK(contains(File("V,A,x,y\n0,0,1,0\n0,1,0.5,0.5\n")
                     .fault({.labels = {LabelLayout::votes, {"x", "y"}, {}, VotesAre::counts}}),
                 "row 2, column x: found votes 0.5, expected a whole number"));
}

TEST_CASE("training file: no column is two things, a guess gives way to a name") {
  const File file("V,A,d,c,w\n0,0,1,a,1\n0,1,2,b,1\n");
  CHECK(contains(file.fault({.columns = {.dominance = "V"}, .labels = label("c")}),
                 "column V: this column is used twice, as valence and as dominance"));
  CHECK(contains(file.fault({.labels = label("A")}), "as arousal and as label"));
  CHECK(contains(file.fault({.labels = label("c"), .weights = "V"}), "as valence and as weight"));
  CHECK(contains(file.fault({.labels = label("c"), .group = "c"}), "as label and as group"));
  CHECK(contains(file.fault({.labels = {LabelLayout::votes, {"d", "w"}, {}}, .weights = "w"}),
                 "as weight and as votes"));
  // A column d is not guessed as dominance where it is named as votes.
  CHECK_FALSE(file.open({.labels = {LabelLayout::votes, {"d", "w"}, {}}}).has_dominance());
}

TEST_CASE("training file: EM is advised where a row has one label, not where it has votes") {
  const LabelColumns votes{LabelLayout::votes, {"x", "y"}, {}};
  const LabelColumns raters{LabelLayout::raters, {"x", "y"}, {}};
  CHECK(contains(File("V,A,c\n0,0,a\n0,0,\n").fault({.labels = label("c")}), "em lets"));
  for (const auto& [cells, columns] : {std::pair{"0,0", votes}, std::pair{",", raters}}) {
    const std::string message =
        File(std::string("V,A,x,y\n0,0,1,0\n0,0,") + cells + "\n").fault({.labels = columns});
    CHECK(contains(message, "--unlabelled skip"));
    CHECK_FALSE(contains(message, "em lets"));
  }
}

TEST_CASE("training file: the tally knows what of each axis is used, for any number of threads") {
  std::string bytes = "V,A,D,c\n9,9,9,\n1,9,x,a\n";
  for (int i = 0; i < 50000; ++i) {
    bytes += std::to_string(i % 7 + 2) + ",5,3,a\n";
  }
  const File file(bytes);
  for (const std::size_t threads : {1U, 2U, 7U}) {
    const TrainingFile rows = file.open({.scale = parse_scale("1:9:5"),
                                         .labels = label("c"),
                                         .out_of_range = OutOfRange::skip,
                                         .unlabelled = Unlabelled::skip,
                                         .threads = threads});
    rows.pass_together([](std::size_t, const TrainingBlock&) {});
    CHECK(rows.tally().rows_used == 50000);
    CHECK(rows.tally().least == std::array<double, 3>{-0.75, 0, -0.5});
    CHECK(rows.tally().most == std::array<double, 3>{0.75, 0, -0.5});
  }
}
