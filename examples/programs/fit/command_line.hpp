#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/dataset/columns.hpp>

#include "support/option_values.hpp"

/// The command line of tonewheel-fit.
namespace fit_program {

inline constexpr const char* examples =
    R"(Examples:
  tonewheel-fit clips.csv -o space.csv --label emotion --group video --scale emobank
  tonewheel-fit faces.csv -o space.csv --votes happy,sad,angry,neutral --json report.json
  tonewheel-fit clips.csv -o space.csv --raters r1,r2,r3 --unlabelled skip
  tonewheel-fit ratings.csv -o space.csv --long clip,rater,label --points clips.csv --key name
  tonewheel-fit affectnet_plus/ -o space.csv --format affectnet-plus --unlabelled skip
  tonewheel-fit clips.csv -o space.csv --label emotion --space basic8 --shrink auto --temperature one
then: tonewheel-relabel moments.csv -o out.csv --space space.csv

A space is a CSV file, a row a class: class, valence mean, valence std, arousal mean, arousal std,
dominance mean, dominance std (without the last two it is one of valence and arousal), and where they
are known rho va, rho vd, rho ad (correlations), prior, n (rows), valence rater variance and so on for
each axis (added to the class's own variance), temperature, scale (what the file's numbers are on; else
the unit scale -1..1, which this program writes) and source.
DATA: CSV or TSV with a header and columns of valence, arousal and, where there is one, dominance; or a
folder. It is read several times, - (stdin) is kept in memory.
Judged: by folds, each row by what was fitted to the others, beside the class frequencies alone, the
nearest centroid and the spaces that ship. A space that is worse than the frequencies is written, and
said. Scales: see tonewheel-relabel --help.
Exit status: 0 done, 1 faulty data or system, 2 wrong use.)";

inline constexpr std::uint64_t default_seed = 1;
inline constexpr const char* default_judge_rows = "100000";

/// The command line as given.
struct CommandLine {
  std::optional<tonewheel::Quoting> quoting{};
  std::string input;
  std::string output;
  std::string label;
  std::vector<std::string> votes;
  std::string votes_prefix;
  std::string votes_are = "guess";
  std::vector<std::string> raters;
  std::vector<std::string> long_columns;
  std::string points;
  std::string key;
  std::string format;
  std::string labels = "soft";
  std::string scale = "unit";
  tonewheel::ColumnChoice columns;
  std::string covariance = "full";
  std::string base;
  std::string shrink = "none";
  std::string prior = "counted";
  double min_rows = 10;
  std::string small = "error";
  std::string rater_variance = "off";
  std::string rater_scale;
  std::string temperature = "none";
  std::string weights;
  std::string group;
  std::size_t folds = 5;
  std::optional<std::uint64_t> seed;
  std::optional<std::string> judge_rows;
  std::string judge;
  std::string out_of_range = "error";
  std::string unlabelled = "error";
  std::string json;
  std::size_t threads = 0;
  bool quiet = false;

  [[nodiscard]] bool is_folder() const { return format == "affectnet-plus"; }
  [[nodiscard]] bool is_long() const { return !long_columns.empty(); }
};

