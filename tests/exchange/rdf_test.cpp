#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>
#include <tonewheel/exchange/iri.hpp>
#include <tonewheel/exchange/rdf.hpp>
#include <tonewheel/graph/concept_graph.hpp>

#include "exchange/python.hpp"
#include "support/errors.hpp"
#include "support/shared_file.hpp"
#include "support/temporary_folder.hpp"

using namespace tonewheel;
using support::contains;
using support::error_of;

namespace {

const std::string prefixes = "@prefix e: <http://example.org/> .\n";
const std::string rdf_open =
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
    "xmlns:e=\"http://example.org/\">\n";

Triples turtle(const std::string& text) {
  return parse_rdf(text, {.format = RdfFormat::turtle}, "f.ttl");
}
Triples xml(const std::string& text) {
  return parse_rdf(text, {.format = RdfFormat::rdf_xml}, "f.owl");
}

void check_error(RdfFormat format, const std::string& text, std::uint64_t row,
                 const std::string& message) {
  INFO(text.substr(0, 500));
  const auto error = error_of([&] { (void)parse_rdf(text, {.format = format}, "file"); });
  REQUIRE(error.has_value());
  INFO(std::string(error->what()));
  CHECK(error->place().file == "file");
  CHECK(error->place().row == row);
  CHECK(contains(error->what(), message));
}
void check_turtle_error(const std::string& text, std::uint64_t row, const std::string& message) {
  check_error(RdfFormat::turtle, text, row, message);
}
void check_xml_error(const std::string& text, std::uint64_t row, const std::string& message) {
  if (reads_rdf_xml()) {
    check_error(RdfFormat::rdf_xml, text, row, message);
  }
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    all += text;
  }
  return all;
}

/// Cuts, and bytes put in the place of others: an Error or triples, never a crash.
void check_survives(RdfFormat format, const std::string& text, std::size_t step) {
  const auto parse = [&](const std::string& bytes) {
    try {
      (void)parse_rdf(bytes, {.format = format}, "file");
    } catch (const Error& error) {
      CHECK(error.place().file == "file");
    }
  };
  for (std::size_t at = 0; at < text.size(); at += step) {
    parse(text.substr(0, at));
    for (const char byte : std::string_view("\0\xff\"<[(\\&#@", 10)) {
      std::string changed = text;
      changed[at] = byte;
      parse(changed);
    }
  }
}

}  // namespace

TEST_CASE("rdf: terms of Turtle, with their lines") {
  const Triples triples = turtle(prefixes +
                                 "e:a e:p \"x\\n\\u00e9\\U0001F600\"@en-GB ,\n"
                                 "  \"\"\"two\nlines\"\"\" ;\n"
                                 "  e:q 5 , true , 1.5 .\n"
                                 "_:b e:p [ e:q e:a ] .\n"
                                 "# comment [[[[\n"
                                 "<http://example.org/\\u00e9> a e:C .");
  REQUIRE(triples.size() == 8);
  CHECK(triples[0].subject == Term{TermKind::iri, "http://example.org/a", {}, {}});
  CHECK(triples[0].predicate == "http://example.org/p");
  CHECK(triples[0].object == Term{TermKind::literal, "x\n\303\251\360\237\230\200", {}, "en-GB"});
  CHECK(triples[0].line == 2);
  CHECK(triples[1].object.value == "two\nlines");
  CHECK(triples[1].line == 4);
  CHECK(triples[2].object.datatype == "http://www.w3.org/2001/XMLSchema#integer");
  CHECK(triples[3].object.datatype == "http://www.w3.org/2001/XMLSchema#boolean");
  CHECK(triples[4].object.datatype == "http://www.w3.org/2001/XMLSchema#decimal");
  CHECK(triples[5].subject.kind == TermKind::blank);
  CHECK(triples[5].object.kind == TermKind::blank);
  CHECK(triples[6].subject == triples[5].object);
  CHECK(triples[7].subject.value == "http://example.org/\303\251");
  CHECK(triples[7].line == 8);
}

TEST_CASE("rdf: N-Triples") {
  const Triples triples = parse_rdf(
      "<http://e.org/a> <http://e.org/p> \"x\"^^<http://e.org/t> .\n\n_:x "
      "<http://e.org/p> _:y .\n",
      {.format = RdfFormat::n_triples});
  REQUIRE(triples.size() == 2);
  CHECK(triples[0].object.datatype == "http://e.org/t");
  CHECK(triples[1].line == 3);
}

