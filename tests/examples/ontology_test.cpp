// The program tonewheel-ontology as a user runs it. TONEWHEEL_ONTOLOGY is its path.

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <tonewheel/core/table.hpp>

#include "exchange/python.hpp"
#include "support/errors.hpp"
#include "support/program.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::Ran;
using support::read_bytes;
using support::run;
using support::TemporaryFolder;
using support::write_bytes;

const std::string program = std::string("'") + TONEWHEEL_ONTOLOGY + "' ";

/// A file of the reference folder, quoted for a shell; nothing where it is not there.
std::optional<std::string> reference(const std::string& name) {
  const auto path = support::shared_file(name);
  return path ? std::optional("'" + path->string() + "'") : std::nullopt;
}

nlohmann::json report(const TemporaryFolder& folder, const char* name = "r.json") {
  return nlohmann::json::parse(read_bytes(folder / name));
}

}  // namespace

TEST_CASE("tonewheel-ontology: --help names every subcommand, wrong use ends with 2") {
  const TemporaryFolder folder;
  const Ran help = run(folder, program + "--help");
  CHECK(help.status == 0);
  for (const char* each : {"show", "find", "path", "similar", "validate", "convert", "crosswalk",
                           "export", "--graph", "--json", "Examples:"}) {
    CHECK_MESSAGE(contains(help.out, each), each);
  }
  for (const char* wrong :
       {"", "sing", "find", "find --scale unit", "show hourglass", "crosswalk goemotions emotions",
        "path joy fear --relation loves", "similar joy --measure cosine", "export out.xlsx",
        "convert in.docx out.ttl", "--graph g.dot show", "--vocabulary"}) {
    const Ran ran = run(folder, program + wrong);
    CHECK_MESSAGE(ran.status == 2, wrong << ran.err);
    CHECK_MESSAGE(!ran.err.empty(), wrong);
    CHECK(folder.entries() == 0);
  }
}

TEST_CASE("tonewheel-ontology: find prints path, tier, relations, Gaussian and wheels") {
  const TemporaryFolder folder;
  const Ran ran = run(folder, program + "find infatuation --json r.json");
  CHECK(ran.status == 0);
  for (const char* each :
       {"love / lust / infatuation", "3 tertiary", "infatuated", "broader", "tone/love/lust",
        "Gaussian", "valence", "junto: love / desire / infatuation", "parrott: ", "Parrott 2001"}) {
    CHECK_MESSAGE(contains(ran.out, each), each);
  }
  const auto json = report(folder);
  CHECK(json["concepts"].size() == 1);
  CHECK(json["concepts"][0]["tier"] == 3);
  CHECK(json["concepts"][0]["gaussian"]["mean"].size() == 3);
  CHECK(json["stamp"]["version"].is_string());
  CHECK(json["stamp"]["tables"].size() == 9);
  CHECK(contains(json["cite"].get<std::string>(), "10.3758/s13428-018-1099-3"));
  CHECK(json["concepts"][0]["gaussian"]["words"] == 1);
  // Word forms and paths are understood; a name that several concepts carry gives them all.
  CHECK(contains(run(folder, program + "find Infatuated").out, "(a word form)"));
  CHECK(contains(run(folder, program + "find joy/cheerfulness/glee").out,
                 "[tone/joy/cheerfulness/glee]"));
  CHECK(run(folder, program + "find anger --json a.json --quiet").out.empty());
  CHECK(report(folder, "a.json")["concepts"].size() == 2);
  const Ran unknown = run(folder, program + "find infatuaton");
  CHECK(unknown.status == 1);
  CHECK(contains(unknown.err, "nothing is called \"infatuaton\"; near: \"infatuation\""));
}

