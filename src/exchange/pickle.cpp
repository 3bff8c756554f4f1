#include "pickle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <unordered_map>
#include <utility>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/lexicon/fold.hpp>

#include "pickle_opcodes.hpp"
#include "pickle_shape.hpp"

namespace tonewheel::exchange {
namespace {

constexpr std::array<std::string_view, 11> kind_names{
    "None",   "a truth value", "an integer", "bytes",   "a text",  "a tuple",
    "a list", "a dictionary",  "a name",     "a dtype", "an array"};

/// The names that an array of objects is made of; `_core` is NumPy 2's.
constexpr std::array<std::string_view, 2> reconstruct_names{"numpy.core.multiarray _reconstruct",
                                                            "numpy._core.multiarray _reconstruct"};
constexpr std::string_view array_name = "numpy ndarray";
constexpr std::string_view dtype_name = "numpy dtype";

bool is_reconstruct(std::string_view text) {
  return std::find(reconstruct_names.begin(), reconstruct_names.end(), text) !=
         reconstruct_names.end();
}

/// The stack machine.
class Unpickler {
 public:
  Unpickler(std::string_view bytes, const std::string& file, std::size_t base)
      : bytes_(bytes), file_(file), base_(base) {}

  Pickle run() {
    if (bytes_.empty() || bytes_[0] != '\x80') {
      fail(bytes_.empty() ? "found no bytes, expected a pickle"
                          : "found the opcode " + pickle_opcode_text(bytes_[0]) +
                                ", expected PROTO: a pickle of protocol 2 to 5");
    }
    while (true) {
      opcode_at_ = at_;
      const char opcode = take(1)[0];
      if (opcode == '.') {
        return finish();
      }
      step(opcode);
      if (result_.nodes.size() > pickle_value_limit || stack_.size() > pickle_value_limit ||
          marks_.size() > pickle_value_limit || memo_.size() > pickle_value_limit) {
        fail("found more than " + std::to_string(pickle_value_limit) +
             " values, expected a smaller pickle");
      }
    }
  }

 private:
  [[noreturn]] void fail_at(std::size_t at, const std::string& what) const {
    throw Error({file_, 0, {}}, "pickle, byte " + std::to_string(base_ + at) + ": " + what);
  }
  [[noreturn]] void fail(const std::string& what) const { fail_at(opcode_at_, what); }

  // ---- bytes

