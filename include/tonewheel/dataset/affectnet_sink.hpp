#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

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
  AffectNetSink(const std::filesystem::path& path, bool universal_space, SinkOptions options)
      : folder_(path),
        suffix_(universal_space ? "_prob_rank_universal.txt" : "_prob_rank.txt"),
        options_(std::move(options)) {}

  [[nodiscard]] char delimiter() const override { return 0; }

  void format(const Batch& batch, FormattedBlock& out) const override {
    const std::size_t classes = options_.classes.size();
    std::vector<double> line(classes);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const std::string id =
          batch.texts.empty() ? std::to_string(batch.rows[i]) : std::string(batch.texts[i]);
      for (std::size_t k = 0; k < classes; ++k) {
        line[k] = options_.float_precision ? batch.probabilities_float[i * classes + k]
                                           : batch.probabilities[i * classes + k];
      }
      out.files.emplace_back(id + suffix_, probability_line(line));
      if (options_.dominance) {
        out.files.emplace_back(id + "_dom.npy",
                               npy_scalar_bytes(static_cast<float>(batch.dominance[i])));
      }
    }
  }
  void write(const FormattedBlock& block) override {
    for (const auto& [name, content] : block.files) {
      folder_.write(name, content);
    }
  }
  void commit() override { folder_.commit(); }

 private:
  StagedFolder folder_;
  std::string suffix_;
  SinkOptions options_;
};

}  // namespace tonewheel