TEST_CASE("rdf: nothing in, nothing out") {
  CHECK(turtle("").empty());
  CHECK(turtle("  \n# only a comment").empty());
  CHECK(turtle("\xEF\xBB\xBF" + prefixes).empty());
  CHECK(parse_rdf("", {.format = RdfFormat::n_triples}).empty());
  check_xml_error("", 0, "");
  if (reads_rdf_xml()) {
    CHECK(xml(rdf_open + "</rdf:RDF>").empty());
  }
}

TEST_CASE("rdf: relative IRIs need a base") {
  check_turtle_error("\n<a> <b> <c> .", 2, "relative IRI \"a\"");
  check_turtle_error("@prefix : <#> .\n:a :b :c .", 1, "relative");
  const RdfOptions based{.format = RdfFormat::turtle, .base = "http://example.org/dir/x"};
  CHECK(parse_rdf("<#a> <b> <../c> .", based)[0].object.value == "http://example.org/c");
  CHECK(turtle("@base <http://example.org/d/> .\n<a> <b> <c> .")[0].subject.value ==
        "http://example.org/d/a");
  if (reads_rdf_xml()) {
    const std::string relative = rdf_open + "<e:C rdf:about=\"#a\"/></rdf:RDF>";
    check_xml_error(relative, 2, "base");
    check_xml_error(rdf_open + "<e:C rdf:about=\"//host/a\"/></rdf:RDF>", 2, "base");
    CHECK(parse_rdf(relative, {.format = RdfFormat::rdf_xml, .base = "http://b.org/x"})[0]
              .subject.value == "http://b.org/x#a");
  }
  CHECK_THROWS_AS((void)parse_rdf("", {.format = RdfFormat::turtle, .base = "x"}), Error);
}

TEST_CASE("rdf: malformed Turtle is an Error with its line") {
  check_turtle_error(prefixes + "e:a e:p \"open", 2, "");
  check_turtle_error(prefixes + "e:a e:p \"open\n\" .", 2, "");
  check_turtle_error(prefixes + "e:a e:p [ e:q", 2, "");
  check_turtle_error(prefixes + "e:a e:p e:b", 2, "");
  check_turtle_error(prefixes + "e:a e:p e:b .\n\nx:a e:p e:b .", 4, "x:a");
  check_turtle_error(prefixes + "e:a e:p e:b .\ne:a", 3, "");
  check_turtle_error(prefixes + "e:a e:p <http://e.org/a b> .", 2, "");
  check_turtle_error(prefixes + "\"literal\" e:p e:b .", 2, "");
  check_turtle_error(prefixes + "e:a e:p \"\\ud800\" .", 2, "");
  check_turtle_error(prefixes + "e:a e:p \"\\q\" .", 2, "");
  check_turtle_error("}", 1, "");
  check_turtle_error(prefixes + "]]]", 2, "");
  check_error(RdfFormat::n_triples, "<http://e.org/a> <http://e.org/p> .\n", 1, "");
}

TEST_CASE("rdf: bytes that are no text") {
  check_turtle_error(prefixes + "e:a e:p \"\xff\" .", 2, "not UTF-8");
  check_turtle_error(prefixes + "e:a e:p \"\xed\xa0\x80\" .", 2, "not UTF-8");
  check_turtle_error(prefixes + "e:a e:p \"\xc0\x80\" .", 2, "not UTF-8");
  check_turtle_error(prefixes + "e:a e:p \"\xe2\x82", 2, "not UTF-8");
  check_turtle_error(prefixes + "e:a e:p " + std::string("\"a\0b\" .", 8), 2, "NUL");
  check_xml_error(rdf_open + "\xff</rdf:RDF>", 2, "not UTF-8");
  check_xml_error("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n" + rdf_open + "</rdf:RDF>", 1,
                  "utf-16");
  check_xml_error("<?xml version='1.0' encoding='UTF-7'?>\n" + rdf_open + "</rdf:RDF>", 1, "utf-7");
}

