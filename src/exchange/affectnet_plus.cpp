#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/data/affectnet.hpp>
#include <tonewheel/exchange/affectnet_plus.hpp>

#include "json_text.hpp"

namespace tonewheel {
namespace exchange {
namespace {

using Json = nlohmann::json;

constexpr std::size_t code_count = 8;
constexpr unsigned greatest_code = 10;
constexpr std::array<const char*, 3> subset_names{"easy", "challenging", "difficult"};
constexpr std::size_t file_limit = std::size_t{16} << 20U;

/// A key as it is compared: letters and digits alone, in lower case.
std::string plain_key(std::string_view key) {
  std::string plain;
  for (const char c : lower_ascii(key)) {
    if (c != ' ' && c != '_' && c != '-') {
      plain += c;
    }
  }
  return plain;
}

/// A fault of one file, and what to say of it.
struct FileFault {
  Fault fault;
  std::string key;
  std::string text;
};

/// Reads one image.
class ImageReader {
 public:
  ImageReader(const Json& image, std::string file) : image_(image), file_(std::move(file)) {}

  /// The member of this plain key; nullptr for none or null. Throws Error where it stands twice.
  [[nodiscard]] const Json* find(const Json& object, const std::string& wanted) const {
    const Json* found = nullptr;
    if (!object.is_object()) {
      return nullptr;
    }
    for (const auto& [key, value] : object.items()) {
      if (plain_key(key) == wanted) {
        if (found != nullptr) {
          throw Error({file_, 0, key}, "this key stands twice, in two spellings");
        }
        found = &value;
      }
    }
    return found == nullptr || found->is_null() ? nullptr : found;
  }

  /// A number, in quotes or not.
  static std::optional<double> number(const Json& value) {
    if (value.is_number()) {
      return value.get<double>();
    }
    return value.is_string() ? parse_number(value.get_ref<const std::string&>()) : std::nullopt;
  }

  /// Valence and arousal of Metadata.
  std::optional<FileFault> read_point(OutOfRange policy, Vad& point, bool& clipped) const {
    const Json* metadata = find(image_, "metadata");
    for (const Axis axis : {Axis::valence, Axis::arousal}) {
      const std::string key = axis == Axis::valence ? "Metadata/Valence" : "Metadata/Arousal";
      const Json* value = metadata == nullptr ? nullptr : find(*metadata, std::string(name(axis)));
      if (value == nullptr) {
        return FileFault{Fault::missing, key, "found none, expected a number from -1 to 1"};
      }
      const auto found = number(*value);
      const Screened screened =
          found ? screen(*found, AxisRange{}, policy) : Screened{Fault::unparsable, 0, false};
      if (screened.fault != Fault::none) {
        return FileFault{screened.fault, key,
                         "found " + shown(value->dump()) + ", expected a number from -1 to 1"};
      }
      clipped = clipped || screened.clipped;
      point[axis] = screened.value;
    }
    return std::nullopt;
  }

  /// A whole number from 0 to `most`; nothing where there is none.
  std::optional<FileFault> read_code(const std::string& key, unsigned most,
                                     std::optional<unsigned>& code) const {
    const Json* value = find(image_, plain_key(key));
    if (value == nullptr) {
      return std::nullopt;
    }
    const auto found = number(*value);
    if (!found || !(*found >= 0 && *found <= most) || *found != std::floor(*found)) {
      return FileFault{Fault::unknown_label, key,
                       "found " + shown(value->dump()) + ", expected a whole number from 0 to " +
                           std::to_string(most)};
    }
    code = static_cast<unsigned>(*found);
    return std::nullopt;
  }

