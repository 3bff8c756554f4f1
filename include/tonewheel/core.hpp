#pragma once

/// What everything rests on: errors, texts, tables, exact sums, states.

#include <tonewheel/core/assignment.hpp>
#include <tonewheel/core/config.hpp>
#include <tonewheel/core/delimited.hpp>
#include <tonewheel/core/error.hpp>
#include <tonewheel/core/exact/exact_sum.hpp>
#include <tonewheel/core/exact/ratio_sum.hpp>
#include <tonewheel/core/exact/unit_products.hpp>
#include <tonewheel/core/exact/unit_sum.hpp>
#include <tonewheel/core/ids.hpp>
#include <tonewheel/core/json_writer.hpp>
#include <tonewheel/core/matrix_view.hpp>
#include <tonewheel/core/numbers.hpp>
#include <tonewheel/core/parallel.hpp>
#include <tonewheel/core/sha256.hpp>
#include <tonewheel/core/short_decimal.hpp>
#include <tonewheel/core/state.hpp>
#include <tonewheel/core/state_reader.hpp>
#include <tonewheel/core/state_sums.hpp>
#include <tonewheel/core/state_writer.hpp>
#include <tonewheel/core/table.hpp>
#include <tonewheel/core/table_stamp.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/core/tolerance.hpp>
#include <tonewheel/core/utf8.hpp>
