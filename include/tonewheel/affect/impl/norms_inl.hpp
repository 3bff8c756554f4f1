#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include <tonewheel/affect/norms.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/glasgow.hpp>

namespace tonewheel {
namespace detail {

/// Where a norms file holds what; npos: nowhere.
struct NormsLayout {
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  std::size_t word = nowhere;
  std::array<std::size_t, 3> mean{nowhere, nowhere, nowhere};
  std::array<std::size_t, 3> deviation{nowhere, nowhere, nowhere};
  std::array<std::size_t, 3> raters{nowhere, nowhere, nowhere};
  std::size_t header_rows = 1;
  std::string name{};  ///< of a table that is known
  std::optional<Scale> scale{};
  [[nodiscard]] bool complete() const {
    return word != nowhere && std::find(mean.begin(), mean.end(), nowhere) == mean.end();
  }
  [[nodiscard]] bool has_deviations() const {
    return std::find(deviation.begin(), deviation.end(), nowhere) == deviation.end();
  }
};

using NormsRow = std::vector<std::string>;

inline std::size_t position_of(const NormsRow& header, std::initializer_list<std::string> names) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string cell = lower_ascii(header[i]);
    if (std::find(names.begin(), names.end(), cell) != names.end()) {
      return i;
    }
  }
  return NormsLayout::nowhere;
}

/// Two header rows: the axis stands above the first of its columns M, SD, N.
inline NormsLayout glasgow_layout(const NormsRow& header) {
  constexpr std::array<const char*, 3> axes{"val", "arou", "dom"};
  NormsLayout layout{.word = position_of(header, {"words", "word"}), .header_rows = 2};
  for (std::size_t a = 0; a < 3; ++a) {
    const std::size_t first = position_of(header, {axes[a]});
    if (first == NormsLayout::nowhere || first + 2 >= header.size()) {
      return {};
    }
    layout.mean[a] = first;
    layout.deviation[a] = first + 1;
    layout.raters[a] = first + 2;
  }
  layout.name = "glasgow";
  layout.scale = parse_scale("1:9:5");
  return layout;
}

inline NormsLayout warriner_layout(const NormsRow& header) {
  constexpr std::array<const char*, 3> axes{"v", "a", "d"};
  NormsLayout layout{.word = position_of(header, {"word"})};
  for (std::size_t a = 0; a < 3; ++a) {
    const std::string axis(axes[a]);
    layout.mean[a] = position_of(header, {axis + ".mean.sum"});
    layout.deviation[a] = position_of(header, {axis + ".sd.sum"});
    layout.raters[a] = position_of(header, {axis + ".rat.sum"});
  }
  layout.name = "warriner";
  layout.scale = parse_scale("warriner");
  return layout.complete() ? layout : NormsLayout{};
}

inline NormsLayout plain_layout(const NormsRow& header) {
  NormsLayout layout{.word = position_of(header, {"word", "words", "term", "terms"})};
  const std::size_t one_deviation = position_of(header, {"sd", "std"});
  for (std::size_t a = 0; a < 3; ++a) {
    const std::string axis(name(all_axes[a]));
    const std::string letter = axis.substr(0, 1);
    layout.mean[a] = position_of(header, {axis, letter, axis + " mean", axis + "_mean"});
    layout.deviation[a] = position_of(header, {axis + " sd", axis + " std", axis + "_sd",
                                               letter + " sd", letter + "_sd", letter + ".sd"});
    if (layout.deviation[a] == NormsLayout::nowhere) {
      layout.deviation[a] = one_deviation;
    }
    layout.raters[a] = position_of(header, {axis + " n", axis + "_n", letter + "_n"});
  }
  return layout;
}

/// Tabs, a word and three numbers: the first line is a row already.
inline NormsLayout bare_layout(const NormsRow& row) {
  if (row.size() != 4 || !parse_number(row[1]) || !parse_number(row[2]) || !parse_number(row[3])) {
    return {};
  }
  return {.word = 0, .mean = {1, 2, 3}, .header_rows = 0};
}

inline NormsLayout norms_layout(const NormsRow& header, char delimiter) {
  for (const NormsLayout& layout :
       {glasgow_layout(header), warriner_layout(header), plain_layout(header),
        delimiter == '\t' ? bare_layout(header) : NormsLayout{}}) {
    if (layout.complete()) {
      return layout;
    }
  }
  return {};
}

