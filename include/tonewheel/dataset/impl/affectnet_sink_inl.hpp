#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/dataset/affectnet.hpp>
#include <tonewheel/dataset/affectnet_sink.hpp>
#include <tonewheel/dataset/npy.hpp>
#include <tonewheel/dataset/sink.hpp>
#include <tonewheel/dataset/staged_folder.hpp>

namespace tonewheel {

TONEWHEEL_INLINE void AffectNetSink::format(const Batch& batch, FormattedBlock& out) const {
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

TONEWHEEL_INLINE void AffectNetSink::write(const FormattedBlock& block) {
  for (const auto& [name, content] : block.files) {
    folder_.write(name, content);
  }
}

}  // namespace tonewheel
