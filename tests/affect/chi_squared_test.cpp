#include <cmath>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include <tonewheel/affect/chi_squared.hpp>
#include <tonewheel/core/tolerance.hpp>

namespace {

using namespace tonewheel;

constexpr double infinity = std::numeric_limits<double>::infinity();

bool close(double value, double reference) {
  return std::abs(value - reference) <= tolerance::closed_form * reference;
}

}  // namespace

TEST_CASE("chi-squared: tails as in scipy") {
  // python3: from scipy.stats import chi2
  // for x in (1e-10, .5, 1, 3.84, 10, 50, 100, 700):
  //   print(x, *(repr(chi2.sf(x, d)) for d in (1, 2, 3)))
  struct Row {
    double x;
    double one;
    double two;
    double three;
  };
  for (const Row& row :
       {Row{1e-10, 0.9999920211543921, 0.99999999995, 0.9999999999999998},
        Row{0.5, 0.47950012218695337, 0.7788007830714049, 0.9188914116546758},
        Row{1, 0.31731050786291115, 0.6065306597126334, 0.8012519569012009},
        Row{3.84, 0.05004352124870519, 0.14660696213035013, 0.27926761711860965},
        Row{10, 0.001565402258002549, 0.006737946999085468, 0.01856613546304325},
        Row{50, 1.537459794428033e-12, 1.3887943864964e-11, 7.989179244951495e-11},
        Row{100, 1.5239706048320995e-23, 1.9287498479639183e-22, 1.5541594313896026e-21},
        Row{700, 2.990226975124623e-154, 9.929590396265143e-153, 2.0991308534204487e-151}}) {
    INFO(row.x);
    CHECK(close(chi_squared_tail(row.x, 1), row.one));
    CHECK(close(chi_squared_tail(row.x, 2), row.two));
    CHECK(close(chi_squared_tail(row.x, 3), row.three));
  }
}

TEST_CASE("chi-squared: critical values of printed tables") {
  // The 5 % and 0.1 % points of every textbook, printed with three decimals: half a unit of the
  // third times the density there is below 1e-4 of the tail.
  const double printed = 5e-4;
  CHECK(std::abs(chi_squared_tail(3.841, 1) / .05 - 1) <= printed);
  CHECK(std::abs(chi_squared_tail(5.991, 2) / .05 - 1) <= printed);
  CHECK(std::abs(chi_squared_tail(7.815, 3) / .05 - 1) <= printed);
  CHECK(std::abs(chi_squared_tail(10.828, 1) / .001 - 1) <= printed);
  CHECK(std::abs(chi_squared_tail(13.816, 2) / .001 - 1) <= printed);
  CHECK(std::abs(chi_squared_tail(16.266, 3) / .001 - 1) <= printed);
}

TEST_CASE("chi-squared: one at zero, falling, zero at infinity, larger with more degrees") {
  for (const int degrees : {1, 2, 3}) {
    CHECK(chi_squared_tail(0, degrees) == 1.0);
    CHECK(chi_squared_tail(-0.0, degrees) == 1.0);
    CHECK(chi_squared_tail(infinity, degrees) == 0.0);
    double before = 1;
    for (int i = 1; i < 2000; ++i) {
      const double tail = chi_squared_tail(i * .5, degrees);
      CHECK(tail <= before);
      CHECK(tail >= 0);
      if (degrees > 1) {
        CHECK(tail >= chi_squared_tail(i * .5, degrees - 1));
      }
      before = tail;
    }
  }
}

TEST_CASE("chi-squared: zero, not NaN, for every huge number") {
  for (const double x : {1e4, 1e100, 8.9e307, 9e307, 1e308, std::numeric_limits<double>::max()}) {
    for (const int degrees : {1, 2, 3}) {
      INFO(x << " " << degrees);
      CHECK(chi_squared_tail(x, degrees) == 0.0);
    }
  }
}

TEST_CASE("chi-squared: its derivative is minus the density") {
  // Central difference of step h: error h^2/6 times the third derivative (below 1 for x >= 1),
  // and rounding 2^-53 / h.
  const double h = 1e-5;
  const double error = 1e-10;
  for (const double x : {1.0, 2.0, 5.0, 9.0}) {
    const auto slope = [&](int degrees) {
      return (chi_squared_tail(x - h, degrees) - chi_squared_tail(x + h, degrees)) / (2 * h);
    };
    CHECK(std::abs(slope(1) - std::exp(-x / 2) / std::sqrt(2 * std::acos(-1.0) * x)) <= error);
    CHECK(std::abs(slope(2) - std::exp(-x / 2) / 2) <= error);
    CHECK(std::abs(slope(3) - std::exp(-x / 2) * std::sqrt(x / (2 * std::acos(-1.0)))) <= error);
  }
}

TEST_CASE("chi-squared: other degrees and negative numbers are Errors") {
  for (const int degrees : {-1, 0, 4, 100}) {
    CHECK_THROWS_AS((void)chi_squared_tail(1, degrees), Error);
  }
  for (const double x : {-1.0, -1e-300, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
    for (const int degrees : {1, 2, 3}) {
      CHECK_THROWS_AS((void)chi_squared_tail(x, degrees), Error);
    }
  }
}

TEST_CASE("chi-squared: bounds as in scipy, and the inverse of the tail") {
  // python3: from scipy.stats import chi2
  // for p in (.9, .5, .05, .01, 1e-6, 1e-30): print(p, *(repr(chi2.isf(p, d)) for d in (1, 2, 3)))
  struct Row {
    double tail, one, two, three;
  };
  for (const Row& row : {Row{0.9, 0.015790774093431225, 0.21072103131565256, 0.5843743741551831},
                         Row{0.5, 0.4549364231195724, 1.386294361119891, 2.3659738843753377},
                         Row{0.05, 3.8414588206941285, 5.991464547107983, 7.814727903251178},
                         Row{0.01, 6.634896601021217, 9.210340371976182, 11.344866730144368},
                         Row{1e-06, 23.928126976934827, 27.631021115928547, 30.664849706213598},
                         Row{1e-30, 132.79989270501423, 138.15510557964274, 142.67798622346095}}) {
    INFO(row.tail);
    CHECK(close(chi_squared_bound(row.tail, 1), row.one));
    CHECK(close(chi_squared_bound(row.tail, 2), row.two));
    CHECK(close(chi_squared_bound(row.tail, 3), row.three));
  }
  for (int degrees = 1; degrees <= 3; ++degrees) {
    CHECK(chi_squared_bound(1, degrees) == 0);
    for (int i = 1; i < 100; ++i) {
      const double tail = 0.01 * i;
      CHECK(close(chi_squared_tail(chi_squared_bound(tail, degrees), degrees), tail));
    }
    for (const double tail : {0.0, -0.1, 1.5, infinity, std::nan("")}) {
      CHECK_THROWS_AS((void)chi_squared_bound(tail, degrees), Error);
    }
  }
  CHECK_THROWS_AS((void)chi_squared_bound(.5, 0), Error);
  CHECK_THROWS_AS((void)chi_squared_bound(.5, 4), Error);
}
