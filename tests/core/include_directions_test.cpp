#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

// The rooms of the house and who may include whom. A new edge is a decision: change this table and
// the README's "Rooms" together.
namespace {

using Edges = std::map<std::string, std::set<std::string>>;

const Edges& allowed_modules() {
  static const Edges edges{
      {"core", {"core"}},
      {"kernel", {"kernel", "core"}},
      {"affect", {"affect", "kernel", "core"}},
      {"graph", {"graph", "affect", "core"}},
      {"ontology", {"ontology", "graph", "affect", "core"}},
      {"wheel", {"wheel", "graph", "core"}},
      {"lexicon", {"lexicon", "wheel", "graph", "kernel", "core"}},
      {"metric", {"metric", "lexicon", "wheel", "graph", "kernel", "core"}},
      {"evaluate", {"evaluate", "metric", "dataset", "lexicon", "affect", "kernel", "core"}},
      {"dataset", {"dataset", "affect", "kernel", "lexicon", "core"}},
      {"exchange", {"exchange", "ontology", "dataset", "lexicon", "graph", "core"}},
      {"c", {}},
  };
  return edges;
}

/// Other libraries, by the first part of the include, and the modules that may use them.
const Edges& allowed_libraries() {
  static const Edges edges{
      {"Eigen", {"kernel", "affect", "graph", "dataset", "evaluate"}},
      {"boost", {"graph"}},
      {"utf8proc.h", {"lexicon"}},
  };
  return edges;
}

struct Include {
  std::filesystem::path file;
  std::string module;
  std::string target;
};

std::vector<Include> public_includes() {
  const std::filesystem::path root =
      std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "include" / "tonewheel";
  std::vector<Include> includes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::filesystem::path relative = entry.path().lexically_relative(root);
    if (!entry.is_regular_file() || std::distance(relative.begin(), relative.end()) < 2) {
      continue;  // tonewheel.hpp, which includes everything
    }
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      const auto open = line.find_first_of("<\"");
      if (line.starts_with("#include") && open != std::string::npos) {
        const auto close = line.find_first_of(">\"", open + 1);
        includes.push_back(
            {relative, relative.begin()->string(), line.substr(open + 1, close - open - 1)});
      }
    }
  }
  return includes;
}

}  // namespace

TEST_CASE("include directions: every edge between modules is in the table") {
  const std::vector<Include> includes = public_includes();
  CHECK(includes.size() > 50);
  for (const Include& include : includes) {
    INFO(include.file.string() << " includes " << include.target);
    const std::filesystem::path target(include.target);
    const std::string first = target.begin()->string();
    if (first == "tonewheel") {
      const std::string module = std::next(target.begin())->string();
      CHECK_MESSAGE(module != "tonewheel.hpp", "only users include everything");
      CHECK(allowed_modules().contains(include.module));
      CHECK((module == "data" || allowed_modules().at(include.module).contains(module)));
    } else if (allowed_libraries().contains(first)) {
      CHECK(allowed_libraries().at(first).contains(include.module));
      // Boost.Graph is slow to compile: one header shows a graph to it.
      CHECK((first != "boost" || include.file == "graph/boost.hpp"));
    }
  }
}

TEST_CASE("include directions: a module's bodies are included by its own files only") {
  for (const Include& include : public_includes()) {
    INFO(include.file.string() << " includes " << include.target);
    if (include.target.find("/impl/") != std::string::npos) {
      CHECK(include.target.starts_with("tonewheel/" + include.module + "/"));
      CHECK(include.target.ends_with("_inl.hpp"));
    }
  }
}
