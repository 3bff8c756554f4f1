#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tonewheel/core/build_info.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/input_file.hpp>
#include <tonewheel/exchange/finished_lexicon_file.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>

namespace tonewheel {
namespace {

constexpr std::string_view magic = "\x89tonelex";
constexpr std::uint32_t format_version = 1;
constexpr std::size_t digest_digits = 64;
constexpr std::size_t header_bytes = magic.size() + 3 * sizeof(std::uint32_t) + digest_digits;
constexpr std::size_t most_bytes = std::size_t{64} << 20U;  ///< of a part, as of any small file

/// Bytes of a group of a grouping.
std::size_t group_width(std::size_t groups) {
  return groups < 1U << 8U ? 1 : groups < 1U << 16U ? 2 : 4;
}

// ---- writing

void append_fixed(std::string& out, std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) {
    out += static_cast<char>(value >> (8 * i) & 0xffU);
  }
}

void append_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80U; value >>= 7U) {
    out += static_cast<char>((value & 0x7fU) | 0x80U);
  }
  out += static_cast<char>(value);
}

void append_text(std::string& out, std::string_view text) {
  append_number(out, text.size());
  out += text;
}

void append_grouping(std::string& out, const Grouping& grouping) {
  append_text(out, grouping.name);
  append_number(out, static_cast<std::uint64_t>(grouping.level));
  append_number(out, grouping.groups.size());
  for (const std::string& group : grouping.groups) {
    append_text(out, group);
  }
  const std::size_t width = group_width(grouping.groups.size());
  for (const GroupId group : grouping.group_of) {
    append_fixed(out, group == no_group ? 0 : std::uint64_t{group.value} + 1, width);
  }
}

// ---- reading

/// The finished part, from its start to its end.
class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file)
      : bytes_(bytes), size_(bytes.size()), file_(file) {}

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(Place{file_, 0, {}},
                "at byte " + std::to_string(header_bytes + size_ - bytes_.size()) + ": " + message);
  }

  std::string_view take(std::uint64_t size, std::string_view what) {
    if (size > bytes_.size()) {
      fail("found " + std::to_string(bytes_.size()) + " bytes, expected " + std::to_string(size) +
           " of " + std::string(what));
    }
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::uint64_t number(std::string_view what, std::uint64_t most) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1, what).front());
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80U) {
        break;
      }
      if (shift == 28) {
        fail("found a number of more than five bytes, expected " + std::string(what));
      }
    }
    if (value > most) {
      fail("found " + std::to_string(value) + ", expected " + std::string(what) + ", at most " +
           std::to_string(most));
    }
    return value;
  }

  std::string_view text(std::string_view what) {
    const std::string_view text = take(number(what, most_bytes), what);
    if (invalid_utf8(text)) {
      fail("found " + shown(text) + ", expected " + std::string(what) + " in UTF-8");
    }
    return text;
  }

  std::string digest(std::string_view what) {
    const std::string_view text = take(digest_digits, what);
    if (text.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
      fail("found " + shown(text, digest_digits) + ", expected " + std::string(what) +
           " in hexadecimal digits");
    }
    return std::string(text);
  }

  /// Sorted, each once.
  std::vector<std::string_view> texts(std::string_view what) {
    // All but one are not empty.
    std::vector<std::string_view> texts(number(what, bytes_.size() / 2 + 1));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      texts[i] = text(what);
      if (i > 0 && texts[i] <= texts[i - 1]) {
        fail("found " + shown(texts[i]) + " after " + shown(texts[i - 1]) + ", expected " +
             std::string(what) + " sorted, each once");
      }
    }
    return texts;
  }

  Grouping grouping(std::size_t surfaces) {
    Grouping grouping;
    grouping.name = text("the name of a grouping");
    grouping.level = static_cast<int>(number("a level", std::numeric_limits<int>::max()));
    const std::vector<std::string_view> groups = texts("groups");
    grouping.groups.assign(groups.begin(), groups.end());
    const std::size_t width = group_width(groups.size());
    const std::string_view cells = take(surfaces * width, "groups of words");
    grouping.group_of.resize(surfaces);
    switch (width) {
      case 1:
        return read_groups<1>(cells, std::move(grouping));
      case 2:
        return read_groups<2>(cells, std::move(grouping));
      default:
        return read_groups<4>(cells, std::move(grouping));
    }
  }

  void end() const {
    if (!bytes_.empty()) {
      fail("found " + std::to_string(bytes_.size()) + " more bytes, expected the end");
    }
  }

 private:
  /// Numbers from 1 become positions, and 0 becomes no_group, the largest. Lexicon checks them.
  template <std::size_t width>
  static Grouping read_groups(std::string_view cells, Grouping grouping) {
    const char* at = cells.data();
    for (GroupId& group : grouping.group_of) {
      std::uint32_t value = 0;
      for (std::size_t i = 0; i < width; ++i, ++at) {
        value |= std::uint32_t{static_cast<unsigned char>(*at)} << (8 * i);
      }
      group.value = value - 1;
    }
    return grouping;
  }

  std::string_view bytes_;
  std::size_t size_;
  const std::string& file_;
};

std::uint32_t fixed(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return value;
}

struct Header {
  std::size_t finished = 0;
  std::size_t document = 0;
  std::string sha256;
};