TEST_CASE("rdf: nesting has a limit") {
  const std::string start = prefixes + "e:a e:p ";
  CHECK(turtle(start + repeated("[ e:p ", 500) + "e:b" + repeated(" ]", 500) + " .").size() == 501);
  check_turtle_error(start + repeated("[ e:p ", 501), 2, "deeper than 500");
  check_turtle_error(start + repeated("(", 1000000), 2, "deeper than 500");
  check_turtle_error(start + repeated("[", 1000000), 2, "deeper than 500");
  CHECK_NOTHROW((void)parse_rdf(start + repeated("( ", 1000) + repeated(" )", 1000) + " .",
                                {.format = RdfFormat::turtle, .max_depth = 1000}));
  CHECK_THROWS_AS((void)parse_rdf("", {.format = RdfFormat::turtle, .max_depth = 1001}), Error);
  // Brackets that are text do not count.
  const std::string many = repeated("[(", 1000);
  CHECK(turtle(start + "\"" + many + "\" , '" + many + "' , \"\"\"\" " + many +
               "\"\"\" , <http://e.org/" + repeated("(", 1000) + "> . # " + many)
            .size() == 4);

  const std::string open = "<e:C rdf:about=\"http://e.org/a\"><e:p>";
  const std::string close = "</e:p></e:C>";
  if (reads_rdf_xml()) {
    CHECK(xml(rdf_open + repeated(open, 200) + repeated(close, 200) + "</rdf:RDF>").size() == 400);
  }
  check_xml_error(rdf_open + repeated(open, 300) + repeated(close, 300) + "</rdf:RDF>", 2,
                  "deeper than 500");
  check_xml_error(rdf_open + repeated("<e:C><e:p>", 500000), 2, "deeper than 500");
  check_xml_error(rdf_open + "<e:C><e:p rdf:parseType=\"Literal\">" + repeated("<a>", 500000), 2,
                  "deeper than 500");
}

TEST_CASE("rdf: limits on bytes") {
  CHECK_THROWS_AS((void)parse_rdf("# 456789", {.format = RdfFormat::turtle, .max_bytes = 7}),
                  Error);
  // A prefix of a thousand bytes, used a thousand times.
  const std::string long_prefix =
      "@prefix e: <http://example.org/" + std::string(1000, 'a') + "> .\n";
  const std::string bomb = long_prefix + repeated("e:a e:b e:c .\n", 1000);
  CHECK(turtle(bomb).size() == 1000);
  const auto error = error_of(
      [&] { (void)parse_rdf(bomb, {.format = RdfFormat::turtle, .max_term_bytes = 1000000}); });
  REQUIRE(error.has_value());
  CHECK(contains(error->what(), "more than 1000000 bytes"));
  CHECK(error->place().row > 300);
}

TEST_CASE("rdf: RDF/XML, with entities of plain text") {
  if (!reads_rdf_xml()) {
    CHECK(contains(support::message_of([] { (void)xml("<a/>"); }), "raptor2"));
    return;
  }
  const Triples triples =
      xml("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
          "<!DOCTYPE rdf:RDF [\n"
          "  <!-- > ] -->\n"
          "  <!ENTITY e \"http://example.org/\" >\n"
          "  <!ENTITY f 'quoted \" text' >\n"
          "]>\n" +
          rdf_open +
          "<e:C rdf:about=\"&e;a\">\n"
          "  <e:p xml:lang=\"en-GB\">&f; &lt; \303\251 &#x1F600;</e:p>\n"
          "  <e:q rdf:datatype=\"&e;t\"><![CDATA[<<<<]]></e:q>\n"
          "  <e:r rdf:nodeID=\"g1\"/>\n"
          "  <e:r><rdf:Description/></e:r>\n"
          "</e:C></rdf:RDF>");
  REQUIRE(triples.size() == 5);
  CHECK(triples[0].subject.value == "http://example.org/a");
  CHECK(triples[1].object ==
        Term{TermKind::literal, "quoted \" text < \303\251 \360\237\230\200", {}, "en-GB"});
  CHECK(triples[1].line == 9);
  CHECK(triples[2].object == Term{TermKind::literal, "<<<<", "http://example.org/t", {}});
  // A name of the file and a name made up do not meet.
  CHECK(triples[3].object.kind == TermKind::blank);
  CHECK(triples[4].object.kind == TermKind::blank);
  CHECK(triples[3].object.value != triples[4].object.value);
}

