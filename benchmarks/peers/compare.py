"""Runs tonewheel and what people use today in turns on the same data, checks that the answers agree
and prints a Markdown table of medians and ratios. Called by benchmarks/compare.sh:

  python3 compare.py BUILD [posterior] [relabel] [scoring] [ontology] [hierarchy]    default: all
ROUNDS (default 7): how many turns; ROWS (default 1000000): of the data sets.
"""

import datetime
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("ROUNDS", "7"))
ROWS = int(os.environ.get("ROWS", "1000000"))


def fail(message):
    sys.exit(f"compare: {message}")


def in_turns(works):
    """Seconds of each work, a median of ROUNDS; the works take turns after a first round that does
    not count."""
    seconds = {name: [] for name in works}
    for turn in range(ROUNDS + 1):
        for name, work in works.items():
            took = work()
            if turn > 0:
                seconds[name].append(took)
    return {name: statistics.median(all_of) for name, all_of in seconds.items()}


def timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


class Table:
    def __init__(self):
        print("| work | tonewheel | beside it | ratio | wanted |")
        print("|---|---|---|---|---|")

    @staticmethod
    def text(seconds):
        unit, scale = next(each for each in [("s", 1), ("ms", 1e3), ("us", 1e6), ("ns", 1e9)]
                           if seconds * each[1] >= 1 or each[0] == "ns")
        return f"{seconds * scale:.3g} {unit}"

    def faster(self, work, ours, peer, peer_name, wanted):
        print(f"| {work} | {self.text(ours)} | {peer_name} {self.text(peer)} "
              f"| {peer / ours:.3g} x | {f'at least {wanted} x' if wanted else ''} |", flush=True)

    def within(self, work, ours, limit, limit_name, wanted):
        print(f"| {work} | {self.text(ours)} | {limit_name} {self.text(limit)} "
              f"| {ours / limit:.3g} x as long | at most {wanted} x |", flush=True)


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


def check(name, found, expected, bound):
    apart = float(np.abs(found - expected).max())
    if not apart <= bound:
        fail(f"{name}: the answers differ by {apart}, expected at most {bound}")
    return apart


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
    from posterior_libraries import with_scipy, with_sklearn
    from posterior_numpy import with_monomials, with_whitening

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
    check("posterior in double, scipy", server.probabilities(np.float64), exact, 1e-9)
    check("scikit-learn", sklearn(points), exact, 1e-9)
    check("numpy", numpy64["whitened"](points), exact, 1e-9)
    # Floats are computed from points that were rounded to float.
    rounded = scipy(narrow.astype(np.float64))
    apart = check("posterior in float", server.probabilities(np.float32), rounded, 2e-6)
    best = min(numpy64, key=lambda name: seconds[name])
    work = f"posterior of {ROWS} rows, K = 8 full, double"
    table.faster(work, seconds["double"], seconds["scipy"], "scipy formula", 60)
    table.faster(work, seconds["double"], seconds["sklearn"], "scikit-learn", 65)
    table.faster(work, seconds["double"], seconds[best], f"numpy ({best})", 10)
    table.within(work, seconds["double"], seconds["copy double"], "memcpy of the output", 2.1)
    work = f"the same in float (largest error {apart:.1e})"
    table.faster(work, seconds["float"], seconds["scipy"], "scipy formula", 130)
    table.faster(work, seconds["float"], seconds["numpy float"], "numpy, whitened, float", 10)
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


class Process:
    """A program run to its end: seconds, and the most memory it held, in MiB."""

    runner = None

    def __init__(self, *command, output):
        self.command, self.output, self.peak = [str(word) for word in command], output, 0

    def __call__(self):
        self.output.unlink(missing_ok=True)
        runner = Process.runner
        runner.stdin.write(json.dumps(self.command) + "\n")
        runner.stdin.flush()
        status, seconds, memory = json.loads(runner.stdout.readline())
        if status != 0:
            fail(f"{' '.join(self.command)}: exit status {status}")
        self.peak = max(self.peak, memory / 1024)
        return seconds


