#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/affect/dominance.hpp>
#include <tonewheel/affect/doubt.hpp>
#include <tonewheel/affect/spaces.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/npy_reader.hpp>
#include <tonewheel/dataset/relabel.hpp>

#include "support/errors.hpp"
#include "support/golden.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
namespace fs = std::filesystem;

using support::contains;
using support::message_of;
using support::read_bytes;
using support::TemporaryFolder;
using support::write_bytes;

/// 1 .. 5 ratings with texts that need every kind of quoting.
std::string annotated_csv(unsigned seed, int rows) {
  std::mt19937 random(seed);
  const std::vector<std::string> texts{"plain", "\"a, b\"", "\"two\nlines\"", "\"say \"\"hi\"\"\"",
                                       "caf\xc3\xa9"};
  std::string csv = "id,V,A,D,text\n";
  const auto rating = [&] {
    return std::to_string(1 + random() % 5) + "." + std::to_string(random() % 10);
  };
  for (int i = 0; i < rows; ++i) {
    std::string v = rating(), a = rating(), d = rating();
    for (std::string* each : {&v, &a, &d}) {
      if (each->front() == '5') {
        *each = "5.0";
      }
    }
    csv += std::to_string(i) + "," + v + "," + a + "," + d + "," + texts[random() % texts.size()] +
           (random() % 3 == 0 ? "\r\n" : "\n");
  }
  return csv;
}

/// The published table, whose numbers these tests know.
RelabelOptions universal_options() {
  RelabelOptions options;
  options.space = universal();
  return options;
}

RelabelOptions emobank_options() {
  RelabelOptions options = universal_options();
  options.scale = parse_scale("emobank");
  return options;
}

}  // namespace

TEST_CASE("relabel: rows of a table are the posterior of their points, cells kept byte for byte") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  const std::string csv = annotated_csv(5, 500);
  write_bytes(in, csv);
  RelabelOptions options = emobank_options();
  options.digits = shortest_digits;
  const RelabelReport report = relabel(in, out, options);
  CHECK(report.rows_read == 500);
  CHECK(report.rows_written == 500);
  const Table table = Table::read(out);
  const Table input = Table::read(in);
  REQUIRE(table.rows() == 500);
  const GaussianMixture mixture = make_model(universal()).mixture;
  const std::size_t first = table.column("p_happy");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Eigen::Vector3d point((input.number(row, 1) - 3) / 2, (input.number(row, 2) - 3) / 2,
                                (input.number(row, 3) - 3) / 2);
    const Eigen::VectorXd p = mixture.posterior(point);
    double sum = 0;
    for (std::size_t k = 0; k < mixture.size(); ++k) {
      CHECK(table.number(row, first + k) == p[static_cast<Eigen::Index>(k)]);
      sum += table.number(row, first + k);
    }
    CHECK(std::abs(sum - 1) <= tolerance::row_sum);
    CHECK(table.cell(row, 4) == input.cell(row, 4));
  }
  // Taking the appended cells away gives back the input.
  std::string restored;
  RecordReader reader(out, {});
  RecordBlock block;
  restored = "id,V,A,D,text\n";
  while (reader.next(block)) {
    for (std::size_t i = 0; i < block.records.size(); ++i) {
      std::vector<std::string_view> fields;
      split_fields(block.content(i), ',', fields);
      REQUIRE(fields.size() == 13);
      restored += std::string(block.content(i).substr(
          0,
          static_cast<std::size_t>(fields[4].data() + fields[4].size() - block.content(i).data())));
      restored += block.records[i].line_end == 2 ? "\r\n" : "\n";
    }
  }
  CHECK(restored == csv);
}

TEST_CASE("relabel: the same bytes for any number of threads, and shards that concatenate") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  write_bytes(in, annotated_csv(6, 20000));
  RelabelOptions options = emobank_options();
  options.top = 2;
  relabel(in, folder.path() / "one.csv", options);
  const std::string whole = read_bytes(folder.path() / "one.csv");
  options.threads = 3;
  const RelabelReport threaded = relabel(in, folder.path() / "three.csv", options);
  CHECK(read_bytes(folder.path() / "three.csv") == whole);
  options.threads = 1;
  CHECK(relabel(in, folder.path() / "again.csv", options).mean_mass == threaded.mean_mass);
  for (const std::uint64_t count : {2U, 3U, 11U}) {
    std::string joined;
    std::uint64_t rows = 0;
    for (std::uint64_t index = 1; index <= count; ++index) {
      options.shard = {index, count};
      rows += relabel(in, folder.path() / "part.csv", options).rows_written;
      joined += read_bytes(folder.path() / "part.csv");
    }
    CHECK(joined == whole);
    CHECK(rows == 20000);
  }
}

