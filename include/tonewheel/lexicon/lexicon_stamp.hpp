#pragma once

#include <tonewheel/core/sha256.hpp>
#include <tonewheel/core/table_stamp.hpp>
#include <tonewheel/lexicon/lexicon.hpp>
#include <tonewheel/lexicon/lexicon_tables.hpp>

namespace tonewheel {

/// Name and SHA-256 of what a lexicon holds, the same whatever file it came from.
[[nodiscard]] inline TableStamp stamp_of(const Lexicon& lexicon) {
  return {lexicon.name(), lexicon.content_sha256().empty() ? sha256(content_text(lexicon.tables()))
                                                           : lexicon.content_sha256()};
}

}  // namespace tonewheel
