#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/config.hpp>
#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/npy.hpp>
#include <tonewheel/dataset/sink.hpp>
#include <tonewheel/dataset/staged_folder.hpp>

namespace tonewheel {

/// The published layout: of image N the line N_prob_rank.txt (N_prob_rank_universal.txt for the
/// universal space), and N_dom.npy (float32) where a dominance was estimated. N is the input's id,
/// or the data row where it has none.
class AffectNetSink final : public Sink {
 public:
  /// Writes into a folder of this path, which finish() puts in its place.
  AffectNetSink(const std::filesystem::path& path, bool universal_space, SinkOptions options)
      : folder_(path),
        suffix_(universal_space ? "_prob_rank_universal.txt" : "_prob_rank.txt"),
        options_(std::move(options)) {}

  [[nodiscard]] char delimiter() const override { return 0; }

  void format(const Batch& batch, FormattedBlock& out) const override;
  void write(const FormattedBlock& block) override;
  void commit() override { folder_.commit(); }

 private:
  StagedFolder folder_;
  std::string suffix_;
  SinkOptions options_;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/affectnet_sink_inl.hpp>
#endif
