#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "exchange/pickle_writer.hpp"
#include "exchange/zip_writer.hpp"
#include "support/temporary_folder.hpp"

/// Small MER tables, made by hand.
namespace support {

/// Rows of cells; empty ones are left out of a sheet.
using SheetRows = std::vector<std::vector<std::string>>;
using Members = std::vector<std::pair<std::string, std::string>>;

/// A workbook of one sheet, the last member; texts stand in the cells.
inline Members workbook_members(const SheetRows& rows) {
  std::string sheet = "<x:worksheet xmlns:x='s'><x:sheetData>";
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string number = std::to_string(row + 1);
    sheet += "<x:row r='" + number + "'>";
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (!rows[row][column].empty()) {
        sheet += "<x:c r='" + std::string(1, static_cast<char>('A' + column)) + number +
                 "' t='inlineStr'><x:is><x:t xml:space='preserve'>" + rows[row][column] +
                 "</x:t></x:is></x:c>";
      }
    }
    sheet += "</x:row>";
  }
  return {{"xl/workbook.xml", "<workbook><sheets><sheet name='S' r:id='r1'/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels",
           "<Relationships><Relationship Id='r1' Target='/xl/worksheets/sheet1.xml'/>"
           "</Relationships>"},
          {"xl/worksheets/sheet1.xml", sheet + "</x:sheetData></x:worksheet>"}};
}

inline void write_xlsx(const std::filesystem::path& path, const SheetRows& rows) {
  write_zip(path, workbook_members(rows));
}

/// Wheel -> "level1" or "level2" -> word -> cluster.
using FrozenWheels =
    std::map<std::string, std::map<std::string, std::map<std::string, std::string>>>;

inline FrozenWheels frozen_wheels() {
  FrozenWheels wheels;
  for (int number = 1; number <= 5; ++number) {
    wheels["wheel" + std::to_string(number)] = {
        {"level1", {{"joy", "joy"}, {"merry", "joy"}, {"glad", "joy"}}},
        {"level2", {{"joy", "merry"}, {"merry", "merry"}, {"glad", "merry"}}}};
  }
  return wheels;
}

/// Members of a wheel_mapping.npz.
inline Members frozen_members() {
  using Lists = std::map<std::string, std::vector<std::string>>;
  const Lists forms{{"joy", {"joy", "joy"}}, {"joys", {"joy"}}, {"glad", {"glad"}}};
  const Lists synonyms{{"joy", {"joy", "glad"}}, {"glad", {"glad"}}};
  return {{"format_mapping.npy", npy_file("|O", array_of(pickled(forms)))},
          {"raw_mapping.npy", npy_file("|O", array_of(pickled(synonyms)))},
          {"wheel_map_whole.npy", npy_file("|O", array_of(pickled(frozen_wheels())))}};
}

/// synonym.xlsx: run 1 says more than the others.
inline SheetRows synonym_rows() {
  SheetRows rows(3);
  for (int run = 1; run <= 8; ++run) {
    const std::string number = std::to_string(run);
    rows[0].insert(rows[0].end(), {"word_run" + number, "synonym_run" + number});
    rows[1].insert(rows[1].end(), {" Joy ", run == 1 ? "Delight, joy" : "joy"});
    rows[2].insert(rows[2].end(), {run == 1 ? "calm" : "merry", run == 1 ? "glad" : "joy"});
  }
  return rows;
}

inline void write_mer_folder(const TemporaryFolder& folder) {
  write_bytes(folder / "format.csv",
              "name,format\nJoy,\"joyful,Joy \"\njoyous,joyful\nglad,\"\"\n");
  write_xlsx(folder / "synonym.xlsx", synonym_rows());
  for (int number = 1; number <= 5; ++number) {
    write_xlsx(folder / ("wheel" + std::to_string(number) + ".xlsx"),
               {{"level1", "level2", "level3"},
                {" Joy ", "Merry", "Glad"},
                {"", "", "gay"},
                {"", "bright", "gay"},
                {"", "", ""},
                {"fear", "awe", ""},
                {"joy", "merry", "bright"}});
  }
}

}  // namespace support
