// tonewheel-ontology: asks, checks, converts and exports graphs of emotions: what ships (TONE,
// wheels, label sets, affect spaces) or a file of yours.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "ontology/convert.hpp"
#include "ontology/crosswalk.hpp"
#include "ontology/find.hpp"
#include "ontology/near.hpp"
#include "ontology/path.hpp"
#include "ontology/show.hpp"
#include "ontology/similar.hpp"
#include "ontology/validate.hpp"
#include "support/apart.hpp"
#include "support/heap.hpp"
#include "support/program.hpp"

namespace {

constexpr const char* examples = R"(Examples:
  tonewheel-ontology show                          the schemes that ship
  tonewheel-ontology show tone                     the three tiers as a tree
  tonewheel-ontology find infatuation              path, tier, relations, Gaussian, wheels
  tonewheel-ontology find --vad .3,.6,.1           the nearest words of every tier, cells of wheels
  tonewheel-ontology path glee grief               how two emotions hang together
  tonewheel-ontology similar terror -k 5 --measure affect
  tonewheel-ontology validate MFOEM.owl
  tonewheel-ontology convert MFOEM.owl mfoem.ttl --profile skos
  tonewheel-ontology crosswalk goemotions ekman -o m.csv
  tonewheel-ontology export tone.ttl --scheme tone

Files: .ttl, .nt, .owl/.rdf/.xml (RDF/XML), .json, .tsv are read; .ttl, .json, .tsv, .graphml, .dot written.
Nothing but the named file is opened: no imports, no network.
Exit status: 0 done, 1 faults in the data (or nothing found), 2 wrong use.)";

}  // namespace

int main(int argc, char** argv) {
  using namespace ontology;
  program::ready_heap();
  CLI::App app("Asks, checks, converts and exports graphs of emotions.", "tonewheel-ontology");
  app.footer(examples);
  app.require_subcommand(1);
  app.fallthrough();
  Common common;
  app.add_option("--graph", common.graph, "a file instead of what ships");
  app.add_option("--format", common.format, "of that file, where its name does not tell")
      ->check(CLI::IsMember({"ttl", "nt", "rdfxml", "json", "tsv"}));
  app.add_option("--vocabulary", common.vocabulary,
                 "a table of TONE's words (name,term,kind,source) instead of the shipped one");
  app.add_option("--scheme", common.scheme, "only this scheme, such as tone or plutchik");
  app.add_option("--json", common.json, "write a report");
  app.add_flag("--quiet", common.quiet, "print nothing but errors");
  std::string first;
  std::string second;
  std::string output = "-";
  std::string to_format;
  std::string profile = "owl";
  std::string measure;
  std::optional<std::size_t> count;
  std::vector<std::string> list;
  CrosswalkLine walk;
  PointLine point;
  int status = program::done;

  auto* show_command = app.add_subcommand("show", "the schemes of a graph, or one scheme");
  show_command->add_option("WHAT", first, "a scheme or a file");
  auto* find_command =
      app.add_subcommand("find",
                         "all that is known of a word, key, IRI or path, or what lies near "
                         "a point of the affect space");
  find_command->add_option("WORD", list);
  auto* vad_option = find_command->add_option(
      "--vad", point.vad,
      "V,A,D or V,A: the nearest words of every tier and cells of wheels, by the "
      "distance of their means on the unit scale; sd: that distance in standard deviations of the "
      "word's Gaussian");
  find_command
      ->add_option("--scale", point.scale,
                   "of --vad: a preset, min:max:neutral, or a range for each axis (v=-1:1,a=0:1)")
      ->capture_default_str()
      ->needs(vad_option);
  find_command->add_option("-k,--count", point.count, "how many words of each tier")
      ->capture_default_str()
      ->needs(vad_option);
  auto* path_command = app.add_subcommand("path", "the shortest way between two concepts");
  path_command->add_option("FROM", first)->required();
  path_command->add_option("TO", second)->required();
  path_command->add_option("--relation", list, "only by these relations, such as broader");
  auto* similar_command =
      app.add_subcommand("similar", "how alike two concepts are, or the nearest");
  similar_command->add_option("CONCEPT", first)->required();
  similar_command->add_option("OTHER", second);
  similar_command->add_option("-k,--count", count,
                              "how many of the nearest, names at one place each counted [10]");
  similar_command
      ->add_option("--measure", measure, Measures::help() + " [blend; of two concepts: all]")
      ->check(CLI::IsMember(Measures::names()));
  auto* validate_command = app.add_subcommand("validate", "counts and every broken law");
  validate_command->add_option("FILE", list, "files instead of what ships");
  auto* convert_command = app.add_subcommand("convert", "a file into another format");
  convert_command->add_option("IN", common.graph)->required();
  convert_command->add_option("OUT", output)->required();
  auto* export_command = app.add_subcommand("export", "what ships (or --graph) into a file");
  export_command->add_option("OUT", output)->required();
  for (auto* each : {convert_command, export_command}) {
    each->add_option("--profile", profile, "of Turtle")
        ->check(CLI::IsMember({"owl", "skos"}))
        ->capture_default_str();
    each->add_option("--to", to_format, "format of OUT, where its name does not tell")
        ->check(CLI::IsMember({"ttl", "json", "tsv", "graphml", "dot"}));
  }
  auto* walk_command = app.add_subcommand("crosswalk", "one label set in the labels of another");
  walk_command->add_option("FROM", walk.from, "a label set (show lists them)")->required();
  walk_command->add_option("TO", walk.to)->required();
  walk_command->add_option("-o,--output", output, "CSV: from,to,kind,strength,weight [stdout]");
  walk_command->add_flag("--matrix", walk.as_matrix, "write the matrix (rows sum to 1) instead");
  walk_command->add_option("--overrides", walk.overrides, "CSV from,to[,weight] that goes first")
      ->check(CLI::ExistingFile);
  walk_command->add_flag("--no-ancestor", walk.no_ancestor, "never by a common ancestor");
  walk_command->add_flag("--no-affect", walk.no_affect, "never by affect distance");
  walk_command
      ->add_option("--least-affect", walk.least_affect,
                   "least Bhattacharyya coefficient of Gaussians that join labels")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();

  return program::start(app, argc, argv, [&] {
    walk.output = output;
    std::vector<program::NamedFile> inputs{{*convert_command ? "IN" : "--graph", common.graph},
                                           {"--vocabulary", common.vocabulary},
                                           {"--overrides", walk.overrides}};
    for (const std::string& file : list) {
      if (*validate_command) {
        inputs.push_back({"FILE", file});
      }
    }
    program::require_apart(inputs,
                           {{*walk_command ? "--output" : "OUT", output}, {"--json", common.json}});
    if (*show_command) {
      status = show(common, first);
    } else if (*find_command) {
      if (point.vad.empty() == list.empty()) {
        throw program::WrongUse("find: expected words or --vad, one of the two");
      }
      status = list.empty() ? find_point(common, point) : find(common, list);
    } else if (*path_command) {
      status = path(common, first, second, list);
    } else if (*similar_command) {
      status = similar(common, first, second, measure, count);
    } else if (*validate_command) {
      status = validate(common, list);
    } else if (*walk_command) {
      status = crosswalk(common, walk);
    } else {
      status = convert(common, output, to_format, profile);
    }
    return status;
  });
}