TEST_CASE("rdf: XML that hides work or files is refused, and nothing is opened") {
  const std::string body =
      rdf_open + "<e:C rdf:about=\"http://e.org/a\"><e:p>&x;</e:p></e:C></rdf:RDF>";
  const support::TemporaryFolder folder;
  support::write_bytes(folder / "secret", "the secret");
  const std::string secret = "file://" + (folder / "secret").string();
  // The bomb of entities within entities.
  std::string bomb = "<!DOCTYPE rdf:RDF [\n<!ENTITY a \"lol\">\n";
  for (char c = 'b'; c <= 'x'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"" +
            repeated(std::string("&") + static_cast<char>(c - 1) + ";", 10) + "\">\n";
  }
  check_xml_error(bomb + "]>\n" + body, 3, "\"b\"");
  check_xml_error("<!DOCTYPE r [<!ENTITY x \"&#60;e:C/>\">]>\n" + body, 1, "\"x\"");
  check_xml_error("<!DOCTYPE r [<!ENTITY x \"" + std::string(2000, 'x') + "\">]>\n" + body, 1,
                  "1024");
  check_xml_error("<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret + "\">]>\n" + body, 1, "external");
  check_xml_error("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" + body, 1,
                  "external");
  check_xml_error("<!DOCTYPE r [<!ENTITY x PUBLIC \"p\" \"http://localhost:1/\">]>\n" + body, 1,
                  "external");
  check_xml_error("<!DOCTYPE r [<!ENTITY % p SYSTEM \"" + secret + "\"> %p;]>\n" + body, 1,
                  "parameter");
  check_xml_error("<!DOCTYPE r [%p;]>\n" + body, 1, "DTD");
  check_xml_error("<!DOCTYPE r [<!ATTLIST r a CDATA \"x\">]>\n" + body, 1, "DTD");
  check_xml_error("<!DOCTYPE r SYSTEM \"" + secret + "\">\n" + body, 1, "external DTD");
  check_xml_error("<!DOCTYPE r PUBLIC \"p\" \"http://localhost:1/x.dtd\" [ ]>\n" + body, 1,
                  "external DTD");
  check_xml_error("<!DOCTYPE r [<!ENTITY x \"open", 1, "");
  check_xml_error(body, 2, "");  // an entity that is not declared
  if (reads_rdf_xml()) {
    // XInclude is another document's business, and stays a property like any other.
    const Triples triples =
        xml(rdf_open +
            "<e:C rdf:about=\"http://e.org/a\"><e:p rdf:parseType=\"Literal\"><i:include "
            "xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"" +
            secret + "\" parse=\"text\"/></e:p></e:C></rdf:RDF>");
    REQUIRE(triples.size() == 2);
    CHECK(contains(triples[1].object.value, "include"));
    CHECK(!contains(triples[1].object.value, "the secret"));
  }
}

TEST_CASE("rdf: malformed RDF/XML is an Error with its line") {
  check_xml_error(rdf_open + "<e:C rdf:about=\"http://e.org/a\">", 2, "");
  check_xml_error(rdf_open + "\n<e:C></e:D></rdf:RDF>", 3, "");
  check_xml_error(rdf_open + "<f:C/></rdf:RDF>", 2, "");
  check_xml_error("no markup", 0, "");
  check_xml_error("<<<<", 0, "");
  check_xml_error(rdf_open + "<e:C rdf:about=\"http://e.org/a b\"/></rdf:RDF>", 2, "a b");
  check_xml_error(rdf_open + "<e:C rdf:ID=\"a\" rdf:nodeID=\"b\"/></rdf:RDF>", 2, "");
}

TEST_CASE("rdf: files cut anywhere or with bytes changed never crash") {
  check_survives(RdfFormat::turtle,
                 prefixes +
                     "@base <http://b.org/> .\ne:a e:p \"x\\u00e9\"@en , '''y''' ; a [ e:q ( 1 <r> "
                     "\"z\"^^e:t ) ] . # end\n_:b e:p -1.5e3 .\n",
                 1);
  check_survives(RdfFormat::n_triples,
                 "<http://e.org/a> <http://e.org/p> \"x\\n\"@en .\n_:b <http://e.org/p> _:c .\n",
                 1);
  if (reads_rdf_xml()) {
    check_survives(RdfFormat::rdf_xml,
                   "<?xml version=\"1.0\"?>\n<!DOCTYPE rdf:RDF [ <!ENTITY e 'http://e.org/'> ]>\n" +
                       rdf_open +
                       "<e:C rdf:about=\"&e;a\"><!-- c --><e:p xml:lang=\"en\">x</e:p><e:q "
                       "rdf:parseType=\"Collection\"><rdf:Description rdf:about=\"&e;b\"/></e:q>"
                       "</e:C></rdf:RDF>",
                   3);
  }
}