TEST_CASE("tonewheel-ontology: show, path and similar") {
  const TemporaryFolder folder;
  const Ran schemes = run(folder, program + "show");
  CHECK(contains(schemes.out, "tone                     184"));  // 166 concepts, 18 combinations
  CHECK(contains(schemes.out, "goemotions                27"));
  CHECK(contains(run(folder, program + "show affectnet8").out,
                 "7  contempt  = tone/anger/disgust/contempt"));
  const Ran tone = run(folder, program + "show tone");
  CHECK(contains(tone.out, "fear\n  horror\n    alarm\n"));
  CHECK(contains(tone.out, "joy + trust -> love"));
  const Ran way = run(folder, program + "path glee grief");
  CHECK(contains(way.out, "shortest way, 5 steps"));
  CHECK(contains(way.out, "opposite_of tone/sadness"));
  const Ran up = run(folder, program + "path glee bliss --relation broader");
  CHECK(contains(up.out, "lowest common ancestor: tone/joy/cheerfulness"));
  CHECK(run(folder, program + "path glee grief --relation broader").status == 1);
  const Ran pair = run(folder, program + "similar panic terror --json r.json");
  CHECK(pair.status == 0);
  // Both stand under fear / horror, in the third tier: 1 / (1 + 2) and 2 * 2 / (2 + 4).
  CHECK(report(folder)["similarity"]["path"] == doctest::Approx(1.0 / 3));
  CHECK(report(folder)["similarity"]["wup"] == doctest::Approx(2.0 / 3));
  const Ran nearest = run(folder, program + "similar sadness/shame/guilt -k 3 --measure wup");
  CHECK(nearest.out.starts_with(
      "nearest to sadness / shame / guilt of tone, by wup (0 to 1: Wu and Palmer"));
  CHECK(contains(nearest.out, "\nrank  similarity   concept "));
  CHECK(contains(nearest.out, "sadness / shame\n"));
  CHECK(contains(pair.out,
                 "\n  measure  similarity   what\n  path     0.333333     0 to 1: 1 / (1 + steps"));
}

TEST_CASE("tonewheel-ontology: similar says what it searched, what is tied, what its numbers are") {
  const TemporaryFolder folder;
  // Two concepts by the measure that is asked for, and no other.
  const Ran one = run(folder, program + "similar panic terror --measure lin --json r.json");
  CHECK(contains(one.out, "  lin      "));
  CHECK_FALSE(contains(one.out, "  path "));
  CHECK(report(folder)["similarity"].size() == 1);
  CHECK(run(folder, program + "similar panic terror -k 3").status == 2);
  // Places that are equal share a rank: 1 + how many are nearer.
  REQUIRE(run(folder, program + "similar terror -k 9 --measure affect --json r.json").status == 0);
  const auto json = report(folder);
  CHECK(json["scheme"] == "tone");
  const auto& nearest = json["nearest"];
  bool tied = false;
  for (std::size_t i = 0; i < nearest.size(); ++i) {
    std::size_t nearer = 0;
    for (const auto& other : nearest) {
      nearer += other["similarity"] > nearest[i]["similarity"] ? 1U : 0U;
    }
    CHECK(nearest[i]["rank"] == nearer + 1);
    tied = tied || nearest[i]["rank"] != i + 1;
  }
  CHECK(tied);
  CHECK(contains(run(folder, program + "similar terror -k 5 --measure affect").out,
                 " more are as like as the last (-k "));
  // A flat list joins nothing: there is no nearest one.
  const Ran flat = run(folder, program + "similar goemotions/joy --measure wup --json r.json");
  CHECK(report(folder)["nearest"].empty());
  CHECK(report(folder)["unlike"] == 26);
  CHECK(contains(flat.out, "26 others of goemotions have similarity 0"));
}

TEST_CASE("tonewheel-ontology: a word of another scheme is said to be there") {
  const TemporaryFolder folder;
  const Ran ran = run(folder, program + "--scheme mikels8 find joy");
  CHECK(ran.status == 1);
  CHECK(contains(ran.err, "nothing in mikels8 is called \"joy\"; elsewhere: tone/joy"));
  CHECK_FALSE(contains(ran.err, "near"));
  for (const char* wrong : {"find joy --scheme ''", "crosswalk ekman mer --least-affect nan",
                            "similar joy -k -1", "find --vad ''"}) {
    INFO(wrong);
    CHECK(run(folder, program + wrong).status == 2);
  }
  CHECK(contains(run(folder, program + "find --vad .3,.6,.1").out, "(Mahalanobis)"));
}