Header read_header(InputFile& file) {
  std::string bytes(header_bytes, '\0');
  bytes.resize(file.read(bytes));
  const Place place{file.name(), 0, {}};
  if (!std::string_view(bytes).starts_with(magic)) {
    throw Error(place, "found " + shown(bytes.substr(0, magic.size())) +
                           " at the start, expected a finished lexicon: " + shown(magic));
  }
  if (bytes.size() < header_bytes) {
    throw Error(place, "found " + std::to_string(bytes.size()) + " bytes, expected a header of " +
                           std::to_string(header_bytes));
  }
  const std::string_view numbers = std::string_view(bytes).substr(magic.size());
  if (const std::uint32_t version = fixed(numbers); version != format_version) {
    throw Error(place, "found format version " + std::to_string(version) + ", expected " +
                           std::to_string(format_version) + ": make it again from its source");
  }
  Header header{fixed(numbers.substr(4)), fixed(numbers.substr(8)),
                bytes.substr(header_bytes - digest_digits)};
  const std::uint64_t size = header_bytes + std::uint64_t{header.finished} + header.document;
  if (header.finished > most_bytes || header.document > most_bytes ||
      (file.size() && *file.size() != size)) {
    throw Error(place, "found a header of parts of " + std::to_string(header.finished) + " and " +
                           std::to_string(header.document) + " bytes" +
                           (file.size() ? " in a file of " + std::to_string(*file.size()) : "") +
                           ", expected all of the file in parts of at most " +
                           std::to_string(most_bytes));
  }
  return header;
}

std::string read_part(InputFile& file, std::size_t size, std::string_view what) {
  std::string bytes(size, '\0');
  if (const std::size_t found = file.read(bytes); found != size) {
    throw Error(Place{file.name(), 0, {}}, "found " + std::to_string(found) + " bytes of " +
                                               std::string(what) + ", expected " +
                                               std::to_string(size));
  }
  return bytes;
}

void verify(const std::string& part, const std::string& stated, const std::string& file) {
  if (const std::string found = sha256(part); found != stated) {
    throw Error(Place{file, 0, {}}, "found the checksum " + found + ", expected " +
                                        shown(stated, digest_digits) + ": the file is damaged");
  }
}

LexiconTables read_tables(InputFile& file, std::size_t size, const std::string& stated,
                          const std::string& content) {
  const std::string document = read_part(file, size, "tables");
  verify(document, stated, file.name());
  LexiconTables tables = lexicon_from_json(document, file.name());
  if (const std::string found = sha256(content_text(tables)); found != content) {
    throw Error(Place{file.name(), 0, {}},
                "found tables of the checksum " + found + ", expected " + content);
  }
  return tables;
}

}  // namespace

std::string to_finished_bytes(const Lexicon& lexicon) {
  const LexiconTables& tables = lexicon.tables();
  const std::string document = to_json_text(tables);
  std::string finished;
  append_text(finished, tables.name);
  append_number(finished, tables.folding == Folding::unicode ? 1 : 0);
  finished += sha256(content_text(tables)) + sha256(document);
  append_number(finished, tables.bases_of.size());
  for (const auto& [surface, bases] : tables.bases_of) {
    append_text(finished, surface);
  }
  append_number(finished, lexicon.groupings().size());
  for (const Grouping& each : lexicon.groupings()) {
    append_grouping(finished, each);
  }
  if (finished.size() > most_bytes || document.size() > most_bytes) {
    throw Error("finished lexicon: found parts of " + std::to_string(finished.size()) + " and " +
                std::to_string(document.size()) + " bytes, expected at most " +
                std::to_string(most_bytes));
  }
  std::string bytes(magic);
  append_fixed(bytes, format_version, 4);
  append_fixed(bytes, finished.size(), 4);
  append_fixed(bytes, document.size(), 4);
  return bytes + sha256(finished) + finished + document;
}

bool is_finished_lexicon(const std::filesystem::path& path) {
  try {
    InputFile file(path);
    std::array<char, magic.size()> start{};
    // A pipe gives its bytes once.
    return file.size() && std::string_view(start.data(), file.read(start)) == magic;
  } catch (const Error&) {
    return false;
  }
}

FinishedLexicon read_finished_lexicon(const std::filesystem::path& path) {
  const auto file = std::make_shared<InputFile>(path);
  const Header header = read_header(*file);
  const std::string bytes = read_part(*file, header.finished, "the finished part");
  verify(bytes, header.sha256, file->name());
  Reader reader(bytes, file->name());
  FinishedLexicon lexicon;
  lexicon.name = reader.text("the lexicon's name");
  lexicon.folding = reader.number("a folding", 1) == 1 ? Folding::unicode : Folding::official;
  lexicon.content_sha256 = reader.digest("the checksum of the content");
  std::string document_sha256 = reader.digest("the checksum of the JSON");
  const std::vector<std::string_view> surfaces = reader.texts("surface forms");
  lexicon.index = WordIndex(surfaces);
  for (auto more = reader.number("the number of groupings", bytes.size()); more > 0; --more) {
    lexicon.groupings.push_back(reader.grouping(surfaces.size()));
  }
  reader.end();
  lexicon.tables = [file, size = header.document, stated = std::move(document_sha256),
                    content = lexicon.content_sha256] {
    return read_tables(*file, size, stated, content);
  };
  return lexicon;
}

}  // namespace tonewheel
