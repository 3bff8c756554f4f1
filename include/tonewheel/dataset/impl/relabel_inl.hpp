#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/dataset/affectnet_sink.hpp>
#include <tonewheel/dataset/affectnet_source.hpp>
#include <tonewheel/dataset/class_labels.hpp>
#include <tonewheel/dataset/csv_sink.hpp>
#include <tonewheel/dataset/csv_source.hpp>
#include <tonewheel/dataset/impl/class_masses_inl.hpp>
#include <tonewheel/dataset/impl/label_cells_inl.hpp>
#include <tonewheel/dataset/npy_sink.hpp>
#include <tonewheel/dataset/npy_source.hpp>
#include <tonewheel/dataset/pipeline.hpp>
#include <tonewheel/dataset/relabel.hpp>

namespace tonewheel {
namespace detail {

inline std::unique_ptr<Source> open_source(const std::filesystem::path& path,
                                           const SourceOptions& options) {
  if (options.format == Format::npy) {
    return std::make_unique<NpySource>(path, options);
  }
  if (options.format == Format::affectnet) {
    return std::make_unique<AffectNetSource>(path, options);
  }
  return std::make_unique<CsvSource>(path, options);
}

/// The labels of the whole input, counted.
inline PriorLabels count_labels(const std::filesystem::path& input, SourceOptions options,
                                const Space& space, OutOfRange policy) {
  if (input == "-") {
    throw Error("a prior counted from labels reads the input twice: expected a file, found a pipe");
  }
  options.shard = {};
  options.wants_label = true;
  const std::unique_ptr<Source> source = open_source(input, options);
  const ClassLabels labels(space, source->affectnet_codes());
  PriorLabels found;
  found.counts.resize(space.classes.size());
  RawBlock block;
  while (source->next(block)) {
    for (const RowLabel& label : source->labels(block)) {
      const std::string text(trim(label.text));
      if (const auto position = labels.find(text)) {
        ++found.counts[*position];
        const std::string& name = space.classes[*position].name;
        if (lower_ascii(text) != lower_ascii(name) && !parse_number(text)) {
          std::string pair = text;
          pair.append(" as ").append(name);
          if (std::find(found.read_as.begin(), found.read_as.end(), pair) == found.read_as.end()) {
            found.read_as.push_back(std::move(pair));
          }
        }
        continue;
      }
      const bool none = is_no_label(text);
      if (policy == OutOfRange::error) {
        throw Error({source->name(), label.row, source->column_names()[3]},
                    (none ? "missing: found " : "unknown_label: found ") + shown(text) +
                        ", expected a class of the space " + space.name + ": " +
                        list_names(space.names()));
      }
      (none ? found.missing : found.unknown).add(label.row);
    }
  }
  return found;
}

/// Class frequencies. Throws Error on a class without a label, unless it may have prior_floor.
inline Prior prior_of(const PriorLabels& found, const Space& space, bool floor_absent) {
  std::vector<std::string> absent;
  for (std::size_t k = 0; k < found.counts.size(); ++k) {
    if (found.counts[k] == 0) {
      absent.push_back(space.classes[k].name);
    }
  }
  if (absent.size() == found.counts.size() || (!absent.empty() && !floor_absent)) {
    throw Error("prior: no row is labelled " + list_names(absent) +
                ", expected a label of every class of the space " + space.name +
                "; ways out: a --space of the classes that occur, --prior FILE with a weight for "
                "each, or --prior column-floor, which leaves such a class next to nothing (" +
                number_text(prior_floor) + ")");
  }
  return Prior::from_counts(space.names(), found.counts);
}

/// What of the labels was counted as it stands, and what was not.
inline std::vector<std::string> prior_notes(const PriorLabels& found, const Space& space) {
  std::vector<std::string> notes;
  std::uint64_t counted = 0;
  std::vector<std::string> absent;
  for (std::size_t k = 0; k < found.counts.size(); ++k) {
    counted += found.counts[k];
    if (found.counts[k] == 0) {
      absent.push_back(space.classes[k].name);
    }
  }
  std::string left_out;
  for (const auto& [rows, what] :
       {std::pair<const RowTally&, const char*>{found.missing, "without a label"},
        {found.unknown, "with a label that is no class"}}) {
    if (rows.n() != 0) {
      left_out += (left_out.empty() ? "; not counted: " : ", ") + std::to_string(rows.n()) +
                  (rows.n() == 1 ? " row " : " rows ") + what + " (first: row " +
                  std::to_string(rows.first_rows().front()) + ")";
    }
  }
  left_out += left_out.empty() ? "" : "; these rows are described like any";
  notes.push_back("the priors are the frequencies of " + std::to_string(counted) + " labels" +
                  left_out);
  if (!absent.empty()) {
    notes.push_back("no row is labelled " + list_names(absent) + ": prior " +
                    number_text(prior_floor));
  }
  if (!found.read_as.empty()) {
    notes.push_back("labels read as classes: " + list_names(found.read_as));
  }
  return notes;
}

inline std::unique_ptr<Sink> open_sink(const std::filesystem::path& path, Format format,
                                       const RelabelOptions& options, const Source& source,
                                       SinkOptions sink_options) {
  if (format != Format::csv && format != Format::tsv) {
    if (options.top != 0) {
      throw Error("the likeliest classes have a place in csv and tsv only, the output is " +
                  std::string(name(format)));
    }
    if (options.doubt.count() != 0) {
      throw Error("doubt columns have a place in csv and tsv only, the output is " +
                  std::string(name(format)));
    }
    if (format == Format::npy) {
      return std::make_unique<NpySink>(path, std::move(sink_options));
    }
    return std::make_unique<AffectNetSink>(path, options.space.names() == universal().names(),
                                           std::move(sink_options));
  }
  const char delimiter = format == Format::tsv ? '\t' : ',';
  auto sink = std::make_unique<CsvSink>(path, delimiter, std::move(sink_options), source.columns());
  if (options.shard.first()) {
    sink->write_header(source.header(delimiter), source.line_end());
  }
  return sink;
}

/// A block on its way through the pipeline.
struct RelabelItem {
  RawBlock raw;
  Batch batch;
  FormattedBlock formatted;
  ClassMasses mass;
};

}  // namespace detail

TONEWHEEL_INLINE RelabelReport relabel(const std::filesystem::path& input,
                                       const std::filesystem::path& output,
                                       const RelabelOptions& options) {
  RelabelReport report;
  report.formats = choose_formats(input, output, options.format);
  const bool estimates = options.dominance_from != DominanceFrom::none;
  if (estimates && options.columns.dominance) {
    throw Error("a dominance column and an estimated dominance exclude each other");
  }
  if (options.digits < 0 || options.digits > shortest_digits) {
    throw Error("digits: found " + std::to_string(options.digits) + ", expected 0 to 17");
  }

  if (estimates && !options.space.has_dominance) {
    throw Error("dominance is to be estimated, but the space " + options.space.name +
                " has none: expected a space with dominance, or --dominance-from none");
  }

  const std::size_t classes = std::max<std::size_t>(options.space.classes.size(), 1);
  const SourceOptions source_options{
      .format = report.formats.input,
      .quoting = options.quoting,
      .scale = options.scale,
      .columns = options.columns,
      .wants_dominance = !estimates && options.scale.axes() == 3 && options.space.has_dominance,
      .wants_label = options.dominance_from == DominanceFrom::label,
      .shard = options.shard,
      .block_rows = std::clamp<std::size_t>((std::size_t{1} << 18U) / classes, 64, 4096)};
  ModelOptions model_options = options.model;
  if (options.prior_from_labels) {
    report.prior_labels =
        detail::count_labels(input, source_options, options.space, options.out_of_range);
    model_options.prior =
        detail::prior_of(*report.prior_labels, options.space, options.floor_absent_classes);
  }
  const Model model = make_model(options.space, model_options);
  const std::unique_ptr<Source> source = detail::open_source(input, source_options);
  const Annotator annotator(options.space, model,
                            {.scale = options.scale,
                             .dominance_from = options.dominance_from,
                             .has_dominance = source->has_dominance(),
                             .precision = options.precision,
                             .out_of_range = options.out_of_range,
                             .file = source->name(),
                             .columns = source->column_names(),
                             .doubt = options.doubt});
  const ClassLabels labels(options.space, source->affectnet_codes());

  report.classes = options.space.names();
  report.priors = model.mixture.priors();
  report.repaired = model.repaired;
  report.covariance = model.covariance;
  report.correlations_unused = model.correlations_unused;
  report.without_correlations = model.without_correlations;
  report.guesses = source->guesses();
  report.has_dominance = source->has_dominance();
  if (options.note) {
    std::string guessed;
    for (const std::string& guess : report.guesses) {
      guessed += (guessed.empty() ? "guessed " : ", ") + guess;
    }
    if (!guessed.empty()) {
      options.note(guessed);
    }
    if (report.prior_labels) {
      for (const std::string& each : detail::prior_notes(*report.prior_labels, options.space)) {
        options.note(each);
      }
    }
    if (estimates) {
      options.note("dominance is estimated (" + std::string(name(options.dominance_from)) +
                   "); one that the input may have is not used");
    }
    for (const RepairNote& note : report.repaired) {
      options.note(repair_text(note, options.model.repair));
    }
    if (report.correlations_unused) {
      options.note("the correlations of the space " + options.space.name +
                   " are not used: not every covariance is positive definite (--covariance full "
                   "repairs and uses them)");
    }
    if (!options.space.has_dominance) {
      options.note("the space " + options.space.name +
                   " has no dominance: one that the input may have is not used");
    }
    if (report.without_correlations) {
      options.note("the space " + options.space.name +
                   " has no correlations: its axes stay independent");
    }
  }

  const std::unique_ptr<Sink> sink =
      detail::open_sink(output, report.formats.output, options, *source,
                        {.classes = report.classes,
                         .float_precision = options.precision == Precision::float_precision,
                         .dominance = estimates,
                         .digits = options.digits,
                         .top = options.top,
                         .doubt = options.doubt});

  report.doubt = DoubtCounts(report.classes.size());
  report.none_level = annotator.none_level();
  report.mass.resize(report.classes.size());
  run_pipeline<detail::RelabelItem>(
      options.threads, [&](detail::RelabelItem& item) { return source->next(item.raw); },
      [&](detail::RelabelItem& item) {
        item.batch.clear();
        item.formatted.clear();
        source->read(item.raw, annotator, labels, sink->delimiter(), item.batch);
        annotator.describe(item.batch);
        sink->format(item.batch, item.formatted);
        item.mass.clear(report.classes.size());
        item.mass.add(item.batch.probabilities);
        item.mass.add(item.batch.probabilities_float);
      },
      [&](detail::RelabelItem& item) {
        sink->write(item.formatted);
        report.rows_written += item.batch.size();
        report.faults.merge(item.batch.faults);
        report.doubt.merge(item.batch.doubt_counts);
        item.mass.merge_into(report.mass);
        if (options.progress) {
          options.progress(
              {report.rows_written + report.faults.n(), item.raw.position, source->total()});
        }
      });
  sink->commit();

  report.rows_read = report.rows_written + report.faults.n();
  report.blank_lines = source->blank_lines();
  for (const UnitSum& sum : report.mass) {
    report.mean_mass.push_back(sum.over(report.rows_written));
  }
  const std::array<std::string, 4> columns = source->column_names();
  report.context = {
      .classes = report.classes,
      .priors = report.priors,
      .scale = options.scale,
      .columns = {columns[0], columns[1], source->has_dominance() ? columns[2] : std::string()}};
  report.warnings = doubt_warnings(report.doubt, report.context);
  return report;
}

}  // namespace tonewheel
