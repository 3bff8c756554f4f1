#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/lexicon/label_record.hpp>

namespace tonewheel {

/// How labels are written down in a file.
enum class LabelFormat : unsigned char { csv, tsv, jsonl };

/// What is read of a file of labels, and how.
struct LabelFileOptions {
  std::optional<LabelFormat> format{};  ///< none: by the extension .csv, .tsv, .jsonl or .ndjson
  std::optional<Quoting> quoting{};     ///< of CSV and TSV, see RecordReaderOptions
  std::string name = "name";            ///< column or key of the sample's name
  std::string labels = "openset";       ///< column or key of its labels
};

/// Streams a file of label lists, "-" for the standard input. CSV and TSV have a header, and lists
/// as the MER challenges publish them, "['happy', 'content']" (lexicon/label_list.hpp). JSON Lines
/// hold an object a line, whose labels are an array of strings, such a list as one string, or null:
/// no labels. Names are trimmed; a number is a name too. Memory: a block of the file.
class LabelFile {
 public:
  /// Throws Error where the file cannot be read, its format cannot be told, or a column is missing.
  explicit LabelFile(const std::filesystem::path& path, const LabelFileOptions& options = {});
  /// Takes the file over.
  LabelFile(LabelFile&&) noexcept;
  /// Takes the file over.
  LabelFile& operator=(LabelFile&&) noexcept;
  ~LabelFile();

  /// The next record, valid until the next call; false at the end. Throws Error with file, row and
  /// column on a ragged row, a line that is not JSON, an empty name, labels of another type, or
  /// text that is not UTF-8.
  bool next(LabelRecord& record);

  /// For messages.
  [[nodiscard]] const std::string& name() const noexcept;
  class Source;

 private:
  std::unique_ptr<Source> source_;
};

/// Records by position and by name, in memory of their own.
class LabelTable {
 public:
  LabelTable();
  /// Takes the table over.
  LabelTable(LabelTable&&) noexcept;
  /// Takes the table over.
  LabelTable& operator=(LabelTable&&) noexcept;
  ~LabelTable();

  /// Copies a record; the position of the record of that name, if there is one, and then copies
  /// nothing.
  std::optional<std::size_t> add(const LabelRecord& record);

  /// How many samples there are.
  [[nodiscard]] std::size_t size() const noexcept;
  /// i < size(); valid as long as the table.
  [[nodiscard]] LabelRecord operator[](std::size_t i) const;
  /// The position of the sample of this name; nothing if there is none.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

 private:
  struct Store;
  std::unique_ptr<Store> store_;
};

/// All records of a file, in order. Throws Error also where a name stands twice, with both rows.
[[nodiscard]] LabelTable read_label_file(const std::filesystem::path& path,
                                         const LabelFileOptions& options = {});

}  // namespace tonewheel