TEST_CASE("relabel: faults are counted with their rows, or stop the run with their place") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  write_bytes(
      in, "V,A,D\n0,0,0\n,0,0\nabc,0,0\n0,1.5,0\n0,0\ninf,0,0\nnan,0,0\n-2,0,0\n0,0,-3\n\n1,1,1\n");
  RelabelOptions options = universal_options();
  CHECK_THROWS_WITH_AS(
      relabel(in, out, options),
      doctest::Contains("in.csv, row 2, column V: missing: found nothing, expected a number"),
      Error);
  CHECK_FALSE(fs::exists(out));
  options.out_of_range = OutOfRange::skip;
  const RelabelReport skipped = relabel(in, out, options);
  CHECK(skipped.rows_read == 10);
  CHECK(skipped.rows_written == 2);
  CHECK(skipped.blank_lines == 1);
  using Rows = std::vector<std::uint64_t>;
  CHECK(skipped.faults[Fault::missing].first_rows() == Rows{2, 7, 8});
  CHECK(skipped.faults[Fault::unparsable].first_rows() == Rows{3});
  CHECK(skipped.faults[Fault::out_of_range].first_rows() == Rows{4, 9});
  CHECK(skipped.faults[Fault::ragged].first_rows() == Rows{5});
  CHECK(skipped.faults[Fault::not_finite].first_rows() == Rows{6});
  options.out_of_range = OutOfRange::clip;
  const RelabelReport clipped = relabel(in, out, options);
  CHECK(clipped.rows_written == 4);
  CHECK(clipped.faults.clipped.first_rows() == Rows{4, 9});
  CHECK(clipped.faults[Fault::out_of_range].n() == 0);
  const Table table = Table::read(out);
  CHECK(table.cell(1, 1) == "1.5");  // the input's cell is kept, the clipped value is what counts
  const Eigen::VectorXd p = make_model(universal()).mixture.posterior({0, 1, 0});
  CHECK(std::abs(table.number(1, 3) - p[0]) <= 0.5e-6);
}

TEST_CASE("relabel: many faults in many blocks keep the first row numbers in order") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  std::string csv = "V,A,D\n";
  for (int i = 1; i <= 30000; ++i) {
    csv += i % 1000 == 0 ? "x,0,0\n" : "0,0,0\n";
  }
  write_bytes(in, csv);
  RelabelOptions options = universal_options();
  options.out_of_range = OutOfRange::skip;
  options.threads = 4;
  const RelabelReport report = relabel(in, folder.path() / "out.csv", options);
  CHECK(report.faults[Fault::unparsable].n() == 30);
  CHECK(report.faults[Fault::unparsable].first_rows() ==
        std::vector<std::uint64_t>{1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000});
}

TEST_CASE(
    "relabel: dominance estimates are used, appended on the input's scale, and the golden's") {
  const auto golden = support::golden_vad();
  if (!golden) {
    MESSAGE("skipped: no golden/vad.json");
    return;
  }
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  std::string csv = "valence,arousal,emotion\n";
  const auto& points = (*golden)["vad"];
  for (std::size_t i = 0; i < points.size(); ++i) {
    csv += points[i][0].dump() + "," + points[i][1].dump() + "," +
           (*golden)["label"][i].get<std::string>() + "\n";
  }
  write_bytes(in, csv);
  RelabelOptions options = universal_options();
  options.dominance_from = DominanceFrom::label;
  options.digits = shortest_digits;
  const RelabelReport report = relabel(in, out, options);
  REQUIRE(report.rows_written + report.faults.n() == points.size());
  REQUIRE(report.rows_written == points.size());
  const Table table = Table::read(out);
  const std::size_t column = table.column("dominance_estimate");
  const GaussianMixture mixture = make_model(universal()).mixture;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double expected = (*golden)["dominance_anchored_bounded"][i].get<double>();
    CHECK(std::abs(table.number(i, column) - expected) <= tolerance::closed_form);
    const Eigen::VectorXd p = mixture.posterior(
        {points[i][0].get<double>(), points[i][1].get<double>(), table.number(i, column)});
    CHECK(table.number(i, table.column("p_happy")) == p[0]);
  }
}