/// All records of a text, cells unquoted and trimmed; comments and blank lines are passed over.
inline std::vector<NormsRow> norms_rows(std::string_view text, const std::string& file,
                                        char delimiter) {
  std::vector<NormsRow> rows;
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const RecordSpan span = next_record(text, delimiter, true);
    if (span.open_quote) {
      throw Error({file, rows.size(), {}}, "a quoted field is never closed");
    }
    const std::string_view record = text.substr(0, span.content);
    text.remove_prefix(span.total);
    if (trim(record).empty() || record.starts_with('#')) {
      continue;
    }
    split_fields(record, delimiter, fields);
    NormsRow cells;
    cells.reserve(fields.size());
    for (const std::string_view field : fields) {
      cells.emplace_back(trim(unquote(trim(field))));
    }
    if (!rows.empty() && cells.size() != rows.front().size()) {
      throw Error({file, rows.size(), {}}, std::to_string(cells.size()) + " fields, expected " +
                                               std::to_string(rows.front().size()) +
                                               " as in the first line");
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

/// The numbers of one row as the file has them.
struct NormsNumbers {
  Vad mean;
  Vad deviation;
  std::array<double, 3> raters{};
};

class NormsCells {
 public:
  NormsCells(const std::vector<NormsRow>& rows, const NormsLayout& layout, const std::string& file)
      : rows_(rows), layout_(layout), file_(file) {}

  [[nodiscard]] double number(std::size_t row, std::size_t column) const {
    const auto value = parse_number(rows_[row][column]);
    if (!value || !std::isfinite(*value)) {
      throw error(row, column, "a finite number");
    }
    return *value;
  }
  [[nodiscard]] NormsNumbers numbers(std::size_t row) const {
    NormsNumbers out;
    for (std::size_t a = 0; a < 3; ++a) {
      out.mean[all_axes[a]] = number(row, layout_.mean[a]);
      if (layout_.has_deviations()) {
        const double deviation = number(row, layout_.deviation[a]);
        if (!(deviation >= 0)) {
          throw error(row, layout_.deviation[a], "a standard deviation >= 0");
        }
        out.deviation[all_axes[a]] = deviation;
      }
      if (layout_.raters[a] != NormsLayout::nowhere) {
        out.raters[a] = number(row, layout_.raters[a]);
        if (!(out.raters[a] >= 0)) {
          throw error(row, layout_.raters[a], "a number of raters >= 0");
        }
      }
    }
    return out;
  }
  [[nodiscard]] Error error(std::size_t row, std::size_t column,
                            const std::string& expected) const {
    return Error({file_, row + 1 - layout_.header_rows, title(column)},
                 "found " + shown(rows_[row][column]) + ", expected " + expected);
  }

 private:
  /// What the header calls a column; "AROU SD" where it has two rows.
  [[nodiscard]] std::string title(std::size_t column) const {
    if (layout_.header_rows == 0) {
      return std::to_string(column + 1);
    }
    std::size_t first = column;
    while (first > 0 && rows_.front()[first].empty() && layout_.header_rows == 2) {
      --first;
    }
    std::string text = rows_.front()[first];
    if (layout_.header_rows == 2 && rows_.size() > 1 && !rows_[1][column].empty()) {
      text += (text.empty() ? "" : " ") + rows_[1][column];
    }
    return text;
  }

  const std::vector<NormsRow>& rows_;
  const NormsLayout& layout_;
  const std::string& file_;
};

/// Numbers below 0 can only be on -1..1; else 0..1 and -1..1 both fit, and nothing is guessed.
inline Scale guessed_scale(const std::vector<NormsNumbers>& rows, const std::string& file) {
  double least = 0;
  double most = 0;
  for (const NormsNumbers& row : rows) {
    for (const Axis axis : all_axes) {
      least = std::min(least, row.mean[axis]);
      most = std::max(most, row.mean[axis]);
    }
  }
  if (least < 0 && least >= -1 && most <= 1) {
    return {};
  }
  throw Error(
      {file, 0, {}},
      "the scale is not stated and values from " + number_text(least) + " to " + number_text(most) +
          (least >= 0 && most <= 1 ? " fit both 0..1 (nrc) and -1..1 (unit)" : " do not tell it") +
          ": name it (--norms-scale, such as nrc, unit, warriner or 1:7:4)");
}

}  // namespace detail

TONEWHEEL_INLINE void Norms::add(RatedWord word, std::size_t row) {
  if (word.word.empty() || !places_.emplace(word.word, words_.size()).second) {
    throw Error({file_, row, "word"},
                "found " + shown(word.word) + ", expected a word that stands once");
  }
  in_lower_case_.emplace(lower_ascii(word.word), words_.size());
  words_.push_back(std::move(word));
}

TONEWHEEL_INLINE Norms Norms::parse(std::string_view text, const std::string& file,
                                    const NormsOptions& options) {
  if (text.starts_with("\xef\xbb\xbf")) {
    text.remove_prefix(3);
  }
  const std::string_view first_line = text.substr(0, text.find('\n'));
  const char delimiter = first_line.find('\t') != std::string_view::npos ? '\t' : ',';
  const std::vector<detail::NormsRow> rows = detail::norms_rows(text, file, delimiter);
  if (rows.empty()) {
    throw Error({file, 0, {}}, "empty, expected a table of rated words");
  }
  const detail::NormsLayout layout = detail::norms_layout(rows.front(), delimiter);
  if (!layout.complete() || rows.size() <= layout.header_rows) {
    throw Error({file, 0, {}},
                layout.complete()
                    ? "a header without rows"
                    : "the header has no word (or term) and no valence, arousal and dominance: "
                      "expected the Glasgow Norms, Warriner's, the NRC VAD Lexicon or a table with "
                      "columns word,valence,arousal,dominance");
  }
  const auto lacking =
      std::count(layout.deviation.begin(), layout.deviation.end(), detail::NormsLayout::nowhere);
  if (lacking != 0 && lacking != 3) {
    std::string without;
    for (std::size_t a = 0; a < 3; ++a) {
      if (layout.deviation[a] == detail::NormsLayout::nowhere) {
        without += (without.empty() ? "" : " and ") + std::string(tonewheel::name(all_axes[a]));
      }
    }
    throw Error({file, 0, {}},
                "no standard deviations of " + without +
                    ", which other axes have: expected one column (sd) for all, a column for each "
                    "axis (\"valence sd\", V.SD), or none");
  }
  const detail::NormsCells cells(rows, layout, file);
  std::vector<detail::NormsNumbers> numbers;
  for (std::size_t row = layout.header_rows; row < rows.size(); ++row) {
    numbers.push_back(cells.numbers(row));
  }
  Norms norms;
  norms.name_ = layout.name.empty() ? std::filesystem::path(file).stem().string() : layout.name;
  norms.file_ = file;
  norms.scale_guessed_ = !options.scale;
  norms.scale_ = options.scale  ? *options.scale
                 : layout.scale ? *layout.scale
                                : detail::guessed_scale(numbers, file);
  norms.has_deviations_ = layout.has_deviations();
  const Vad typical = norms.has_deviations_ ? Vad{} : typical_word_deviation();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::size_t row = i + layout.header_rows;
    RatedWord word{.word = rows[row][layout.word], .raters = numbers[i].raters};
    for (std::size_t a = 0; a < 3; ++a) {
      const Axis axis = all_axes[a];
      const AxisRange& range = norms.scale_.range(axis);
      if (!range.contains(numbers[i].mean[axis])) {
        throw cells.error(row, layout.mean[a],
                          "a number from " + number_text(range.min) + " to " +
                              number_text(range.max) + " (--norms-scale " + norms.scale_.name() +
                              ")");
      }
      const double width = range.max - range.min;
      if (norms.has_deviations_ && numbers[i].deviation[axis] > width) {
        throw cells.error(row, layout.deviation[a],
                          "a standard deviation of at most " + number_text(width) +
                              ", the width of the scale (--norms-scale " + norms.scale_.name() +
                              ")");
      }
      word.mean[axis] = norms.scale_.to_unit(axis, numbers[i].mean[axis]);
      word.deviation[axis] =
          norms.has_deviations_ ? numbers[i].deviation[axis] * 2 / width : typical[axis];
    }
    norms.add(std::move(word), i + 1);
  }
  return norms;
}

