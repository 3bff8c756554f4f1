// Bodies of dataset's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/dataset/impl/affectnet_inl.hpp>
#include <tonewheel/dataset/impl/annotator_inl.hpp>
#include <tonewheel/dataset/impl/class_labels_inl.hpp>
#include <tonewheel/dataset/impl/columns_inl.hpp>
#include <tonewheel/dataset/impl/doubt_columns_inl.hpp>
#include <tonewheel/dataset/impl/doubt_counts_inl.hpp>
#include <tonewheel/dataset/impl/doubt_warnings_inl.hpp>
#include <tonewheel/dataset/impl/fault_counts_inl.hpp>
#include <tonewheel/dataset/impl/fixed_decimal_inl.hpp>
#include <tonewheel/dataset/impl/input_file_inl.hpp>
#include <tonewheel/dataset/impl/long_ratings_inl.hpp>
#include <tonewheel/dataset/impl/npy_inl.hpp>
#include <tonewheel/dataset/impl/npy_reader_inl.hpp>
#include <tonewheel/dataset/impl/output_file_inl.hpp>
#include <tonewheel/dataset/impl/record_reader_inl.hpp>
#include <tonewheel/dataset/impl/record_source_inl.hpp>
#include <tonewheel/dataset/impl/relabel_inl.hpp>
#include <tonewheel/dataset/impl/staged_folder_inl.hpp>
#include <tonewheel/dataset/impl/training_file_inl.hpp>
#include <tonewheel/dataset/impl/training_moments_inl.hpp>
#include <tonewheel/dataset/impl/training_records_inl.hpp>
#include <tonewheel/dataset/impl/training_table_inl.hpp>
