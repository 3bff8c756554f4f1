// Bodies of the functions that tonewheel::tonewheel compiles once. Modules whose interfaces show
// Eigen are not here: they stay header-only (see README, "Two ways to link").
#include <tonewheel/affect/impl/fusion_inl.hpp>
#include <tonewheel/affect/impl/linkage_inl.hpp>
#include <tonewheel/affect/impl/prior_inl.hpp>
#include <tonewheel/affect/impl/quadrant_inl.hpp>
#include <tonewheel/affect/impl/scale_inl.hpp>
#include <tonewheel/affect/impl/space_inl.hpp>
#include <tonewheel/affect/impl/spaces_inl.hpp>
#include <tonewheel/core/impl/delimited_inl.hpp>
#include <tonewheel/core/impl/table_inl.hpp>
#include <tonewheel/dataset/impl/affectnet_inl.hpp>
#include <tonewheel/dataset/impl/class_labels_inl.hpp>
#include <tonewheel/dataset/impl/columns_inl.hpp>
#include <tonewheel/dataset/impl/fixed_decimal_inl.hpp>
#include <tonewheel/dataset/impl/input_file_inl.hpp>
#include <tonewheel/dataset/impl/npy_inl.hpp>
#include <tonewheel/dataset/impl/npy_reader_inl.hpp>
#include <tonewheel/dataset/impl/output_file_inl.hpp>
#include <tonewheel/dataset/impl/record_reader_inl.hpp>
#include <tonewheel/dataset/impl/staged_folder_inl.hpp>
