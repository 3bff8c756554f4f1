#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <tonewheel/core/config.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/dataset/npy.hpp>
#include <tonewheel/dataset/output_file.hpp>
#include <tonewheel/dataset/sink.hpp>

namespace tonewheel {

/// A .npy array of rows x classes, '<f8' or '<f4'. The number of rows stands in its header: it is
/// written last, and where the output is a pipe the array waits in a temporary file.
class NpySink final : public Sink {
 public:
  /// Opens the file that finish() puts in its place.
  NpySink(const std::filesystem::path& path, SinkOptions options);

  [[nodiscard]] char delimiter() const override { return 0; }

  void format(const Batch& batch, FormattedBlock& out) const override;

  void write(const FormattedBlock& block) override;

  void commit() override;

 private:
  struct Close {
    void operator()(std::FILE* file) const noexcept { static_cast<void>(std::fclose(file)); }
  };

  [[nodiscard]] std::size_t element() const noexcept { return options_.float_precision ? 4 : 8; }
  [[nodiscard]] std::size_t row_bytes() const noexcept;
  /// The same length for every number of rows below 10^40 or so.
  [[nodiscard]] std::string header(std::uint64_t rows) const;
  template <class Real>
  static void append_bytes(const std::vector<Real>& values, ByteBuffer& out);

  OutputFile file_;
  SinkOptions options_;
  std::unique_ptr<std::FILE, Close> spool_;
  std::uint64_t rows_ = 0;
};

}  // namespace tonewheel

#ifndef TONEWHEEL_COMPILED
#include <tonewheel/dataset/impl/npy_sink_inl.hpp>
#endif
