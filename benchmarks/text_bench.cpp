// Text of data sets, ns an item, each beside the standard library's way and the copy of its bytes:
// numbers in and out, fields of a record, line ends of a block.

#include <array>
#include <charconv>
#include <cstring>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/short_decimal.hpp>
#include <tonewheel/dataset/fixed_decimal.hpp>

namespace {

using namespace tonewheel;

constexpr std::size_t rows = 4096;
constexpr std::size_t classes = 8;

void count_each(benchmark::State& state, std::size_t count) {
  state.counters["time/item"] =
      benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate |
                                                         benchmark::Counter::kInvert);
}

/// Records of an identifier, three ratings of six decimals and a word, as one text and apart.
struct Records {
  std::string text;
  std::vector<std::string_view> lines;
  std::vector<std::string_view> numbers;

  Records() {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> rating(-1, 1);
    for (std::size_t i = 0; i < rows; ++i) {
      text += "clip_" + std::to_string(1000000 + i);
      for (int axis = 0; axis < 3; ++axis) {
        text += "," + std::to_string(rating(random));
      }
      text += ",face\n";
    }
    std::vector<std::string_view> fields;
    for (std::size_t start = 0; start < text.size();) {
      const std::size_t end = text.find('\n', start);
      lines.push_back(std::string_view(text).substr(start, end - start));
      split_fields(lines.back(), ',', fields);
      numbers.insert(numbers.end(), fields.begin() + 1, fields.begin() + 4);
      start = end + 1;
    }
  }
};

const Records& records() {
  static const Records all;
  return all;
}

void short_decimals(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string_view number : records().numbers) {
      benchmark::DoNotOptimize(short_decimal(number));
    }
  }
  count_each(state, records().numbers.size());
}

void std_from_chars(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string_view number : records().numbers) {
      double value = 0;
      std::from_chars(number.data(), number.data() + number.size(), value);
      benchmark::DoNotOptimize(value);
    }
  }
  count_each(state, records().numbers.size());
}

void fields_of_a_record(benchmark::State& state) {
  std::vector<std::string_view> fields;
  for (auto _ : state) {
    for (const std::string_view line : records().lines) {
      split_fields(line, ',', fields);
      benchmark::DoNotOptimize(fields.data());
    }
  }
  count_each(state, rows);
}

void std_find_of_each_field(benchmark::State& state) {
  std::vector<std::string_view> fields;
  for (auto _ : state) {
    for (const std::string_view line : records().lines) {
      fields.clear();
      for (std::size_t start = 0;;) {
        const std::size_t end = line.find(',', start);
        fields.push_back(line.substr(start, end - start));
        if (end == std::string_view::npos) {
          break;
        }
        start = end + 1;
      }
      benchmark::DoNotOptimize(fields.data());
    }
  }
  count_each(state, rows);
}

void line_ends(benchmark::State& state) {
  std::vector<std::size_t> positions;
  for (auto _ : state) {
    positions.clear();
    find_all(records().text, '\n', positions);
    benchmark::DoNotOptimize(positions.data());
  }
  count_each(state, rows);
}

void std_find_of_each_line_end(benchmark::State& state) {
  const std::string& text = records().text;
  std::vector<std::size_t> positions;
  for (auto _ : state) {
    positions.clear();
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
      positions.push_back(at);
    }
    benchmark::DoNotOptimize(positions.data());
  }
  count_each(state, rows);
}

void copy_of_the_records(benchmark::State& state) {
  std::string copy(records().text.size(), ' ');
  for (auto _ : state) {
    std::memcpy(copy.data(), records().text.data(), copy.size());
    benchmark::DoNotOptimize(copy.data());
    benchmark::ClobberMemory();
  }
  count_each(state, rows);
}

/// Rows of probabilities.
std::vector<double> probabilities() {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<double> values(rows * classes);
  for (double& value : values) {
    value = unit(random) / classes;
  }
  return values;
}

void fixed_cells(benchmark::State& state) {
  const std::vector<double> values = probabilities();
  std::vector<char> room(classes * (1 + max_fixed_width(6)));
  for (auto _ : state) {
    for (std::size_t i = 0; i < values.size(); i += classes) {
      write_fixed_cells(room.data(), std::span(&values[i], classes), ',', 6);
      benchmark::DoNotOptimize(room.data());
      benchmark::ClobberMemory();
    }
  }
  count_each(state, values.size());
}

void std_to_chars_cells(benchmark::State& state) {
  const std::vector<double> values = probabilities();
  std::array<char, 400> room{};
  for (auto _ : state) {
    for (const double value : values) {
      room[0] = ',';
      std::to_chars(room.data() + 1, room.data() + room.size(), value, std::chars_format::fixed, 6);
      benchmark::DoNotOptimize(room.data());
    }
  }
  count_each(state, values.size());
}

BENCHMARK(short_decimals);
BENCHMARK(std_from_chars);
BENCHMARK(fields_of_a_record);
BENCHMARK(std_find_of_each_field);
BENCHMARK(line_ends);
BENCHMARK(std_find_of_each_line_end);
BENCHMARK(copy_of_the_records);
BENCHMARK(fixed_cells);
BENCHMARK(std_to_chars_cells);

}  // namespace
