#include "pickle_shape.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>

namespace tonewheel::exchange {

void check_pickle_shape(const Pickle& pickle, const std::string& file, std::size_t base) {
  const auto fail_at = [&](std::size_t at, const std::string& what) {
    throw Error({file, 0, {}}, "pickle, byte " + std::to_string(base + at) + ": " + what);
  };
  enum class Mark : unsigned char { fresh, open, done };
  std::vector<Mark> marks(pickle.nodes.size(), Mark::fresh);
  std::vector<std::size_t> depth(pickle.nodes.size(), 1);
  std::vector<std::pair<PickleId, std::size_t>> path{{pickle.root, 0}};
  while (!path.empty()) {
    const PickleId id = path.back().first;
    const PickleNode& each = pickle[id];
    std::size_t& next = path.back().second;
    if (next == 0) {
      marks[id.index()] = Mark::open;
      const bool needs_state = each.kind == PickleKind::array || each.kind == PickleKind::dtype;
      if (needs_state && !each.built) {
        fail_at(each.at, "found " + std::string(name(each.kind)) + " without state");
      }
    }
    if (next < each.items.size()) {
      const PickleId child = each.items[next++];
      if (marks[child.index()] == Mark::open) {
        fail_at(pickle[child].at, "found " + std::string(name(pickle[child].kind)) +
                                      " that holds itself, expected none");
      }
      if (marks[child.index()] == Mark::fresh) {
        path.emplace_back(child, 0);
      }
      continue;
    }
    for (const PickleId child : each.items) {
      depth[id.index()] = std::max(depth[id.index()], depth[child.index()] + 1);
    }
    if (depth[id.index()] > pickle_depth_limit) {
      fail_at(each.at, "found values more than " + std::to_string(pickle_depth_limit) +
                           " deep in each other, expected fewer");
    }
    marks[id.index()] = Mark::done;
    path.pop_back();
  }
}

}  // namespace tonewheel::exchange