  /// Eight shares; left as they are where there are none.
  std::optional<FileFault> read_shares(std::array<double, code_count>& shares) const {
    const Json* value = find(image_, "softlabel");
    if (value == nullptr) {
      return std::nullopt;
    }
    const std::string expected = ", expected eight numbers >= 0";
    if (!value->is_array() || value->size() != code_count) {
      return FileFault{Fault::unparsable, "Soft-Label", "found " + shown(value->dump()) + expected};
    }
    for (std::size_t k = 0; k < code_count; ++k) {
      const auto share = number((*value)[k]);
      if (!share || !std::isfinite(*share) || *share < 0) {
        return FileFault{share ? Fault::out_of_range : Fault::unparsable, "Soft-Label",
                         "found " + shown((*value)[k].dump()) + expected};
      }
      shares[k] = *share + 0.0;  // -0 is 0
    }
    return std::nullopt;
  }

 private:
  const Json& image_;
  std::string file_;
};

/// Paths of the images, without .json.
std::vector<std::string> list_images(const std::filesystem::path& folder) {
  std::vector<std::string> ids;
  try {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::filesystem::path& path = entry.path();
      if (entry.is_regular_file() && lower_ascii(path.extension().string()) == ".json" &&
          path.filename().string().front() != '.') {
        ids.push_back(path.lexically_relative(folder).string());
      }
    }
  } catch (const std::filesystem::filesystem_error& error) {
    throw Error({folder.string(), 0, {}}, "cannot be read: " + error.code().message());
  }
  if (ids.empty()) {
    throw Error({folder.string(), 0, {}},
                "no file *.json, expected one for each image of AffectNet+");
  }
  const auto key = [](const std::string& id) {
    const std::string_view stem = std::string_view(id).substr(0, id.size() - 5);
    const bool number = stem.find_first_not_of("0123456789") == std::string_view::npos;
    const std::string_view value =
        number ? stem.substr(std::min(stem.find_first_not_of('0'), stem.size())) : stem;
    return std::tuple(!number, number ? value.size() : 0, value, std::string_view(id));
  };
  std::sort(ids.begin(), ids.end(),
            [&](const std::string& a, const std::string& b) { return key(a) < key(b); });
  return ids;
}

/// The eight classes in the order of their codes.
std::vector<std::string> code_classes() {
  const Table table = Table::parse(data::affectnet);
  std::vector<std::string> names(code_count);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double code = table.number(row, table.column("code"));
    names.at(static_cast<std::size_t>(code)) = table.cell(row, table.column("class"));
  }
  return names;
}

/// The images of a folder on the way to columns.
class FolderReader {
 public:
  explicit FolderReader(const AffectNetPlusOptions& options) : options_(options) {
    found_.columns.has_dominance = false;
  }

  void read(const std::filesystem::path& path, const std::string& id, std::uint64_t row) {
    ++found_.tally.rows_read;
    const std::string file = path.string();
    const Json image = parse_json_text(read_small_file(path, file_limit), file);
    if (!image.is_object()) {
      expected_json(image, "an object", file, "");
    }
    const ImageReader reader(image, file);
    Vad point;
    bool clipped = false;
    std::optional<unsigned> human;
    std::optional<unsigned> subset;
    std::array<double, code_count> shares{};
    auto fault = reader.read_point(options_.out_of_range, point, clipped);
    if (!fault) {
      fault = reader.read_code("Human-Label", greatest_code, human);
    }
    if (!fault && options_.labels == AffectNetPlusLabels::soft) {
      fault = reader.read_shares(shares);
    }
    if (!fault && options_.subsets) {
      fault = reader.read_code("Subset", subset_names.size() - 1, subset);
      if (!fault && !subset) {
        fault = FileFault{Fault::missing, "Subset", "found none, expected 0, 1 or 2"};
      }
    }
    if (fault) {
      if (options_.out_of_range == OutOfRange::error) {
        throw Error({file, 0, fault->key}, std::string(name(fault->fault)) + ": " + fault->text);
      }
      found_.tally.faults[fault->fault].add(row);
      return;
    }
    if (!add_label(human, shares, file, row)) {
      return;
    }
    if (clipped) {
      found_.tally.faults.clipped.add(row);
    }
    found_.columns.points.push_back(point);
    if (options_.subsets) {
      found_.columns.groups.emplace_back(subset_names.at(*subset));
    }
    found_.ids.push_back(id.substr(0, id.size() - 5));
  }