TEST_CASE("tonewheel-ontology: find --vad names the nearest words of every tier and wheel cells") {
  const TemporaryFolder folder;
  const Ran ran = run(folder, program + "find --vad .3,.6,.1 -k 2 --json r.json");
  CHECK(ran.status == 0);
  for (const char* each :
       {"valence +0.300, arousal +0.600, dominance +0.100", "primary", "secondary", "tertiary",
        "distance ", " sd", "plutchik", "sector", "degrees", "by order"}) {
    CHECK_MESSAGE(contains(ran.out, each), each);
  }
  const auto json = report(folder);
  REQUIRE(json["tiers"].size() == 3);
  for (const auto& tier : json["tiers"]) {
    REQUIRE(tier["nearest"].size() == 2);
    CHECK(tier["nearest"][0]["distance"] <= tier["nearest"][1]["distance"]);
  }
  CHECK(json["wheels"].size() == 9);
  // The place that find gives for a word leads back to it.
  REQUIRE(run(folder, program + "find tone/surprise --json w.json --quiet").status == 0);
  const auto word = report(folder, "w.json")["concepts"][0];
  const auto& mean = word["gaussian"]["mean"];
  const Ran back = run(folder, program + "find --quiet --json b.json --vad " + mean[0].dump() +
                                   "," + mean[1].dump() + "," + mean[2].dump());
  REQUIRE(back.status == 0);
  CHECK(back.out.empty());
  const auto nearest = report(folder, "b.json")["tiers"][0]["nearest"][0];
  CHECK(nearest["key"] == word["key"]);
  CHECK(nearest["distance"] == 0);
  CHECK(nearest["deviations"] == 0);

  // Two numbers: any dominance; a scale; a negative number first.
  CHECK(contains(run(folder, program + "find --vad -.5,.6").out, "any dominance"));
  CHECK(contains(run(folder, program + "find --vad 9,5,1 --scale 1:9:5").out,
                 "valence +1.000, arousal +0.000, dominance -1.000"));
  CHECK(contains(run(folder, program + "find --vad 0,0,0 --scheme mikels8 -k 1").out, "nearest"));
  for (const char* wrong :
       {"find --vad .3", "find --vad 1,2,3", "find --vad a,b,c", "find --vad .1,.2,.3,.4",
        "find --vad 0,0,0 joy", "find joy --scale 1:9:5", "find --vad 0,0 --scale none"}) {
    INFO(wrong);
    CHECK(run(folder, program + wrong).status == 2);
  }
}

TEST_CASE("tonewheel-ontology: similar marks what rests on an inherited Gaussian") {
  const TemporaryFolder folder;
  const Ran ran =
      run(folder, program + "similar tone/joy/enthrallment -k 25 --measure affect --json r.json");
  REQUIRE(ran.status == 0);
  std::size_t marked = 0;
  const auto similar = report(folder);
  for (const auto& each : similar["nearest"]) {
    REQUIRE(run(folder, program + "find --quiet --json f.json " + each["key"].get<std::string>())
                .status == 0);
    const auto origin =
        report(folder, "f.json")["concepts"][0]["gaussian"]["origin"].get<std::string>();
    const bool inherited = origin == "ancestor" || origin == "descendants";
    CHECK(each["inherited"].get<std::string>().empty() != inherited);
    marked += inherited ? 1U : 0U;
  }
  CHECK(marked > 0);
  CHECK(contains(ran.out, "one inherited Gaussian for both: a tie"));
}