TEST_CASE("relabel: without dominance it is marginalised out") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  write_bytes(in, "valence,arousal\n0.2,-0.3\n");
  RelabelOptions options = universal_options();
  options.digits = shortest_digits;
  relabel(in, out, options);
  const Eigen::VectorXd p = marginal(make_model(universal()).mixture).posterior({0.2, -0.3});
  CHECK(Table::read(out).number(0, 2) == p[0]);
}

TEST_CASE("relabel: an unknown label is refused, counted under skip, never a default") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  write_bytes(in, "valence,arousal,emotion\n0,0,happy\n0,0,Fear\n0,0,bliss\n0,0,\n");
  RelabelOptions options = universal_options();
  options.dominance_from = DominanceFrom::label;
  CHECK_THROWS_WITH_AS(
      relabel(in, out, options),
      doctest::Contains("row 3, column emotion: unknown_label: found \"bliss\", expected a class"),
      Error);
  options.out_of_range = OutOfRange::skip;
  const RelabelReport report = relabel(in, out, options);
  CHECK(report.rows_written == 2);
  CHECK(report.faults[Fault::unknown_label].n() == 1);
  CHECK(report.faults[Fault::missing].n() == 1);
}

TEST_CASE("relabel: priors counted from the labels of the whole input, in every shard") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  write_bytes(in, "valence,arousal,emotion\n0,0,happy\n0,0,happy\n0,0,sad\n0,0,anger\n");
  RelabelOptions options = universal_options();
  options.prior_from_labels = true;
  CHECK(contains(message_of([&] { relabel(in, out, options); }),
                 "no row is labelled contempt, surprised, disgusted, fearful, neutral, expected a "
                 "label of every class of the space universal-2602"));
  options.floor_absent_classes = true;
  for (const Shard shard : {Shard{1, 1}, Shard{1, 2}, Shard{2, 2}}) {
    options.shard = shard;
    const RelabelReport report = relabel(in, out, options);
    REQUIRE(report.classes.front() == "happy");
    // Never counted: at least prior_floor; all are then normalised.
    const double total = 1 + 5 * prior_floor;
    CHECK(report.priors[0] == doctest::Approx(0.5 / total).epsilon(1e-15));
    CHECK(report.priors[1] == doctest::Approx(prior_floor / total).epsilon(1e-15));
  }
  options.shard = {};
  CHECK_THROWS_AS(relabel("-", out, options), Error);

  // What is not counted is told, and its rows are described all the same.
  write_bytes(in,
              "valence,arousal,emotion\n0,0,happy\n0,0,\n0,0,sad\n0,0,anger\n0,0,bored\n0,0,NA\n");
  CHECK(contains(message_of([&] { relabel(in, out, options); }),
                 "row 2, column emotion: missing: found \"\""));
  options.out_of_range = OutOfRange::skip;
  std::string notes;
  options.note = [&](const std::string& note) { notes += note + "\n"; };
  const RelabelReport report = relabel(in, out, options);
  CHECK(report.rows_written == 6);
  REQUIRE(report.prior_labels.has_value());
  CHECK(report.prior_labels->missing.n() == 2);
  CHECK(report.prior_labels->unknown.first_rows() == std::vector<std::uint64_t>{5});
  CHECK(report.prior_labels->read_as == std::vector<std::string>{"anger as angry"});
  CHECK(contains(notes,
                 "the priors are the frequencies of 3 labels; not counted: 2 rows without a label "
                 "(first: row 2), 1 row with a label that is no class (first: row 5)"));
  CHECK(contains(notes,
                 "no row is labelled contempt, surprised, disgusted, fearful, neutral: prior"));
}