TONEWHEEL_INLINE Norms Norms::read(const std::filesystem::path& path, const NormsOptions& options) {
  return parse(read_small_file(path), path.string(), options);
}

TONEWHEEL_INLINE const RatedWord* Norms::find(std::string_view word) const {
  const std::string_view wanted = trim(word);
  if (const auto same = places_.find(wanted); same != places_.end()) {
    return &words_[same->second];
  }
  const auto folded = in_lower_case_.find(lower_ascii(wanted));
  return folded == in_lower_case_.end() ? nullptr : &words_[folded->second];
}

TONEWHEEL_INLINE Norms glasgow_norms() {
  Norms norms = Norms::parse(data::glasgow.text, std::string(data::glasgow.name), {Scale{}});
  norms.name_ = "glasgow";
  norms.citation_ =
      "Scott, Keitel, Becirspahic, Yao & Sereno 2019, The Glasgow Norms, Behavior Research Methods "
      "51, 1258-1270, doi:10.3758/s13428-018-1099-3 (CC BY 4.0), an extract rescaled to -1..1";
  return norms;
}

TONEWHEEL_INLINE Vad typical_word_deviation() {
  const Norms norms = glasgow_norms();
  Vad squares;
  for (const RatedWord& word : norms.words()) {
    for (const Axis axis : all_axes) {
      squares[axis] += word.deviation[axis] * word.deviation[axis];
    }
  }
  for (const Axis axis : all_axes) {
    squares[axis] = std::sqrt(squares[axis] / static_cast<double>(norms.words().size()));
  }
  return squares;
}

}  // namespace tonewheel