TEST_CASE("tonewheel-ontology: crosswalk from GoEmotions to Ekman is the published grouping") {
  const TemporaryFolder folder;
  REQUIRE(run(folder, program + "crosswalk goemotions ekman -o m.csv").status == 0);
  const Table table = Table::read(folder / "m.csv");
  CHECK(table.header() == std::vector<std::string>{"from", "to", "kind", "strength", "weight"});
  std::map<std::string, int> members;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    ++members[table.cell(row, 1)];
    CHECK(table.number(row, 4) == 1);
  }
  CHECK(members == std::map<std::string, int>{{"anger", 3},
                                              {"disgust", 1},
                                              {"fear", 2},
                                              {"happiness", 12},
                                              {"sadness", 5},
                                              {"surprise", 4}});
  // The user's own table goes first, and the matrix's rows sum to 1.
  write_bytes(folder / "own.csv", "from,to,weight\nlove,surprise,1\nLove,anger,3\n");
  REQUIRE(
      run(folder, program + "crosswalk goemotions ekman --overrides own.csv --matrix -o matrix.csv")
          .status == 0);
  const Table matrix = Table::read(folder / "matrix.csv");
  CHECK(matrix.rows() == 27);
  for (std::size_t row = 0; row < matrix.rows(); ++row) {
    double sum = 0;
    for (std::size_t column = 1; column < 7; ++column) {
      sum += matrix.number(row, column);
    }
    CHECK(sum == doctest::Approx(1).epsilon(1e-12));
    if (matrix.cell(row, 0) == "love") {
      CHECK(matrix.number(row, matrix.column("anger")) == 0.75);
      CHECK(matrix.number(row, matrix.column("surprise")) == 0.25);
    }
  }
  write_bytes(folder / "bad.csv", "from,to\nlove,rapture\n");
  const Ran bad =
      run(folder, program + "crosswalk goemotions ekman --overrides bad.csv -o bad_out.csv");
  CHECK(bad.status == 1);
  CHECK(contains(bad.err, "\"rapture\", which is not a label of the second set"));
  CHECK_FALSE(std::filesystem::exists(folder / "bad_out.csv"));
  const Ran apart = run(folder, program + "crosswalk facs ekman -o facs.csv");
  CHECK(contains(apart.err, "nothing joins \"inner brow raiser\" to ekman"));
}

TEST_CASE("tonewheel-ontology: what ships converts to every format and comes back equal") {
  const TemporaryFolder folder;
  for (const char* target :
       {"owl.ttl --profile owl", "skos.ttl --profile skos", "g.json", "g.tsv"}) {
    INFO(target);
    const std::string name = std::string(target).substr(0, std::string(target).find(' '));
    REQUIRE(run(folder, program + "export " + target).status == 0);
    REQUIRE(run(folder, program + "convert " + name + " back.tsv").status == 0);
    REQUIRE(run(folder, program + "export ships.tsv").status == 0);
    CHECK(read_bytes(folder / "back.tsv") == read_bytes(folder / "ships.tsv"));
  }
  REQUIRE(run(folder, program + "export tone.ttl --scheme tone").status == 0);
  const Ran checked = run(folder, program + "validate tone.ttl");
  CHECK(checked.status == 0);
  CHECK(contains(checked.out, "0 faults"));
  REQUIRE(run(folder, program + "export g.graphml").status == 0);
  REQUIRE(run(folder, program + "export - --to dot --scheme plutchik >p.dot").status == 0);
  CHECK(read_bytes(folder / "p.dot").starts_with("digraph"));
}

TEST_CASE("tonewheel-ontology: rdflib counts the exported TONE's classes and axioms") {
  const TemporaryFolder folder;
  const auto python = support::python_with(folder, "rdflib");
  if (!python) {
    MESSAGE("skipped: no Python with rdflib");
    return;
  }
  REQUIRE(run(folder, program + "export tone.ttl --scheme tone").status == 0);
  REQUIRE(run(folder, program + "convert tone.ttl tone.json --json r.json").status == 0);
  const Ran counted =
      run(folder, *python +
                      " -c '"
                      "import rdflib\n"
                      "from rdflib.namespace import OWL, RDF, RDFS, SKOS\n"
                      "g = rdflib.Graph()\n"
                      "g.parse(\"tone.ttl\", format=\"turtle\")\n"
                      "print(len(set(g.subjects(RDF.type, OWL.Class))))\n"
                      "print(len(list(g.triples((None, RDFS.subClassOf, None)))) +\n"
                      "      len(list(g.triples((None, SKOS.exactMatch, None)))) +\n"
                      "      len(list(g.triples((None, SKOS.closeMatch, None)))))'");
  REQUIRE_MESSAGE(counted.status == 0, counted.err);
  const auto json = report(folder);
  // 6 + 25 + 135 concepts, 18 combinations and Plutchik's trust; subclass axioms, restrictions and
  // matches are the relations.
  CHECK(json["concepts"] == 6 + 25 + 135 + 18 + 1);
  CHECK(counted.out == json["concepts"].dump() + "\n" + json["relations"].dump() + "\n");
}