TEST_CASE("rdf: formats by extension, and files") {
  CHECK(rdf_format_of("a/b.TTL") == RdfFormat::turtle);
  CHECK(rdf_format_of("b.nt") == RdfFormat::n_triples);
  CHECK(rdf_format_of("b.owl") == RdfFormat::rdf_xml);
  CHECK(rdf_format_of("b.rdf") == RdfFormat::rdf_xml);
  CHECK(rdf_format_of("b.xml") == RdfFormat::rdf_xml);
  CHECK(!rdf_format_of("b.csv"));
  CHECK(!rdf_format_of("ttl"));
  const support::TemporaryFolder folder;
  support::write_bytes(folder / "a.txt", prefixes + "e:a e:b e:c .");
  CHECK(contains(support::message_of([&] { (void)read_rdf(folder / "a.txt"); }), "\".txt\""));
  CHECK(read_rdf(folder / "a.txt", {.format = RdfFormat::turtle}).size() == 1);
  CHECK_THROWS_AS((void)read_rdf(folder / "missing.ttl"), Error);
  CHECK_THROWS_AS((void)read_rdf(folder.path(), {.format = RdfFormat::turtle}), Error);
  CHECK_THROWS_AS((void)parse_rdf("", {}), Error);
}

TEST_CASE("rdf: nothing is printed about errors") {
  const support::TemporaryFolder folder;
  const int kept = ::dup(2);
  const int file = ::open((folder / "stderr").c_str(), O_CREAT | O_WRONLY, 0600);
  ::dup2(file, 2);
  const bool failed =
      error_of([] { (void)turtle("x \"open"); }).has_value() &&
      error_of([] { (void)xml(rdf_open + "<e:C></e:D>&x;</rdf:RDF>"); }).has_value();
  ::dup2(kept, 2);
  ::close(kept);
  ::close(file);
  CHECK(failed);
  CHECK(support::read_bytes(folder / "stderr") == "");
}

TEST_CASE("rdf: published ontologies have as many statements as other parsers count") {
  struct Published {
    const char* name;
    std::size_t triples;  // by rapper 2.0.15 and rdflib 6.1.1
  };
  for (const Published& each : {Published{"MFOEM.owl", 5343}, Published{"plutchik.ttl", 197}}) {
    const auto path = support::shared_file("data/ontology/" + std::string(each.name));
    if (!path || (rdf_format_of(*path) == RdfFormat::rdf_xml && !reads_rdf_xml())) {
      MESSAGE("skipped: " << each.name << " is not there, or this build does not read it");
      continue;
    }
    CHECK(read_rdf(*path).size() == each.triples);
  }
}

TEST_CASE("iri: keys and IRIs") {
  const auto iri = [](const std::string& key) {
    Concept node;
    node.key = key;
    return iri_of(node);
  };
  CHECK(iri("tone/joy") == "urn:tonewheel:tone/joy");
  CHECK(iri("a b%\303\251") == "urn:tonewheel:a%20b%25\303\251");
  CHECK(iri("scheme:x") == "urn:tonewheel:scheme%3Ax");
  CHECK(iri("http://e.org/a") == "http://e.org/a");
  for (const char* key :
       {"tone/joy", "a b", "100%", "%41", "scheme:x", "\303\251", "<>\"{}|^`\\"}) {
    CHECK(concept_key(iri(key)) == key);
    CHECK(is_absolute_iri(iri(key)));
  }
  CHECK(concept_key("http://e.org/a%20b") == "http://e.org/a%20b");
  CHECK(concept_key("urn:tonewheel:%FF") == "%FF");
  CHECK(scheme_key("urn:tonewheel:scheme:tone") == "tone");
  CHECK(relation_key("urn:tonewheel:schema:broader") == "broader");
  CHECK(relation_key("urn:tonewheel:schema:kind") == "urn:tonewheel:schema:kind");
  CHECK(iri_of(ConceptGraph().relation_type(relation::adjacent)) ==
        "urn:tonewheel:schema:adjacent");
  for (const char* bad :
       {"", "a", ":a", "1:a", "a b:c", "http://a b", "http://a>", "http://\xff"}) {
    CHECK(!is_absolute_iri(bad));
  }
}
