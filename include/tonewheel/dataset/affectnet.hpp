#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/npy.hpp>

/// AffectNet as a folder: of image N the files N_val.npy, N_aro.npy, N_exp.npy (and N_dom.npy where
/// a dominance was added), each one element; Mollahosseini, Hasani, Mahoor 2017.
namespace tonewheel {

/// A folder of AffectNet, as it was found.
struct AffectNetFolder {
  std::filesystem::path annotations;  ///< the folder that holds the .npy files
  std::vector<std::string> ids;       ///< whole numbers by value, then other names by their bytes
};

/// Every N with a file N_val.npy in `folder` or in `folder`/annotations. Hidden files are passed
/// over. Throws Error where neither has one, both have, or the folder cannot be read.
[[nodiscard]] AffectNetFolder list_affectnet(const std::filesystem::path& folder);

/// One image; nothing where it has no such file. Values are as stored: valence and arousal in
/// [-1, 1], or -2 for not annotated.
struct AffectNetItem {
  std::optional<NpyScalar> valence;     ///< from N_val.npy
  std::optional<NpyScalar> arousal;     ///< from N_aro.npy
  std::optional<NpyScalar> dominance;   ///< from N_dom.npy
  std::optional<NpyScalar> expression;  ///< from N_exp.npy: the code of the emotion
};

/// Throws Error with the file's path where a file is there but is not one number or string.
[[nodiscard]] AffectNetItem read_affectnet_item(const AffectNetFolder& folder,
                                                const std::string& id);

/// One line as in the published N_prob_rank.txt: six decimals each, commas, a line end.
[[nodiscard]] std::string probability_line(std::span<const double> probabilities);

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/affectnet_inl.hpp>
#endif
