// Our side of the scoring rows of benchmarks/compare.sh that begin with label lists in memory. It
// answers commands, a line each, so that it and its peer can be measured in turns:
//   compare_scoring LEXICON.json TRUTH.csv PREDICTION.csv    lists of column openset, row by row
// Commands: strings: score all samples with every wheel that has two levels, print the seconds of
// once; known: the same sets united and counted from known label ids; write FILE: the scores, a
// line each: wheel, level, F, precision, recall; unknown, how many labels, how many words.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/exchange/lexicon_file.hpp>
#include <tonewheel/kernel/set_counts.hpp>
#include <tonewheel/lexicon/label_lookup.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/metric/vocabulary/open_vocabulary.hpp>

namespace {

using namespace tonewheel;

std::vector<std::string> read_lists(const std::string& path) {
  const Table table = Table::read(path);
  const std::size_t column = table.column("openset");
  std::vector<std::string> lists;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    lists.push_back(table.cell(row, column));
  }
  return lists;
}

/// Wheels with two levels, both levels of each.
std::vector<GroupingId> two_levels(const Lexicon& lexicon) {
  std::vector<GroupingId> chosen;
  const auto groupings = lexicon.groupings();
  for (std::uint32_t i = 0; i + 1 < groupings.size(); ++i) {
    if (groupings[i].level == 1 && groupings[i + 1].level == 2 && groupings[i].name != "tone") {
      chosen.insert(chosen.end(), {GroupingId{i}, GroupingId{i + 1}});
    }
  }
  return chosen;
}

/// Label ids of samples, as many as are counted together.
struct KnownBlock {
  std::vector<std::uint32_t> ids;
  std::vector<std::uint32_t> ends;
};

class Work {
 public:
  Work(const Lexicon& lexicon, const std::vector<std::string>& truths,
       const std::vector<std::string>& predictions)
      : lexicon_(lexicon),
        groupings_(two_levels(lexicon)),
        masks_(lexicon, groupings_),
        truths_(truths.begin(), truths.end()),
        predictions_(predictions.begin(), predictions.end()),
        score_(lexicon, groupings_) {
    LabelLookup lookup(lexicon);
    for (std::size_t i = 0; i < truths_.size();) {
      lookup.clear();
      for (; i < truths_.size() && !lookup.full(); ++i) {
        lookup.add_text(truths_[i]);
        lookup.add_text(predictions_[i]);
      }
      lookup.look_up();
      known_.push_back({{lookup.surfaces().begin(), lookup.surfaces().end()},
                        {lookup.ends().begin(), lookup.ends().end()}});
    }
  }

  double from_strings() {
    return seconds([&] { score_.add_batch(truths_, predictions_); });
  }
  double from_ids() {
    const kernel::MaskTable table = masks_.table();
    std::vector<std::uint64_t> scratch(2 * table.words);
    std::vector<SetCounts> counts(truths_.size() * table.size);
    return seconds([&] {
      SetCounts* out = counts.data();
      for (const KnownBlock& block : known_) {
        const std::size_t samples = block.ends.size() / 2;
        kernel::sample_set_counts(table, block.ids.data(), block.ends.data(), samples,
                                  scratch.data(), out);
        out += samples * table.size;
      }
    });
  }
  void write(const std::string& path) const {
    OpenVocabularyScore once(lexicon_, groupings_);
    once.add_batch(truths_, predictions_);
    std::ofstream file(path);
    for (std::size_t i = 0; i < groupings_.size(); ++i) {
      const Grouping& grouping = lexicon_.at(groupings_[i]);
      const SetScore& score = once.scores()[i];
      file << grouping.name << ' ' << grouping.level << ' ' << number_text(score.fscore()) << ' '
           << number_text(score.precision()) << ' ' << number_text(score.recall()) << '\n';
    }
    file << "unknown " << once.out_of_vocabulary().unknown() << ' '
         << once.out_of_vocabulary().distinct() << '\n';
    if (!file) {
      throw Error({path, 0, {}}, "cannot be written");
    }
  }

 private:
  /// Of one call; calls are repeated for a twentieth of a second, since cores that slept start
  /// slowly.
  template <class Call>
  static double seconds(Call call) {
    const auto start = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    int calls = 0;
    for (; passed.count() < 0.05; ++calls) {
      call();
      passed = std::chrono::steady_clock::now() - start;
    }
    return passed.count() / calls;
  }

  const Lexicon& lexicon_;
  std::vector<GroupingId> groupings_;
  GroupMasks masks_;
  std::vector<std::string_view> truths_;
  std::vector<std::string_view> predictions_;
  std::vector<KnownBlock> known_;
  OpenVocabularyScore score_;
};

void answer_commands(const std::vector<std::string>& files) {
  const Lexicon lexicon(read_lexicon_tables(files[0]));
  const std::vector<std::string> truths = read_lists(files[1]);
  const std::vector<std::string> predictions = read_lists(files[2]);
  Work work(lexicon, truths, predictions);
  std::string command;
  while (std::cin >> command) {
    if (command == "strings") {
      std::cout << work.from_strings();
    } else if (command == "known") {
      std::cout << work.from_ids();
    } else if (command == "write") {
      std::string path;
      std::cin >> path;
      work.write(path);
    } else {
      throw Error("unknown command " + shown(command));
    }
    std::cout << std::endl;
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> files(argv + 1, argv + argc);
    if (files.size() != 3) {
      throw Error("expected three arguments: LEXICON.json TRUTH.csv PREDICTION.csv");
    }
    answer_commands(files);
  } catch (const std::exception& error) {
    std::cerr << "compare_scoring: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
