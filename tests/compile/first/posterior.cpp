// Ratings to probabilities of emotions.
#include <tonewheel/affect/model.hpp>
#include <tonewheel/affect/spaces.hpp>

int main() {
  const auto model = tonewheel::make_model(tonewheel::shipped_space("basic8"));
  const Eigen::MatrixXd points = Eigen::MatrixXd::Zero(4, 3);
  const auto p = posterior(model.mixture, points);
  return static_cast<int>(tonewheel::argmax(p.row(0)));
}
