#pragma once

/// Emotion wheels as ordered views of the graph, and their geometry.

#include <tonewheel/wheel/catalogue.hpp>
#include <tonewheel/wheel/circular.hpp>
#include <tonewheel/wheel/geometry.hpp>
#include <tonewheel/wheel/wheel.hpp>