TEST_CASE("tonewheel-ontology: validate counts MFOEM and plutchik.ttl") {
  const TemporaryFolder folder;
  if (const auto mfoem = reference("data/ontology/MFOEM.owl")) {
    const Ran ran = run(folder, program + "validate " + *mfoem + " --json r.json");
    CHECK(contains(ran.out, "5343 triples"));
    CHECK(contains(ran.out, "637 classes"));
    const auto json = report(folder)["graphs"].front();
    CHECK(json["file"]["triples"] == 5343);
    CHECK(json["file"]["classes"] == 637);
    CHECK(ran.status == (json["faults"] == 0 ? 0 : 1));
    REQUIRE(run(folder, program + "convert " + *mfoem + " m.ttl").status == 0);
    REQUIRE(run(folder,
                program + "convert m.ttl m.json && " + program + "convert " + *mfoem + " n.json")
                .status == 0);
    CHECK(read_bytes(folder / "m.json") == read_bytes(folder / "n.json"));
  }
  if (const auto plutchik = reference("data/ontology/plutchik.ttl")) {
    const Ran ran = run(folder, program + "validate " + *plutchik);
    CHECK(ran.status == 0);
    CHECK(contains(ran.out, "32 SKOS concepts"));
  }
}

TEST_CASE("tonewheel-ontology: raptor is loaded for RDF/XML only, and missed only there") {
  const TemporaryFolder folder;
  write_bytes(folder / "a.ttl", "<urn:a> a <urn:b> .\n");
  write_bytes(folder / "a.owl",
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>");
  // Found before the system's, and no library.
  write_bytes(folder / "libraptor2.so.0", "text");
  const std::string without_raptor = "LD_LIBRARY_PATH=. " + program;
  CHECK(run(folder, without_raptor + "validate a.ttl").status == 0);
  const Ran missed = run(folder, without_raptor + "validate a.owl");
  CHECK(missed.status == 1);
  CHECK(contains(missed.err, "a.owl: found RDF/XML"));
  CHECK(contains(missed.err, "raptor2"));
}

TEST_CASE("tonewheel-ontology: bad files end with 1, the file and the line") {
  const TemporaryFolder folder;
  write_bytes(folder / "broken.ttl",
              "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> a s:Concept ;\n  "
              "s:broader <urn:b\n");
  write_bytes(
      folder / "cycle.ttl",
      "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n"
      "<urn:a> a s:Concept ; s:broader <urn:b> .\n<urn:b> a s:Concept ; s:broader <urn:a> .\n");
  write_bytes(
      folder / "bomb.owl",
      "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
      "<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">&f;</rdf:RDF>\n");
  write_bytes(folder / "broken.json", "{\"tonewheel_graph\": 1, \"concepts\": [{\"key\": 3}]}");
  write_bytes(folder / "vocabulary.csv", "name,term,kind,source\njoy,joyfull,word,me\n");
  const Ran broken = run(folder, program + "validate broken.ttl");
  CHECK(broken.status == 1);
  CHECK(contains(broken.err, "broken.ttl, row "));
  const Ran cycle = run(folder, program + "validate cycle.ttl");
  CHECK(cycle.status == 1);
  CHECK(contains(cycle.out,
                 "acyclic: broader leads in a circle through 2 concepts: \"urn:a\" \"urn:b\""));
  CHECK(run(folder, program + "--graph cycle.ttl similar urn:a urn:b").status == 1);
  const Ran bomb = run(folder, program + "validate bomb.owl");
  CHECK_FALSE(contains(bomb.out + bomb.err, "root:"));
  const Ran json = run(folder, program + "convert broken.json out.ttl");
  CHECK(json.status == 1);
  CHECK(contains(json.err, "/concepts/0"));
  CHECK_FALSE(std::filesystem::exists(folder / "out.ttl"));
  const Ran words = run(folder, program + "--vocabulary vocabulary.csv find joy");
  CHECK(words.status == 1);
  CHECK(contains(words.err, "row 1, column kind: found \"word\", expected form or synonym"));
  CHECK(run(folder, program + "validate missing.ttl").status == 1);
}
