#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/dataset/columns.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>

#include "relabel/doubt.hpp"
#include "support/choose_space.hpp"
#include "support/option_values.hpp"

/// The command line of tonewheel-relabel.
namespace relabelling {

using namespace tonewheel;

inline constexpr const char* examples = R"(Examples:
  tonewheel-relabel emobank.csv -o out.csv --scale emobank
  tonewheel-relabel affectnet/ -o ranks/ --space fused14 --scale affectnet --out-of-range skip
  tonewheel-relabel points.npy -o p.npy --precision float
  tonewheel-relabel va.csv -o - --dominance-from conditional --top 3 --json report.json
  tonewheel-relabel emobank.csv -o out.csv --scale emobank --space goemotions --norms warriner.csv
  tonewheel-relabel emobank.csv -o paper.csv --scale emobank --space universal-2602

The default space basic8 has AffectNet's eight classes where people rated their words (the Glasgow
Norms); universal-2602 is the table of arXiv 2602.06778. Files of a space: columns class,valence
mean,valence std,arousal mean,arousal std[,dominance mean,dominance std][,rho va,rho vd,rho ad]
[,prior][,n][,valence rater variance,...][,temperature][,scale][,source]; or one column label.

Scales: unit [-1,1], affectnet (VA), emobank 1..5, warriner and anew 1..9, nrc 0..1, nrc2 -1..1, w2v2
0..1 (A, D, V order), msp-podcast 1..7, iemocap 1..5, emotic 1..10, omg (V -1..1, A 0..1);
min:max:neutral[:order]; or v=min:max,a=min:max[,d=min:max], each with :neutral if not in the middle.
Exit status: 0 done (rows that --out-of-range let pass are counted), 1 faulty data or system, 2 wrong use.)";

inline constexpr int default_digits = 6;

/// The command line as given.
struct CommandLine {
  std::optional<Quoting> quoting{};
  std::string input;
  std::string output;
  program::SpaceChoice space;
  std::string covariance = "own";
  std::string repair = "floor";
  std::string prior;
  std::string scale = "unit";
  std::string dominance_from = "none";
  std::string format;
  std::string precision = "double";
  std::string out_of_range = "error";
  std::string shard;  ///< empty: the whole, and a report without its state
  std::string json;
  std::string doubt;
  ColumnChoice columns;
  std::optional<int> digits;
  std::size_t top = 0;
  std::size_t threads = 0;
  bool quiet = false;
};

inline void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("INPUT", line.input, "CSV, TSV, .npy, an AffectNet folder, or - (stdin)")
      ->required();
  app.add_option("-o,--output", line.output, "file, folder (affectnet), or - (stdout)")->required();
  program::declare_space(app, line.space);
  app.add_option("--covariance", line.covariance,
                 "axes independent (diagonal), with the space's correlations (full), or with them "
                 "where they are all sound (own)")
      ->check(CLI::IsMember({"own", "diagonal", "full"}))
      ->capture_default_str();
  app.add_option("--repair", line.repair, "of covariances that are not positive definite")
      ->check(CLI::IsMember({"floor", "nearest"}))
      ->capture_default_str();
  app.add_option(
      "--prior", line.prior,
      "uniform, affectnet, FILE.csv (class,prior or class,count), column (counted from the labels, "
      "of which every class has some) or column-floor (a class without any has 1e-6) [the space's "
      "own, else uniform]");
  app.add_option("--scale", line.scale,
                 "a preset, min:max:neutral, or a range for each axis (v=-1:1,a=0:1)")
      ->capture_default_str();
  app.add_option("--valence", line.columns.valence, "column name [guessed]");
  app.add_option("--arousal", line.columns.arousal, "column name [guessed]");
  app.add_option("--dominance", line.columns.dominance, "column name [guessed]");
  app.add_option("--label", line.columns.label,
                 "column name, for --prior column and --dominance-from label [guessed]");
  app.add_option("--dominance-from", line.dominance_from,
                 "estimate dominance from valence and arousal")
      ->check(CLI::IsMember({"none", "conditional", "posterior", "label"}))
      ->capture_default_str();
  app.add_option("--format", line.format, "where a name's ending does not tell")
      ->check(CLI::IsMember({"csv", "tsv", "npy", "affectnet"}));
  program::add_quoting(app, line.quoting);
  app.add_option("--precision", line.precision, "of the arithmetic")
      ->check(CLI::IsMember({"double", "float"}))
      ->capture_default_str();
  app.add_option("--digits", line.digits,
                 "decimals in csv and tsv; 17: reads back to the same number [6]")
      ->check(CLI::Range(0, shortest_digits));
  app.add_option("--top", line.top, "add the N likeliest emotions")->capture_default_str();
  app.add_option("--doubt", line.doubt, program::doubt_help);
  app.add_option(
         "--out-of-range", line.out_of_range,
         "values that cannot be used: stop, leave the row out, or clip to the range; labels "
         "that --prior column cannot use: stop, or leave them out of the count")
      ->check(CLI::IsMember({"error", "skip", "clip"}))
      ->capture_default_str();
  app.add_option("--threads", line.threads, "0: one for each core; the output is the same")
      ->capture_default_str();
  app.add_option("--shard", line.shard, "i/n: the i-th of n parts; outputs concatenate");
  app.add_flag("--quiet", line.quiet, "no notes, no progress, no summary");
  app.add_option("--json", line.json, "write a report");
}

}  // namespace relabelling