  std::string_view take(std::size_t count) {
    if (count > bytes_.size() - at_) {
      fail("found " + std::to_string(bytes_.size() - at_) + " more bytes, expected " +
           std::to_string(count));
    }
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  std::uint64_t take_unsigned(std::size_t count) {
    std::uint64_t value = 0;
    const std::string_view raw = take(count);
    for (std::size_t i = count; i > 0; --i) {
      value = value << 8U | static_cast<unsigned char>(raw[i - 1]);
    }
    return value;
  }
  std::string_view take_line() {
    const std::size_t end = bytes_.substr(at_, 256).find('\n');
    if (end == std::string_view::npos) {
      fail("found a name without an end, expected a line of at most 255 bytes");
    }
    const std::string_view line = take(end + 1);
    return line.substr(0, end);
  }

  // ---- stack and memo

  PickleId add(PickleKind kind, std::string_view text = {}, std::int64_t integer = 0) {
    PickleNode node;
    node.kind = kind;
    node.integer = integer;
    node.at = opcode_at_;
    node.text = text;
    result_.nodes.push_back(std::move(node));
    return {static_cast<std::uint32_t>(result_.nodes.size() - 1)};
  }
  void push(PickleKind kind, std::string_view text = {}, std::int64_t integer = 0) {
    stack_.push_back(add(kind, text, integer));
  }
  void push_text(std::uint64_t size) {
    const std::string_view text = take(size);
    if (invalid_utf8(text)) {
      fail("found the text " + shown(text) + ", expected UTF-8");
    }
    push(PickleKind::text, text);
  }
  void push_name(std::string_view module, std::string_view member) {
    const std::string full = std::string(module) + " " + std::string(member);
    if (!is_reconstruct(full) && full != array_name && full != dtype_name) {
      fail("found the name " + shown(full, 120) + ", expected only those of NumPy's arrays");
    }
    push(PickleKind::name, full);
  }
  PickleNode& node(PickleId id) { return result_.nodes[id.index()]; }

  /// Values above the innermost mark.
  [[nodiscard]] std::size_t height() const {
    return stack_.size() - (marks_.empty() ? 0 : marks_.back());
  }
  PickleId pop() {
    if (height() == 0) {
      fail("found an empty stack, expected a value for " + pickle_opcode_text(bytes_[opcode_at_]));
    }
    const PickleId id = stack_.back();
    stack_.pop_back();
    return id;
  }
  PickleId pop(PickleKind kind) {
    const PickleId id = pop();
    if (node(id).kind != kind) {
      fail("found " + std::string(name(node(id).kind)) + ", expected " + std::string(name(kind)) +
           " for " + pickle_opcode_text(bytes_[opcode_at_]));
    }
    return id;
  }
  std::vector<PickleId> pop_to_mark() {
    if (marks_.empty()) {
      fail("found no MARK, expected one before " + pickle_opcode_text(bytes_[opcode_at_]));
    }
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<PickleId> items(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return items;
  }
  void push_tuple(std::vector<PickleId> items) {
    push(PickleKind::tuple);
    node(stack_.back()).items = std::move(items);
  }
  void push_tuple(std::size_t count) {
    std::vector<PickleId> items(count);
    for (std::size_t i = count; i > 0; --i) {
      items[i - 1] = pop();
    }
    push_tuple(std::move(items));
  }
  void put(std::uint64_t slot) {
    if (height() == 0) {
      fail("found an empty stack, expected a value for the memo");
    }
    memo_[slot] = stack_.back();
  }
  void get(std::uint64_t slot) {
    const auto found = memo_.find(slot);
    if (found == memo_.end()) {
      fail("found memo slot " + std::to_string(slot) + ", which holds nothing yet");
    }
    stack_.push_back(found->second);
  }

  // ---- containers

  void append(const std::vector<PickleId>& items) {
    const PickleId list = pop(PickleKind::list);
    node(list).items.insert(node(list).items.end(), items.begin(), items.end());
    stack_.push_back(list);
  }
  void set_items(const std::vector<PickleId>& items) {
    const PickleId dict = pop(PickleKind::dict);
    if (items.size() % 2 != 0) {
      fail("found a key without a value, expected pairs");
    }
    for (std::size_t i = 0; i < items.size(); i += 2) {
      if (node(items[i]).kind != PickleKind::text) {
        fail("found " + std::string(name(node(items[i]).kind)) + " as a key, expected a text");
      }
    }
    node(dict).items.insert(node(dict).items.end(), items.begin(), items.end());
    stack_.push_back(dict);
  }

  // ---- NumPy

  [[nodiscard]] bool is(PickleId id, PickleKind kind, std::string_view text) {
    return node(id).kind == kind && node(id).text == text;
  }
  [[nodiscard]] bool is_flag(PickleId id) {
    return node(id).kind == PickleKind::boolean || node(id).kind == PickleKind::integer;
  }
  void reduce() {
    const PickleId arguments = pop(PickleKind::tuple);
    const PickleId callee = pop(PickleKind::name);
    const std::vector<PickleId>& items = node(arguments).items;
    const std::string callee_name = node(callee).text;
    if (is_reconstruct(callee_name)) {
      if (items.size() != 3 || !is(items[0], PickleKind::name, array_name) ||
          node(items[1]).kind != PickleKind::tuple || node(items[2]).kind != PickleKind::bytes) {
        fail("found other arguments of _reconstruct, expected ndarray, a shape and a letter");
      }
      push(PickleKind::array);
    } else if (callee_name == dtype_name) {
      if (items.size() != 3 || !is(items[0], PickleKind::text, "O8") || !is_flag(items[1]) ||
          !is_flag(items[2])) {
        fail("found other arguments of dtype, expected \"O8\" and two truth values");
      }
      push(PickleKind::dtype);
    } else {
      fail("found a call of " + shown(callee_name) + ", expected _reconstruct or dtype");
    }
  }
  void build() {
    const PickleId state = pop(PickleKind::tuple);
    const PickleId target = pop();
    const std::vector<PickleId> items = node(state).items;
    if (node(target).built) {
      fail("found a second state of " + std::string(name(node(target).kind)) + ", expected one");
    }
    if (node(target).kind == PickleKind::dtype) {
      if (items.size() != 8 || node(items[0]).kind != PickleKind::integer ||
          !is(items[1], PickleKind::text, "|")) {
        fail("found another state of a dtype, expected the eight values of Python objects");
      }
    } else if (node(target).kind == PickleKind::array) {
      // version, shape, dtype, column order, elements
      if (items.size() != 5 || node(items[0]).kind != PickleKind::integer ||
          node(items[1]).kind != PickleKind::tuple || node(items[2]).kind != PickleKind::dtype ||
          !node(items[2]).built || !is_flag(items[3]) || node(items[4]).kind != PickleKind::list) {
        fail("found another state of an array, expected a shape, a dtype and a list of objects");
      }
      if (!node(items[1]).items.empty() || node(items[4]).items.size() != 1) {
        fail("found an array of " + std::to_string(node(items[1]).items.size()) +
             " dimensions and " + std::to_string(node(items[4]).items.size()) +
             " objects, expected shape () and one object");
      }
      node(target).items = node(items[4]).items;
    } else {
      fail("found a state of " + std::string(name(node(target).kind)) +
           ", expected one of an array or dtype");
    }
    node(target).built = true;
    stack_.push_back(target);
  }

  // ---- opcodes

  void step(char opcode) {
    switch (opcode) {
      case '\x80':
        if (const auto version = take_unsigned(1); version < 2 || version > 5 || opcode_at_ != 0) {
          fail("found protocol " + std::to_string(version) +
               (opcode_at_ == 0 ? ", expected 2 to 5" : " again, expected it at the start only"));
        }
        return;
      case '\x95':
        if (const auto size = take_unsigned(8); size > bytes_.size() - at_) {
          fail("found a frame of " + std::to_string(size) + " bytes, expected at most the " +
               std::to_string(bytes_.size() - at_) + " that follow");
        }
        return;
      case '(':
        return marks_.push_back(stack_.size());
      case 'N':
        return push(PickleKind::none);
      case '\x88':
        return push(PickleKind::boolean, {}, 1);
      case '\x89':
        return push(PickleKind::boolean, {}, 0);
      case 'J':
        return push(PickleKind::integer, {},
                    std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(take_unsigned(4))));
      case 'K':
        return push(PickleKind::integer, {}, static_cast<std::int64_t>(take_unsigned(1)));
      case 'C':
        return push(PickleKind::bytes, take(take_unsigned(1)));
      case 'X':
        return push_text(take_unsigned(4));
      case '\x8c':
        return push_text(take_unsigned(1));
      case 'c': {
        const std::string_view module = take_line();
        return push_name(module, take_line());
      }
      case '\x93': {
        const PickleId member = pop(PickleKind::text);
        const PickleId module = pop(PickleKind::text);
        return push_name(node(module).text, node(member).text);
      }
      case ')':
        return push_tuple(std::size_t{0});
      case '\x85':
        return push_tuple(std::size_t{1});
      case '\x87':
        return push_tuple(std::size_t{3});
      case 't':
        return push_tuple(pop_to_mark());
      case ']':
        return push(PickleKind::list);
      case '}':
        return push(PickleKind::dict);
      case 'a':
        return append({pop()});
      case 'e':
        return append(pop_to_mark());
      case 's': {
        const PickleId value = pop();
        const PickleId key = pop();
        return set_items({key, value});
      }
      case 'u':
        return set_items(pop_to_mark());
      case 'q':
        return put(take_unsigned(1));
      case 'r':
        return put(take_unsigned(4));
      case '\x94':
        return put(memo_.size());
      case 'h':
        return get(take_unsigned(1));
      case 'j':
        return get(take_unsigned(4));
      case 'R':
        return reduce();
      case 'b':
        return build();
      default:
        fail("found the opcode " + pickle_opcode_text(opcode) +
             ", expected only those of arrays, lists, dictionaries and text");
    }
  }

  Pickle finish() {
    if (stack_.size() != 1 || !marks_.empty()) {
      fail("found " + std::to_string(stack_.size()) + " values and " +
           std::to_string(marks_.size()) + " marks at the end, expected one value");
    }
    if (at_ != bytes_.size()) {
      fail_at(at_,
              "found " + std::to_string(bytes_.size() - at_) + " bytes after STOP, expected none");
    }
    result_.root = stack_.back();
    check_pickle_shape(result_, file_, base_);
    return std::move(result_);
  }

  std::string_view bytes_;
  const std::string& file_;
  std::size_t base_;
  std::size_t at_ = 0;
  std::size_t opcode_at_ = 0;
  std::vector<PickleId> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint64_t, PickleId> memo_;  // looked up only, never listed
  Pickle result_;
};

}  // namespace

std::string_view name(PickleKind kind) noexcept {
  return kind_names[static_cast<std::size_t>(kind)];
}

Pickle read_pickle(std::string_view bytes, const std::string& file, std::size_t base) {
  return Unpickler(bytes, file, base).run();
}

}  // namespace tonewheel::exchange
