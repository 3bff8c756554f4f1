"""Posterior probabilities beside scipy, scikit-learn, numpy and memcpy."""

import subprocess

import numpy as np

from measure import ROWS, check, fail, in_turns, timed
from posterior_libraries import with_scipy, with_sklearn
from posterior_numpy import with_monomials, with_whitening


class Server:
    """benchmarks/compare_posterior, which answers commands."""

    def __init__(self, program, classes, points, folder):
        np.save(folder / "classes.npy", classes)
        np.save(folder / "points.npy", points)
        self.folder = folder
        self.columns = len(classes)
        self.process = subprocess.Popen(
            [program, folder / "classes.npy", folder / "points.npy"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            fail(f"compare_posterior stopped at {command!r}")
        return line

    def time(self, command):
        return lambda: float(self.ask(command))

    def probabilities(self, real):
        path = self.folder / "out"
        self.ask(f"write_{'double' if real is np.float64 else 'float'} {path}")
        return np.fromfile(path, dtype=real).reshape(-1, self.columns)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def shipped_classes(program, covariance):
    lines = subprocess.run([program, "classes", covariance], check=True, capture_output=True,
                           text=True).stdout
    return np.array([[float(field) for field in line.split()] for line in lines.splitlines()])


def random_classes(count):
    """Classes with the deviations and correlations that emotions have."""
    rng = np.random.default_rng(151)
    deviations = rng.uniform(0.15, 0.45, (count, 3))
    factors = rng.normal(size=(count, 3, 6))
    shapes = factors @ factors.transpose(0, 2, 1)
    scales = deviations / np.sqrt(np.einsum("kii->ki", shapes))
    covariances = shapes * scales[:, :, None] * scales[:, None, :]
    means = rng.uniform(-0.8, 0.8, (count, 3))
    return np.concatenate([np.full((count, 1), 1 / count), means, covariances.reshape(count, 9)], 1)


def compare_posterior(build, table, folder):
    program = build / "benchmarks" / "compare_posterior"
    rng = np.random.default_rng(1)
    classes = shipped_classes(program, "full")
    points = rng.uniform(-1, 1, (ROWS, 3))
    narrow = points.astype(np.float32)
    server = Server(program, classes, points, folder)
    scipy, sklearn = with_scipy(classes), with_sklearn(classes)
    numpy64 = {"monomials": with_monomials(classes), "whitened": with_whitening(classes, np.float64)}
    numpy32 = with_whitening(classes, np.float32)
    seconds = in_turns({
        "double": server.time("double 1"), "copy double": server.time("copy_double"),
        "float": server.time("float 1"), "copy float": server.time("copy_float"),
        "float 2": server.time("float 2"),
        "scipy": lambda: timed(lambda: scipy(points)),
        "sklearn": lambda: timed(lambda: sklearn(points)),
        **{name: (lambda call=call: timed(lambda: call(points))) for name, call in numpy64.items()},
        "numpy float": lambda: timed(lambda: numpy32(narrow)),
    })
    exact = scipy(points)
    check("posterior in double", server.probabilities(np.float64), exact, 1e-9)
    check("scikit-learn", sklearn(points), exact, 1e-9)
    for name, posterior in numpy64.items():
        check(f"numpy, {name}", posterior(points), exact, 1e-9)
    # Floats are computed from points that were rounded to float.
    rounded = scipy(narrow.astype(np.float64))
    apart = check("posterior in float", server.probabilities(np.float32), rounded, 2e-6)
    # The peer has no bound of its own: thin classes cost it digits. It must do the same work.
    peer_apart = check("numpy, float", numpy32(narrow), rounded, 1e-3)
    best = min(numpy64, key=lambda name: seconds[name])
    work = f"posterior of {ROWS} rows, K = 8 full, double"
    table.faster(work, seconds["double"], seconds["scipy"], "scipy formula", 60)
    table.faster(work, seconds["double"], seconds["sklearn"], "scikit-learn", 65)
    table.faster(work, seconds["double"], seconds[best], f"numpy ({best})", 10)
    table.within(work, seconds["double"], seconds["copy double"], "memcpy of the output", 2.1)
    work = f"the same in float (largest error {apart:.1e})"
    table.faster(work, seconds["float"], seconds["scipy"], "scipy formula", 130)
    table.faster(work, seconds["float"], seconds["numpy float"], f"numpy, whitened, float (error {peer_apart:.1e})", 10)
    table.within(work, seconds["float"], seconds["copy float"], "memcpy of the output", 1.7)
    table.within(work + ", 2 threads", seconds["float 2"], seconds["copy float"],
                 "memcpy of the output", 1.2)
    server.close()

    classes = random_classes(151)
    points = points[: ROWS // 10]
    server = Server(program, classes, points, folder)
    scipy = with_scipy(classes)
    seconds = in_turns({
        "double": server.time("double 1"), "float": server.time("float 1"),
        "scipy": lambda: timed(lambda: scipy(points)),
    })
    check("posterior, K = 151, double", server.probabilities(np.float64), scipy(points), 1e-9)
    rounded = scipy(points.astype(np.float32).astype(np.float64))
    check("posterior, K = 151, float", server.probabilities(np.float32), rounded, 2e-6)
    work = f"posterior of {len(points)} rows, K = 151 full"
    table.faster(work + ", double", seconds["double"], seconds["scipy"], "scipy formula", 40)
    table.faster(work + ", float", seconds["float"], seconds["scipy"], "scipy formula", 90)
    server.close()