  AffectNetPlus finish(const std::filesystem::path& folder) {
    found_.tally.rows_used = found_.columns.points.size();
    found_.tally.reach(found_.columns.points);
    const bool soft = options_.labels == AffectNetPlusLabels::soft;
    found_.tally.columns = {"valence = Metadata/Valence", "arousal = Metadata/Arousal",
                            soft ? "votes = Soft-Label" : "label = Human-Label"};
    if (options_.subsets) {
      found_.tally.columns.emplace_back("group = Subset");
    }
    found_.tally.notes.push_back("the images of " + folder.string() + " are kept in memory");
    keep_met_classes();
    return std::move(found_);
  }

 private:
  /// Whether the row stays.
  bool add_label(std::optional<unsigned> human, const std::array<double, code_count>& shares,
                 const std::string& file, std::uint64_t row) {
    const bool soft = options_.labels == AffectNetPlusLabels::soft;
    const bool no_emotion = human && *human >= code_count;
    const bool labelled = !no_emotion && (soft ? std::any_of(shares.begin(), shares.end(),
                                                             [](double share) { return share > 0; })
                                               : human.has_value());
    if (!labelled) {
      if (options_.unlabelled == Unlabelled::error) {
        throw Error({file, 0, soft && !no_emotion ? "Soft-Label" : "Human-Label"},
                    std::string("no label (8 to 10 are no emotion), expected one (--unlabelled "
                                "skip leaves such images out") +
                        (soft ? ")" : ", em lets the fit use their points)"));
      }
      found_.tally.unlabelled.add(row);
      if (options_.unlabelled == Unlabelled::skip) {
        return false;
      }
    }
    if (soft) {
      for (const double share : shares) {
        found_.columns.votes.push_back(labelled ? share : 0);
      }
    } else {
      found_.columns.labels.push_back(labelled ? *human : no_label);
    }
    return true;
  }

  void keep_met_classes() {
    TrainingColumns& columns = found_.columns;
    const std::vector<std::string> all = code_classes();
    std::array<bool, code_count> met{};
    for (const std::uint32_t label : columns.labels) {
      if (label != no_label) {
        met.at(label) = true;
      }
    }
    for (std::size_t i = 0; i < columns.votes.size(); ++i) {
      met.at(i % code_count) = met.at(i % code_count) || columns.votes[i] > 0;
    }
    std::array<std::uint32_t, code_count> place{};
    std::string others;
    for (std::size_t k = 0; k < code_count; ++k) {
      place.at(k) = static_cast<std::uint32_t>(columns.classes.size());
      if (met.at(k)) {
        columns.classes.push_back(all[k]);
      } else {
        others += (others.empty() ? "" : ", ") + all[k];
      }
    }
    if (columns.classes.empty()) {
      throw Error("AffectNet+: no image that can be used has a label, expected some");
    }
    if (others.empty()) {
      return;
    }
    found_.tally.notes.push_back("no image is labelled " + others + ": not among the classes");
    for (std::uint32_t& label : columns.labels) {
      label = label == no_label ? no_label : place.at(label);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < columns.votes.size(); ++i) {
      if (met.at(i % code_count)) {
        columns.votes[kept++] = columns.votes[i];
      }
    }
    columns.votes.resize(kept);
  }

  const AffectNetPlusOptions& options_;
  AffectNetPlus found_;
};

}  // namespace
}  // namespace exchange

AffectNetPlus read_affectnet_plus(const std::filesystem::path& folder,
                                  const AffectNetPlusOptions& options) {
  if (!std::filesystem::is_directory(folder)) {
    throw Error({folder.string(), 0, {}}, "found no folder, expected one of AffectNet+'s files");
  }
  exchange::FolderReader reader(options);
  std::uint64_t row = 0;
  for (const std::string& id : exchange::list_images(folder)) {
    reader.read(folder / id, id, ++row);
  }
  return reader.finish(folder);
}

}  // namespace tonewheel
