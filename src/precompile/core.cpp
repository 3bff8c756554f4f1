// Bodies of core's functions that tonewheel::tonewheel compiles once. What shows Eigen in its
// interface is not here: it stays header-only (see README, "Two ways to link").
#include <tonewheel/core/exact/impl/basic_sum_inl.hpp>
#include <tonewheel/core/exact/impl/exact_sum_inl.hpp>
#include <tonewheel/core/exact/impl/unit_products_inl.hpp>
#include <tonewheel/core/exact/impl/unit_sum_inl.hpp>
#include <tonewheel/core/impl/assignment_inl.hpp>
#include <tonewheel/core/impl/delimited_inl.hpp>
#include <tonewheel/core/impl/json_writer_inl.hpp>
#include <tonewheel/core/impl/state_inl.hpp>
#include <tonewheel/core/impl/state_reader_inl.hpp>
#include <tonewheel/core/impl/table_inl.hpp>
