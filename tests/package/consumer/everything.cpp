// Every installed header is found.
#include <tonewheel/tonewheel.hpp>
