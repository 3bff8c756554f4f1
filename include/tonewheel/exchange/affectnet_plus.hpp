#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <tonewheel/dataset/label_columns.hpp>
#include <tonewheel/dataset/training_table.hpp>
#include <tonewheel/dataset/training_tally.hpp>

namespace tonewheel {

/// What an image of AffectNet+ is labelled by.
enum class AffectNetPlusLabels : unsigned char {
  soft,  ///< its soft label: a share for each of the eight classes
  hard,  ///< the class that people gave it
};

/// What is read of the images, and what of bad ones.
struct AffectNetPlusOptions {
  /// Which of the two labels of an image is read.
  AffectNetPlusLabels labels = AffectNetPlusLabels::soft;
  bool subsets = false;  ///< Subset as groups: easy, challenging, difficult
  /// What becomes of images whose point cannot be used.
  OutOfRange out_of_range = OutOfRange::error;
  Unlabelled unlabelled = Unlabelled::error;  ///< what becomes of images without a label
};

/// The images of a folder, in memory.
struct AffectNetPlus {
  TrainingColumns columns;       ///< of valence and arousal, without dominance; shares or labels
  TrainingTally tally;           ///< rows are files in order, counted from 1
  std::vector<std::string> ids;  ///< of the rows used: paths in the folder, without .json
};

/// Reads AffectNet+: one JSON object an image with "Human-Label" 0 to 10 (AffectNet's codes; 8 to
/// 10 are no emotion: no label), "Soft-Label" (eight numbers >= 0 in the order neutral, happy, sad,
/// surprised, fearful, disgusted, angry, contempt), "Subset" (0 easy, 1 challenging, 2 difficult)
/// and "Metadata" with "Valence" and "Arousal" in [-1, 1]. Letter case, spaces, '_' and '-' in the
/// keys do not matter, nor whether a number stands in quotes; other keys are passed over. Files
/// *.json of the folder and folders in it, whole numbers by value, then others by their bytes.
/// Classes that no image has are not among them, which a note says. Throws Error with the file on
/// what is not as said, unless `out_of_range` leaves it out; on no files.
[[nodiscard]] AffectNetPlus read_affectnet_plus(const std::filesystem::path& folder,
                                                const AffectNetPlusOptions& options = {});

}  // namespace tonewheel
