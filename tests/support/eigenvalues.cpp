#include "support/eigenvalues.hpp"

#include <Eigen/Eigenvalues>

Eigen::VectorXd support::eigenvalues(const Eigen::MatrixXd& symmetric) {
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric, Eigen::EigenvaluesOnly)
      .eigenvalues();
}