inline void declare(CLI::App& app, CommandLine& line) {
  app.footer(examples);
  app.add_option("DATA", line.input, "CSV, TSV, a folder of AffectNet+, or - (stdin)")->required();
  app.add_option("-o,--output", line.output, "the space, a CSV file, or - (stdout)")->required();
  auto* label = app.add_option("--label", line.label, "column of labels [guessed]");
  auto* votes = app.add_option("--votes", line.votes,
                               "a column a class: counts of people or shares; commas between")
                    ->delimiter(',');
  auto* raters = app.add_option("--raters", line.raters,
                                "a column a rater: the label each gave, empty for none")
                     ->delimiter(',');
  auto* ratings = app.add_option("--long", line.long_columns,
                                 "ITEM,RATER,LABEL: columns of single ratings, a row each; items' "
                                 "points stand beside them or in --points")
                      ->delimiter(',')
                      ->expected(3);
  for (auto* one : {label, votes, raters, ratings}) {
    for (auto* other : {label, votes, raters, ratings}) {
      if (one != other) {
        one->excludes(other);
      }
    }
  }
  app.add_option("--votes-prefix", line.votes_prefix,
                 "what names of vote columns begin with beside the class: p_, votes_")
      ->needs(votes);
  app.add_option("--votes-are", line.votes_are,
                 "counts of people or shares; guess: counts where all are whole numbers, unless "
                 "every row sums to 100 or 1000")
      ->check(CLI::IsMember({"guess", "counts", "shares"}))
      ->capture_default_str();
  auto* points =
      app.add_option("--points", line.points, "table of the items' points")->needs(ratings);
  app.add_option("--key", line.key, "its column of items [named as ITEM]")->needs(points);
  app.add_option("--format", line.format, "where a name's ending does not tell")
      ->check(CLI::IsMember({"csv", "tsv", "affectnet-plus"}));
  program::add_quoting(app, line.quoting);
  app.add_option("--labels", line.labels, "of AffectNet+: soft labels or the human ones")
      ->check(CLI::IsMember({"soft", "hard"}))
      ->capture_default_str();
  app.add_option(
         "--scale", line.scale,
         "of the points: a preset, min:max:neutral, or a range for each axis (v=-1:1,a=0:1)")
      ->capture_default_str();
  app.add_option("--valence", line.columns.valence, "column name [guessed]");
  app.add_option("--arousal", line.columns.arousal, "column name [guessed]");
  app.add_option("--dominance", line.columns.dominance, "column name [guessed]");
  app.add_option("--covariance", line.covariance,
                 "of each class its own, axes independent, or one for all")
      ->check(CLI::IsMember({"full", "diagonal", "pooled"}))
      ->capture_default_str();
  app.add_option("--space", line.base,
                 "base: labels are read as its classes, --shrink draws towards it; a name as in "
                 "tonewheel-relabel, or a file");
  app.add_option("--shrink", line.shrink,
                 "none, auto (chosen by the folds), or pooled=X,base=Y: rows of the pooled "
                 "covariance and of the base that are added to each class")
      ->capture_default_str();
  app.add_option("--prior", line.prior,
                 "counted, balanced (each class alike, in the pooled covariance too), uniform, or "
                 "FILE.csv (class,prior)")
      ->capture_default_str();
  app.add_option("--min-rows", line.min_rows, "a class with fewer is small")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  app.add_option("--small", line.small,
                 "classes that are small: stop, take the pooled covariance, or leave them out")
      ->check(CLI::IsMember({"error", "pool", "drop"}))
      ->capture_default_str();
  app.add_option(
         "--rater-variance", line.rater_variance,
         "added to every class where the space is used: V,A,D (or V,A) as variances on -1..1, "
         "reader (EmoBank's readers), off, or a FILE of single ratings (item,V,A,D)")
      ->capture_default_str();
  app.add_option("--rater-scale", line.rater_scale, "of that FILE [as --scale]");
  app.add_option("--temperature", line.temperature,
                 "fitted on held-out folds: none, one for all classes, or one for each")
      ->check(CLI::IsMember({"none", "one", "each"}))
      ->capture_default_str();
  app.add_option("--weights", line.weights, "column of weights >= 0: a row of 2 counts twice");
  app.add_option("--group", line.group,
                 "column of speakers or videos: folds and intervals keep each together");
  app.add_option("--folds", line.folds, "for judging: 2 to 1000; 0: not judged")
      ->capture_default_str();
  app.add_option("--seed", line.seed, "of folds by row and of splits of votes [1]");
  app.add_option("--judge-rows", line.judge_rows,
                 "of more rows about so many judge, drawn by a hash; or all [100000]");
  app.add_option("--judge", line.judge, "a second table, of the same columns, that judges the fit");
  app.add_option("--out-of-range", line.out_of_range,
                 "values and labels that cannot be used: stop, leave the row out, or clip values "
                 "to the scale")
      ->check(CLI::IsMember({"error", "skip", "clip"}))
      ->capture_default_str();
  app.add_option("--unlabelled", line.unlabelled,
                 "rows without a label: stop, leave them out, or let EM use their points")
      ->check(CLI::IsMember({"error", "skip", "em"}))
      ->capture_default_str();
  app.add_option("--threads", line.threads, "0: one for each core; the output is the same")
      ->capture_default_str();
  app.add_flag("--quiet", line.quiet, "no notes, no summary");
  app.add_option("--json", line.json, "write a report");
}

}  // namespace fit_program