TEST_CASE("relabel: arrays in either order and type, and back") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.npy";
  const std::vector<double> rows{0.1, 0.2, 0.3, -0.4, 0.5, -0.6};
  const auto bytes_of = [](const std::vector<double>& values) {
    return std::string(reinterpret_cast<const char*>(values.data()), values.size() * 8);
  };
  const std::vector<std::uint64_t> shape{2, 3};
  write_bytes(in, npy_header({'f', 8, false}, false, shape) + bytes_of(rows));
  relabel(in, folder.path() / "c.npy", universal_options());
  write_bytes(
      in, npy_header({'f', 8, false}, true, shape) + bytes_of({0.1, -0.4, 0.2, 0.5, 0.3, -0.6}));
  relabel(in, folder.path() / "f.npy", universal_options());
  CHECK(read_bytes(folder.path() / "c.npy") == read_bytes(folder.path() / "f.npy"));
  NpyReader reader(folder.path() / "c.npy");
  REQUIRE(reader.rows() == 2);
  REQUIRE(reader.columns() == 8);
  std::vector<double> p(16);
  reader.read_rows(0, p);
  const GaussianMixture mixture = make_model(universal()).mixture;
  const Eigen::VectorXd expected = mixture.posterior({-0.4, 0.5, -0.6});
  for (std::size_t k = 0; k < 8; ++k) {
    CHECK(p[8 + k] == expected[static_cast<Eigen::Index>(k)]);
  }
  // The columns of w2v2 are arousal, dominance, valence on 0..1.
  RelabelOptions options = universal_options();
  options.scale = parse_scale("w2v2");
  const std::vector<double> adv{0.75, 0.2, 0.3};
  const std::vector<std::uint64_t> one{1, 3};
  write_bytes(in, npy_header({'f', 8, false}, false, one) + bytes_of(adv));
  options.digits = shortest_digits;
  relabel(in, folder.path() / "w.csv", options);
  const Table table = Table::read(folder.path() / "w.csv");
  CHECK(table.header()[0] == "arousal");
  CHECK(table.header()[2] == "valence");
  const Eigen::VectorXd w =
      mixture.posterior({(0.3 - 0.5) / 0.5, (0.75 - 0.5) / 0.5, (0.2 - 0.5) / 0.5});
  CHECK(table.number(0, 3) == w[0]);
}

TEST_CASE("relabel: shards of an array are the parts of the whole array") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.npy";
  std::vector<double> rows;
  for (int i = 0; i < 31; ++i) {
    rows.insert(rows.end(), {i / 31.0, -i / 40.0, 0.1});
  }
  const std::vector<std::uint64_t> shape{31, 3};
  write_bytes(in, npy_header({'f', 8, false}, false, shape) +
                      std::string(reinterpret_cast<const char*>(rows.data()), rows.size() * 8));
  relabel(in, folder.path() / "whole.npy", universal_options());
  const std::string whole = read_bytes(folder.path() / "whole.npy");
  std::string joined = whole.substr(0, 128);
  for (std::uint64_t index = 1; index <= 4; ++index) {
    RelabelOptions options = universal_options();
    options.shard = {index, 4};
    relabel(in, folder.path() / "part.npy", options);
    joined += read_bytes(folder.path() / "part.npy").substr(128);
  }
  CHECK(joined == whole);
}

