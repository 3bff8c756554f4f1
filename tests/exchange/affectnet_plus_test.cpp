#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/exchange/affectnet_plus.hpp>

#include "support/errors.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace tonewheel;
using support::contains;
using support::message_of;
using support::TemporaryFolder;
using support::write_bytes;

using Strings = std::vector<std::string>;
using Numbers = std::vector<double>;

/// An image's file in one of the spellings that its users write.
std::string image(const std::string& human, const std::string& soft, const std::string& subset,
                  const std::string& valence, const std::string& arousal) {
  return R"({"Human-Label": )" + human + R"(, "Soft-Label": )" + soft + R"(, "Subset": )" + subset +
         R"(, "Metadata": {"Age": 30, "Valence": )" + valence + R"(, "Arousal": )" + arousal + "}}";
}

std::string fault(const std::string& bytes, const AffectNetPlusOptions& options = {}) {
  const TemporaryFolder folder;
  write_bytes(folder / "7.json", bytes);
  return message_of([&] { static_cast<void>(read_affectnet_plus(folder.path(), options)); });
}

const std::string even = "[1, 0, 0, 1, 0, 0, 0, 0]";

}  // namespace

TEST_CASE("AffectNet+: a file an image becomes shares of the classes met") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "part");
  write_bytes(folder / "10.json",
              image("1", "[0.25, 0.75, 0, 0, 0, 0, 0, 0]", "2", "0.5", "-0.25"));
  write_bytes(folder / "9.json",
              R"({"human_label": "6", "SOFT LABEL": [0, "0.5", 0, 0, 0, 0, 0.5, 0],
                  "subset": 0, "meta-data": {"valence": "-1", "arousal": 1}})");
  write_bytes(folder / "notes.txt", "no image");
  const AffectNetPlus found = read_affectnet_plus(folder.path(), {.subsets = true});
  CHECK(found.ids == Strings{"9", "10"});
  CHECK(found.columns.classes == Strings{"neutral", "happy", "angry"});
  CHECK(found.columns.points == std::vector<Vad>{{-1, 1, 0}, {0.5, -0.25, 0}});
  CHECK(found.columns.votes == Numbers{0, 0.5, 0.5, 0.25, 0.75, 0});
  CHECK_FALSE(found.columns.votes_count_people);
  CHECK_FALSE(found.columns.has_dominance);
  CHECK(found.columns.groups == Strings{"easy", "difficult"});
  CHECK(found.tally.rows_used == 2);
  CHECK(found.tally.least == std::array<double, 3>{-1, -0.25, 0});
  CHECK(found.tally.most == std::array<double, 3>{0.5, 1, 0});
  CHECK(contains(found.tally.notes.back(), "contempt"));
  CHECK(read_affectnet_plus(folder.path()).columns.groups.empty());

  const AffectNetPlus hard =
      read_affectnet_plus(folder.path(), {.labels = AffectNetPlusLabels::hard});
  CHECK(hard.columns.classes == Strings{"happy", "angry"});
  CHECK(hard.columns.labels == std::vector<std::uint32_t>{1, 0});
  CHECK(hard.columns.votes.empty());
}

TEST_CASE("AffectNet+: images without an emotion, a soft label or a point") {
  const TemporaryFolder folder;
  write_bytes(folder / "1.json", image("0", even, "0", "0", "0"));
  write_bytes(folder / "2.json", image("9", even, "0", "0", "0"));
  write_bytes(folder / "3.json", image("1", "[0,0,0,0,0,0,0,0]", "0", "0", "0"));
  write_bytes(folder / "4.json", image("1", "null", "0", "0", "0"));
  write_bytes(folder / "5.json", image("1", even, "0", "-2", "-2"));
  write_bytes(folder / "6.json", image("1", even, "0", "1.5", "0"));
  CHECK(contains(message_of([&] { static_cast<void>(read_affectnet_plus(folder.path())); }),
                 "--unlabelled skip"));
  // EM goes with one label an image.
  const auto advises_em = [&](AffectNetPlusLabels labels) {
    return contains(message_of([&] {
                      static_cast<void>(read_affectnet_plus(folder.path(), {.labels = labels}));
                    }),
                    "em lets");
  };
  CHECK_FALSE(advises_em(AffectNetPlusLabels::soft));
  CHECK(advises_em(AffectNetPlusLabels::hard));
  const AffectNetPlus found = read_affectnet_plus(
      folder.path(), {.out_of_range = OutOfRange::skip, .unlabelled = Unlabelled::skip});
  CHECK(found.ids == Strings{"1"});
  CHECK(found.tally.rows_read == 6);
  CHECK(found.tally.unlabelled.first_rows() == std::vector<std::uint64_t>{2, 3, 4});
  CHECK(found.tally.faults[Fault::missing].first_rows() == std::vector<std::uint64_t>{5});
  CHECK(found.tally.faults[Fault::out_of_range].first_rows() == std::vector<std::uint64_t>{6});
  const AffectNetPlus kept = read_affectnet_plus(
      folder.path(), {.out_of_range = OutOfRange::clip, .unlabelled = Unlabelled::keep});
  CHECK(kept.ids == Strings{"1", "2", "3", "4", "6"});
  CHECK(kept.columns.classes == Strings{"neutral", "surprised"});
  CHECK(kept.columns.votes == Numbers{1, 1, 0, 0, 0, 0, 0, 0, 1, 1});
  CHECK(kept.columns.points.back() == Vad{1, 0, 0});
  CHECK(kept.tally.faults.clipped.n() == 1);
}

TEST_CASE("AffectNet+: files that are not as described") {
  CHECK(contains(fault("{"), "7.json"));
  CHECK(contains(fault("[]"), "expected an object"));
  CHECK(contains(fault("{}"), "column Metadata/Valence: missing"));
  CHECK(contains(fault(image("0", even, "0", "\"x\"", "0")), "unparsable"));
  CHECK(contains(fault(image("0", even, "0", "2", "0")), "out_of_range: found \"2\""));
  CHECK(contains(fault(image("11", even, "0", "0", "0")), "column Human-Label: unknown_label"));
  CHECK(contains(fault(image("0.5", even, "0", "0", "0")), "a whole number from 0 to 10"));
  CHECK(contains(fault(image("0", "[1, 2]", "0", "0", "0")), "expected eight numbers >= 0"));
  CHECK(contains(fault(image("0", "[1,0,0,-1,0,0,0,0]", "0", "0", "0")), "out_of_range"));
  CHECK(contains(fault(image("0", "[1,0,0,\"a\",0,0,0,0]", "0", "0", "0")), "unparsable"));
  CHECK(contains(fault(image("0", even, "3", "0", "0"), {.subsets = true}), "column Subset"));
  CHECK(contains(fault(image("0", even, "null", "0", "0"), {.subsets = true}), "missing"));
  CHECK(contains(fault(R"({"Human-Label": 1, "human_label": 2,
                           "Metadata": {"Valence": 0, "Arousal": 0}})"),
                 "stands twice"));
  const TemporaryFolder empty;
  CHECK(contains(message_of([&] { static_cast<void>(read_affectnet_plus(empty.path())); }),
                 "no file *.json"));
  CHECK(contains(message_of([&] { static_cast<void>(read_affectnet_plus(empty / "none")); }),
                 "found no folder"));
}
