#pragma once

#include <string>
#include <vector>

namespace tonewheel {

/// How the labels of a data set stand in its rows.
enum class LabelLayout : unsigned char {
  label,   ///< one column: the label of the row
  votes,   ///< a column a class: how many people chose it, or which share of them
  raters,  ///< a column a rater: the label they gave, empty where they gave none
};

/// What the numbers in columns of votes are.
enum class VotesAre : unsigned char {
  /// Counts where all are whole numbers and some row has more than one vote; shares otherwise, and
  /// where every row sums to exactly 100 or to exactly 1000. Where every row sums to nearly 100 or
  /// 1000, as rounded shares do (half a class's worth off at most), it is an Error.
  guessed,
  counts,  ///< how many people chose the class: whole numbers
  shares,  ///< which part of them did: it is not known how many they were
};

/// The columns that say what people called a row.
struct LabelColumns {
  /// A column of labels, columns of votes, or columns of raters.
  LabelLayout layout = LabelLayout::label;
  /// Names, letter case ignored. With LabelLayout::label none: guessed (dataset/columns.hpp).
  std::vector<std::string> names{};
  /// Of votes: what the names begin with beside the class, "p_" or "votes_"; every name has it.
  std::string prefix{};
  VotesAre votes_are = VotesAre::guessed;  ///< whether votes are counts of people or shares
};

/// What becomes of a row that has values but no label, or votes that are all 0.
enum class Unlabelled : unsigned char {
  error,  ///< stop at the first one
  skip,   ///< leave it out and count it
  keep,   ///< it is given on without a label, for EM, and counted
};

}  // namespace tonewheel