TEST_CASE("relabel: AffectNet's folder to ranks and dominance, and to a table") {
  const TemporaryFolder folder;
  const fs::path annotations = folder.path() / "set" / "annotations";
  fs::create_directories(annotations);
  const auto add = [&](const std::string& id, float valence, float arousal, float expression) {
    write_bytes(annotations / (id + "_val.npy"), npy_scalar_bytes(valence));
    write_bytes(annotations / (id + "_aro.npy"), npy_scalar_bytes(arousal));
    write_bytes(annotations / (id + "_exp.npy"), npy_scalar_bytes(expression));
  };
  add("10", 0.5F, 0.25F, 1);
  add("2", -0.5F, 0.5F, 6);
  add("3", -2, -2, 9);  // not annotated
  RelabelOptions options = universal_options();
  options.scale = parse_scale("affectnet");
  options.dominance_from = DominanceFrom::label;
  CHECK_THROWS_AS(relabel(folder.path() / "set", folder.path() / "out", options), Error);
  CHECK_FALSE(fs::exists(folder.path() / "out"));
  options.out_of_range = OutOfRange::skip;
  const RelabelReport report = relabel(folder.path() / "set", folder.path() / "out", options);
  CHECK(report.rows_written == 2);
  CHECK(report.faults[Fault::missing].first_rows() == std::vector<std::uint64_t>{2});
  const std::string line = read_bytes(folder.path() / "out" / "10_prob_rank_universal.txt");
  const Space space = universal();
  const double dominance = label_dominance(space.classes[*space.find("happy")], {0.5, 0.25});
  const Eigen::VectorXd p = make_model(space).mixture.posterior({0.5, 0.25, dominance});
  CHECK(line == probability_line({p.data(), 8}));
  const NpyScalar written = read_npy_scalar(folder.path() / "out" / "10_dom.npy");
  CHECK(written.number == static_cast<double>(static_cast<float>(dominance)));
  CHECK_FALSE(fs::exists(folder.path() / "out" / "3_dom.npy"));

  options.dominance_from = DominanceFrom::none;
  relabel(folder.path() / "set", folder.path() / "out.csv", options);
  const Table table = Table::read(folder.path() / "out.csv");
  CHECK(table.cell(0, 0) == "2");
  CHECK(table.cell(1, 0) == "10");
  CHECK(table.cell(1, table.column("expression")) == "1");

  options.space = fused14();
  relabel(folder.path() / "set", folder.path() / "out14", options);
  const std::string ranks = read_bytes(folder.path() / "out14" / "2_prob_rank.txt");
  CHECK(std::count(ranks.begin(), ranks.end(), ',') == 14);
}

TEST_CASE("relabel: options that do not fit are refused before anything is written") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  write_bytes(in, "V,A,D,p_happy\n0,0,0,1\n");
  CHECK_THROWS_WITH_AS(relabel(in, folder.path() / "out.csv", {}),
                       "the input has a column p_happy already", Error);
  RelabelOptions options = universal_options();
  options.top = 1;
  CHECK_THROWS_AS(relabel(in, folder.path() / "out.npy", options), Error);
  options = {};
  options.columns.dominance = "D";
  options.dominance_from = DominanceFrom::conditional;
  CHECK_THROWS_AS(relabel(in, folder.path() / "out.npy", options), Error);
  options = {};
  options.digits = 18;
  CHECK_THROWS_AS(relabel(in, folder.path() / "out.npy", options), Error);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) {
    ++files;
  }
  CHECK(files == 1);
}

TEST_CASE("relabel: float precision stays within its bound") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  write_bytes(in, annotated_csv(9, 2000));
  RelabelOptions options = emobank_options();
  options.model.covariance = CovarianceKind::full;
  options.digits = shortest_digits;
  relabel(in, folder.path() / "double.csv", options);
  options.precision = Precision::float_precision;
  relabel(in, folder.path() / "float.csv", options);
  const Table exact = Table::read(folder.path() / "double.csv");
  const Table rounded = Table::read(folder.path() / "float.csv");
  for (std::size_t row = 0; row < exact.rows(); ++row) {
    for (std::size_t k = 5; k < exact.header().size(); ++k) {
      CHECK(std::abs(exact.number(row, k) - rounded.number(row, k)) <= tolerance::posterior_float);
    }
  }
}

