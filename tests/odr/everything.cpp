#include <tonewheel/tonewheel.hpp>