def write_ratings(path, rows):
    rng = np.random.default_rng(2)
    texts = ["calm", "what a day", "not again please", "she laughed out loud", "we lost it"]
    values = rng.uniform(-1, 1, (rows, 3))
    picks = rng.integers(0, len(texts), rows)
    with open(path, "w", encoding="utf-8") as file:
        file.write("clip,valence,arousal,dominance,text\n")
        for i, (v, a, d) in enumerate(values.tolist()):
            file.write(f"clip_{i:07d},{v:.6f},{a:.6f},{d:.6f},{texts[picks[i]]}\n")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compare_relabel(build, table, folder):
    program = build / "examples" / "tonewheel-relabel"
    classes = shipped_classes(build / "benchmarks" / "compare_posterior", "diagonal")
    np.save(folder / "classes.npy", classes)
    source, ours, theirs, copy = (folder / name for name in ["in.csv", "1.csv", "pd.csv", "cp.csv"])
    write_ratings(source, ROWS)
    two = folder / "2.csv"

    def relabel(threads, output, rows=source):
        return Process(program, rows, "-o", output, "--threads", threads, "--quiet", output=output)

    relabel(1, ours)()
    with open(ours, encoding="utf-8") as file:
        names = [name[2:] for name in file.readline().strip().split(",") if name.startswith("p_")]
    works = {
        "one": relabel(1, ours), "two": relabel(2, two), "cp": Process("cp", ours, copy, output=copy),
        "pandas": Process(sys.executable, HERE / "relabel_pandas.py", folder / "classes.npy",
                          ",".join(names), source, theirs, output=theirs),
    }
    seconds = in_turns(works)
    if not digest(ours) == digest(two) == digest(theirs):
        fail("relabel: the files of one thread, two threads and pandas differ")
    work = f"relabel a CSV of {ROWS} rows"
    table.faster(work + ", 1 thread", seconds["one"], seconds["pandas"], "pandas + numpy", 80)
    table.faster(work + ", 2 threads", seconds["two"], seconds["pandas"], "pandas + numpy", 125)
    table.faster("2 threads", seconds["two"], seconds["one"], "1 thread", 1.6)
    table.within(work + ", 2 threads", seconds["two"], seconds["cp"], "cp of the output", 1.4)
    tenth = folder / "tenth.csv"
    write_ratings(tenth, ROWS // 10)
    small = relabel(1, folder / "small.csv", tenth)
    small()
    print(f"| peak memory of relabelling, 1 thread | {works['one'].peak:.1f} MiB "
          f"({small.peak:.1f} with a tenth of the rows) | pandas + numpy "
          f"{works['pandas'].peak:.0f} MiB | {works['pandas'].peak / works['one'].peak:.3g} x "
          f"| at least 10 x |", flush=True)


def write_ontology(path, concepts):
    """Turtle of five triples a concept: a tree of concepts, each with a label and an alternative."""
    rng = np.random.default_rng(3)
    with open(path, "w", encoding="utf-8") as file:
        file.write("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
                   "@prefix : <http://example.org/emotion/> .\n"
                   ":scheme a skos:ConceptScheme .\n")
        for i in range(concepts):
            parent = f"    skos:broader :c{rng.integers(i)} ;\n" if i else ""
            file.write(f":c{i} a skos:Concept ;\n    skos:inScheme :scheme ;\n{parent}"
                       f'    skos:prefLabel "emotion {i}"@en ;\n'
                       f'    skos:altLabel "feeling {i}"@en .\n')


def compare_ontology(build, table, folder):
    file, report, answer = folder / "tree.ttl", folder / "report.json", folder / "count"
    write_ontology(file, 1000)
    seconds = in_turns({
        "ours": Process(build / "examples" / "tonewheel-ontology", "--quiet", "--json", report,
                        "validate", file, output=report),
        "rdflib": Process(sys.executable, HERE / "ontology_rdflib.py", file, answer, output=answer),
    })
    found, = json.loads(report.read_text(encoding="utf-8"))["graphs"].values()
    triples = int(answer.read_text(encoding="ascii"))
    if found["file"]["triples"] != triples:
        fail(f"ontology: {found['file']['triples']} triples, rdflib finds {triples}")
    table.faster(f"load a Turtle ontology of {triples} triples, whole process (ours also checks it)",
                 seconds["ours"], seconds["rdflib"], "rdflib", 10)


def answers_of(path):
    first, *rest = path.read_text(encoding="ascii").splitlines()
    return [float(field) for field in first.split()], np.array([float(line) for line in rest])


def compare_hierarchy(build, table, folder):
    peer = HERE / "hierarchy_networkx.py"
    edges, queries = folder / "edges", folder / "queries"
    subprocess.run([sys.executable, peer, "make", "tree", edges, queries], check=True)
    commands = {"ours": [build / "benchmarks" / "hierarchy_bench"],
                "ancestors": [sys.executable, peer, "answer"],
                "lowest": [sys.executable, peer, "lowest"]}

    def query_seconds(name):
        with open(folder / name, "w", encoding="ascii") as out:
            subprocess.run([*commands[name], edges, queries], check=True, stdout=out)
        return answers_of(folder / name)[0][1] / 1e6

    seconds = in_turns({name: (lambda name=name: query_seconds(name)) for name in commands})
    (build_time, _), ours = answers_of(folder / "ours")
    for name in "ancestors", "lowest":
        theirs = answers_of(folder / name)[1]
        check(f"similarity, {name}", ours[: len(theirs)], theirs, 1e-15)
    work = f"Wu-Palmer similarity of two of 100000 concepts in a tree (built in {1e3 * build_time:.0f} ms)"
    table.faster(work, seconds["ours"], seconds["lowest"], "networkx.lowest_common_ancestor", 100)
    table.faster(work, seconds["ours"], seconds["ancestors"], "networkx, sets of ancestors", None)


def compare_scoring(build, table, folder):
    peer, lexicon = HERE / "scoring_python.py", folder / "lexicon.json"
    source = os.environ.get("LEXICON", "builtin")
    subprocess.run([build / "examples" / "tonewheel-lexicon", "import", source, "-o", lexicon],
                   check=True, stdout=subprocess.DEVNULL)
    for count, wanted in (332, 50), (20000, None):
        truth, prediction = folder / "truth.csv", folder / "prediction.csv"
        report, answer = folder / "report.json", folder / "peer"
        subprocess.run([sys.executable, peer, "make", lexicon, truth, prediction, str(count)],
                       check=True)
        seconds = in_turns({
            "ours": Process(build / "examples" / "tonewheel-score", "--truth", truth,
                            "--prediction", prediction, "--lexicon", lexicon, "--threads", 1,
                            "--quiet", "--json", report, output=report),
            "python": Process(sys.executable, peer, "score", lexicon, truth, prediction, answer,
                              output=answer),
        })
        ours = {(each["wheel"], each["level"]): each
                for each in json.loads(report.read_text(encoding="utf-8"))["wheels"]}
        lines = [line.split(" ") for line in answer.read_text(encoding="utf-8").splitlines()]
        if len(lines) != len(ours):
            fail(f"scoring: {len(ours)} wheels and levels, the peer has {len(lines)}")
        for wheel, level, *scores in lines:
            row = ours[wheel, int(level)]
            # The sums of thousands of fractions in Python are rounded at each step.
            check(f"scoring, {wheel} {level}",
                  np.array([row["fscore"], row["precision"], row["recall"]]),
                  np.array([float(score) for score in scores]), 1e-12)
        table.faster(f"score {count} samples by emotion wheels, whole process", seconds["ours"],
                     seconds["python"], "plain Python", wanted)


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                  if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} cores"


def main():
    build, wanted = Path(sys.argv[1]).resolve(), sys.argv[2:]
    works = {"posterior": compare_posterior, "relabel": compare_relabel,
             "scoring": compare_scoring, "ontology": compare_ontology,
             "hierarchy": compare_hierarchy}
    if unknown := [name for name in wanted if name not in works]:
        fail(f"found {unknown[0]!r}, expected some of: {', '.join(works)}")
    wanted = wanted or list(works)
    print(f"{datetime.date.today()}, {machine()}; medians of {ROUNDS} rounds in turns.\n")
    table = Table()
    Process.runner = subprocess.Popen([sys.executable, HERE / "run_process.py"],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            works[name](build, table, Path(folder))
    Process.runner.stdin.close()
    Process.runner.wait()


main()