TEST_CASE("relabel: doubt columns are the doubt of each point, in both precisions") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  const fs::path out = folder.path() / "out.csv";
  write_bytes(in, annotated_csv(11, 300));
  RelabelOptions options = emobank_options();
  options.digits = shortest_digits;
  relabel(in, folder.path() / "plain.csv", options);
  options.doubt = {true, true, true, true};
  const GaussianMixture mixture = make_model(universal()).mixture;
  const DoubtMeter meter(mixture);
  for (const Precision precision : {Precision::double_precision, Precision::float_precision}) {
    options.precision = precision;
    const RelabelReport report = relabel(in, out, options);
    CHECK(report.none_level == meter.level());
    const Table table = Table::read(out);
    std::uint64_t outside = 0;
    std::vector<std::uint64_t> first(mixture.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const Eigen::Vector3d point((table.number(row, 1) - 3) / 2, (table.number(row, 2) - 3) / 2,
                                  (table.number(row, 3) - 3) / 2);
      const Doubt doubt = meter(point);
      CHECK(table.number(row, table.column("doubt_p")) == doubt.p_value);
      CHECK(table.number(row, table.column("doubt_entropy")) == doubt.entropy);
      CHECK(table.number(row, table.column("doubt_margin")) == doubt.margin);
      CHECK(table.number(row, table.column("doubt_none")) == doubt.none);
      outside += doubt.p_value < 1 - doubt_region ? 1U : 0U;
      ++first[argmax(mixture.posterior(point))];
    }
    CHECK(report.doubt.n() == 300);
    CHECK(report.doubt.counts().outside == outside);
    CHECK(report.doubt.counts().first == first);
  }
  // The other cells are those of a run without them.
  options.precision = Precision::double_precision;
  options.doubt = {.p_value = false, .entropy = false, .margin = true, .none = false};
  options.top = 1;
  relabel(in, out, options);
  const Table with = Table::read(out);
  const Table without = Table::read(folder.path() / "plain.csv");
  CHECK(with.header().back() == "doubt_margin");
  CHECK(with.header().size() == without.header().size() + 3);
  for (std::size_t row = 0; row < with.rows(); ++row) {
    for (std::size_t column = 0; column < without.header().size(); ++column) {
      CHECK(with.cell(row, column) == without.cell(row, column));
    }
  }
}

TEST_CASE("relabel: doubt is the same for any number of threads and shards") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  write_bytes(in, annotated_csv(12, 20000));
  RelabelOptions options = emobank_options();
  options.doubt = {true, true, true, true};
  const RelabelReport whole = relabel(in, folder.path() / "one.csv", options);
  const std::string bytes = read_bytes(folder.path() / "one.csv");
  options.threads = 3;
  const RelabelReport threaded = relabel(in, folder.path() / "three.csv", options);
  CHECK(read_bytes(folder.path() / "three.csv") == bytes);
  CHECK(threaded.doubt == whole.doubt);
  CHECK(threaded.warnings == whole.warnings);
  for (const std::uint64_t count : {2U, 7U}) {
    std::string joined;
    DoubtCounts merged(whole.classes.size());
    for (std::uint64_t i = 1; i <= count; ++i) {
      options.shard = parse_shard(std::to_string(i) + "/" + std::to_string(count));
      merged.merge(relabel(in, folder.path() / "part.csv", options).doubt);
      joined += read_bytes(folder.path() / "part.csv");
    }
    CHECK(joined == bytes);
    CHECK(merged == whole.doubt);
  }
}

TEST_CASE("relabel: doubt of valence and arousal alone, and where it has no place") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in.csv";
  write_bytes(in, "V,A\n0.5,-0.7\n");
  RelabelOptions options = universal_options();
  options.digits = shortest_digits;
  options.doubt = parse_doubt_columns("p,none");
  relabel(in, folder.path() / "out.csv", options);
  const Table table = Table::read(folder.path() / "out.csv");
  const DoubtMeter meter(marginal(make_model(universal()).mixture));
  const Doubt doubt = meter(Eigen::Vector2d(.5, -.7));
  CHECK(table.number(0, table.column("doubt_p")) == doubt.p_value);
  CHECK(table.number(0, table.column("doubt_none")) == doubt.none);
  CHECK_THROWS_WITH_AS(relabel(in, folder.path() / "out.npy", options),
                       "doubt columns have a place in csv and tsv only, the output is npy", Error);
  write_bytes(in, "V,A,doubt_p\n0,0,1\n");
  CHECK_THROWS_WITH_AS(relabel(in, folder.path() / "out.csv", options),
                       "the input has a column doubt_p already", Error);
}

TEST_CASE("relabel: warns of EmoBank on a wrong scale, not of its own scale") {
  const auto path = support::shared_file("data/emobank.csv");
  if (!path) {
    return;
  }
  const TemporaryFolder folder;
  const auto codes = [&](const char* scale) {
    RelabelOptions options = universal_options();
    options.scale = parse_scale(scale);
    std::vector<std::string> all;
    for (const DoubtWarning& each : relabel(*path, folder.path() / "out.csv", options).warnings) {
      all.push_back(each.code);
    }
    return all;
  };
  CHECK(codes("emobank") == std::vector<std::string>{"one_class"});
  CHECK(codes("1:9:5") == std::vector<std::string>{"one_class", "rare_class", "part_of_scale"});
}
