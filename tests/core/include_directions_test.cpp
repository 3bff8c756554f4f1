#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

// The rooms of the house and who may include whom. A new edge is a decision: change this table and
// include/tonewheel/core/README.md together.
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
      {"lexicon", {"lexicon", "ontology", "wheel", "graph", "kernel", "core"}},
      {"metric", {"metric", "lexicon", "wheel", "graph", "kernel", "core"}},
      {"evaluate", {"evaluate", "metric", "dataset", "lexicon", "affect", "kernel", "core"}},
      {"dataset", {"dataset", "affect", "kernel", "lexicon", "core"}},
      {"exchange", {"exchange", "ontology", "dataset", "lexicon", "graph", "core"}},
      {"c", {}},
  };
  return edges;
}

/// metric's sub-rooms and whom they may include; a header that stands in metric/ itself, such as
/// resampling.hpp, may be included by all of them.
const Edges& allowed_metric_rooms() {
  static const Edges edges{
      {"regression", {}},
      {"distribution", {}},
      {"overlap", {}},
      {"agreement", {}},
      {"classification", {"overlap"}},
      {"vocabulary", {"overlap"}},
      {"votes", {"distribution", "agreement"}},
      {"reward", {"vocabulary", "overlap"}},
  };
  return edges;
}

/// The folder inside metric/ a path of include/tonewheel stands in; empty for metric/ itself.
std::string metric_room(const std::filesystem::path& path) {
  std::vector<std::string> parts(path.begin(), path.end());
  return parts.size() > 2 && parts[0] == "metric" && parts[1] != "impl" ? parts[1] : "";
}

/// Whether a path of include/tonewheel is that of a room's umbrella: a folder has its name.
bool is_umbrella(std::filesystem::path path) {
  return path == "tonewheel.hpp" ||
         std::filesystem::is_directory(std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "include" /
                                       "tonewheel" / path.replace_extension());
}

/// Other libraries, by the first part of the include, and the modules that may use them.
const Edges& allowed_libraries() {
  static const Edges edges{
      {"Eigen", {"kernel", "affect", "graph", "ontology", "dataset", "evaluate"}},
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
    if (relative.extension() != ".hpp" || is_umbrella(relative)) {
      continue;
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
      CHECK_MESSAGE(!is_umbrella(target.lexically_relative("tonewheel")),
                    "only users include umbrellas");
      CHECK(allowed_modules().contains(include.module));
      CHECK((module == "data" || allowed_modules().at(include.module).contains(module)));
    } else if (allowed_libraries().contains(first)) {
      CHECK(allowed_libraries().at(first).contains(include.module));
      // Boost.Graph is slow to compile: one header shows a graph to it.
      CHECK((first != "boost" || include.file == "graph/boost.hpp"));
    }
  }
}

TEST_CASE("include directions: a room's umbrella has all headers of its room and no other") {
  const std::filesystem::path root =
      std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "include" / "tonewheel";
  // What is in the compiled library only, and Boost's view.
  const std::set<std::string> apart{"core/build_info.hpp", "graph/boost.hpp"};
  std::map<std::string, std::set<std::string>> rooms;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::filesystem::path relative = entry.path().lexically_relative(root);
    const std::string text = relative.string();
    if (relative.has_parent_path() && relative.extension() == ".hpp" && !is_umbrella(relative) &&
        text.find("/impl/") == std::string::npos && !apart.contains(text)) {
      rooms[relative.begin()->string()].insert("tonewheel/" + text);
      if (const std::string room = metric_room(relative); !room.empty()) {
        rooms["metric/" + room].insert("tonewheel/" + text);
      }
    }
  }
  rooms.erase("c");
  CHECK(rooms.size() == 11 + allowed_metric_rooms().size());
  const auto included = [&root](const std::string& umbrella) {
    std::set<std::string> targets;
    std::ifstream stream(root / umbrella);
    for (std::string line; std::getline(stream, line);) {
      if (line.starts_with("#include <")) {
        targets.insert(line.substr(10, line.find('>') - 10));
      }
    }
    return targets;
  };
  std::set<std::string> all;
  for (const auto& [room, headers] : rooms) {
    INFO(room << ": cmake -P cmake/umbrellas.cmake writes it anew");
    CHECK(included(room + ".hpp") == headers);
    if (room != "exchange" && !room.starts_with("metric/")) {
      all.insert("tonewheel/" + room + ".hpp");
    }
  }
  CHECK(included("tonewheel.hpp") == all);
}

TEST_CASE("include directions: metric's rooms include no other room but those in the table") {
  std::set<std::string> seen;
  for (const Include& include : public_includes()) {
    INFO(include.file.string() << " includes " << include.target);
    const std::string from = metric_room(include.file);
    const std::filesystem::path target(include.target);
    if (include.module != "metric" || target.begin()->string() != "tonewheel") {
      continue;
    }
    const std::string to = metric_room(target.lexically_relative("tonewheel"));
    if (!from.empty()) {
      seen.insert(from);
      CHECK(allowed_metric_rooms().contains(from));
      CHECK((to.empty() || to == from || allowed_metric_rooms().at(from).contains(to)));
    }
  }
  CHECK(seen.size() == allowed_metric_rooms().size());
}

TEST_CASE("include directions: a module's bodies are included by its own files only") {
  for (const Include& include : public_includes()) {
    INFO(include.file.string() << " includes " << include.target);
    if (include.target.find("/impl/") != std::string::npos) {
      CHECK(include.target.starts_with("tonewheel/" + include.module + "/"));
      // metric/impl holds what all of metric's rooms share, as metric/ itself does.
      CHECK((include.module != "metric" || include.target.starts_with("tonewheel/metric/impl/") ||
             !metric_room(include.file).empty()));
      CHECK(include.target.ends_with("_inl.hpp"));
    }
  }
}

TEST_CASE("include directions: a name stands for one type in all headers") {
  // Two of one name in one namespace would be taken for each other when a program links both.
  const std::filesystem::path root =
      std::filesystem::path(TONEWHEEL_SOURCE_DIR) / "include" / "tonewheel";
  std::map<std::string, std::string> where;
  std::size_t types = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string file = entry.path().lexically_relative(root).string();
    if (entry.path().extension() != ".hpp" || file.starts_with("kernel/impl/")) {
      continue;  // kernels have a namespace for each instruction set
    }
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) {
      std::istringstream words(line);
      std::string word;
      std::string name;
      words >> word;
      if ((word != "struct" && word != "class" && word != "enum") || line.find('{') == line.npos) {
        continue;  // an indented line is a member's; the word is then another type's own
      }
      if (line.front() == ' ') {
        continue;
      }
      words >> name;
      if (name == "class") {
        words >> name;
      }
      if (name.find(':') == std::string::npos && name.find('<') == std::string::npos) {
        ++types;
        const auto [there, is_new] = where.emplace(name, file);
        CHECK_MESSAGE((is_new || there->second == file), name, " in ", file, " and ",
                      there->second);
      }
    }
  }
  CHECK(types > 300);
}
