"""Measures how cost grows with rows, classes, threads, shards, labels and vocabulary; a point is a
process of its own. Called by benchmarks/scaling.sh:

  python3 scaling.py BUILD [quick] [CURVE...]    default: all curves
"""

import datetime
import hashlib
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LARGEST_FIXED = 0.5  # a point counts where the fixed cost is at most this part of its time
FLAT = 1.25          # dearest unit beside the cheapest
EXPONENT = 0.05      # distance of the exponent from 1
MEMORY = 1.0         # MiB between the peaks of points of at least FULL rows
FULL = 100_000       # rows that fill every block of the pipeline several times


def fail(message):
    sys.exit(f"scaling: {message}")


def powers(base, first, last):
    """first, first * base, ... up to last."""
    return [first * base ** i for i in range(1 + math.floor(math.log(last / first, base) + 1e-9))]


class Programs:
    def __init__(self, build):
        self.benchmarks = build / "benchmarks"
        self.relabel_program = build / "examples" / "tonewheel-relabel"

    def numbers(self, program, *arguments):
        """What one of the scaling programs prints."""
        command = [self.benchmarks / f"scaling_{program}", *map(str, arguments)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            fail(ran.stderr.strip())
        return [float(number) for number in ran.stdout.split()]

    def process(self, *command, rows=0, output=None):
        """Seconds, seconds of CPU and peak MiB of a program that reads so many rows from a pipe and
        writes a new file: a median of runs until 5 and 0.2 s have passed, a run of 1 s or more
        once."""
        runs = []
        while not runs or runs[0][0] < 1 and (len(runs) < 5 or sum(run[0] for run in runs) < 0.2):
            if output:
                output.unlink(missing_ok=True)
            runs.append(self.numbers("process", "run", rows, *command))
        seconds, cpu, peak = zip(*runs)
        return statistics.median(seconds), statistics.median(cpu), max(peak) / 1024

    def relabel(self, source, output, *options, rows=0):
        return self.process(self.relabel_program, source, "-o", output, "--covariance", "full",
                            "--quiet", *options, rows=rows,
                            output=None if output == "-" else output)

    def write(self, path, rows):
        with open(path, "wb") as file:
            subprocess.run([self.benchmarks / "scaling_process", "write", str(rows)], stdout=file,
                           check=True)


class Curve:
    """A table of points that is printed as it grows, and what it says of the growth."""

    def __init__(self, title, *columns):
        print(f"\n**{title}**\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)

    @staticmethod
    def row(*cells):
        print("| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else
                                f"{cell:,.0f}" if isinstance(cell, float) and cell >= 1000 else
                                f"{cell:.3g}" if isinstance(cell, float) else cell
                                for cell in cells) + " |", flush=True)

    @staticmethod
    def growth(what, unit, points):
        """points: (amount, seconds), ascending. The fixed cost, what the first point takes beyond
        the last point's cost a unit, is taken from all."""
        if len(points) < 3:
            print(f"\n{what}: {len(points)} points are too few to fit.", flush=True)
            return
        (first, least), (last, most) = points[0], points[-1]
        fixed = max(0.0, (least * last - most * first) / (last - first))
        fitted = [(amount, seconds - fixed) for amount, seconds in points
                  if fixed <= LARGEST_FIXED * seconds]
        if len(fitted) < 3:
            print(f"\n{what}: only {len(fitted)} points are long beside the fixed cost, too few "
                  "to fit.", flush=True)
            return
        slope = statistics.linear_regression([math.log(amount) for amount, _ in fitted],
                                             [math.log(seconds) for _, seconds in fitted]).slope
        costs = [seconds / amount for amount, seconds in fitted]
        spread = max(costs) / min(costs)
        flat = spread <= FLAT and abs(slope - 1) <= EXPONENT
        print(f"\n{what}: from {fitted[0][0]:,} on, time grows with the power {slope:.3f}; the "
              f"dearest {unit} costs {spread:.2f} times the cheapest: "
              f"{'flat' if flat else 'not flat'}.", flush=True)

    @staticmethod
    def memory(points):
        """points: (rows, peak MiB)."""
        peaks = [peak for rows, peak in points if rows >= FULL]
        if len(peaks) >= 2:
            apart = max(peaks) - min(peaks)
            print(f"\nPeak memory from {FULL:,} rows on differs by {apart:.2f} MiB: "
                  f"{'flat' if apart <= MEMORY else 'not flat'}.", flush=True)


def rows_curve(programs, options):
    curve = Curve("Posterior in blocks, universal space, full covariance, double, 1 thread",
                  "rows", "ns a row", "peak MiB")
    points = []
    for rows in powers(10, 1000, options.max_rows):
        seconds, peak = programs.numbers("posterior", "rows", rows)
        points.append((rows, seconds, peak / 1024))
        curve.row(rows, 1e9 * seconds / rows, peak / 1024)
    curve.growth("Posterior", "row", [point[:2] for point in points])
    curve.memory([(rows, peak) for rows, _, peak in points])


def relabel_curve(programs, options):
    curve = Curve("tonewheel-relabel, whole process, a CSV through a pipe to /dev/null, 1 thread",
                  "rows", "ns a row", "CPU, ns a row", "ns a further row", "peak MiB")
    points = []
    for rows in powers(10, 1000, options.max_rows):
        seconds, cpu, peak = programs.relabel("-", "-", "--threads", "1", rows=rows)
        further = 1e9 * (seconds - points[-1][1]) / (rows - points[-1][0]) if points else ""
        points.append((rows, seconds, cpu, peak))
        curve.row(rows, 1e9 * seconds / rows, 1e9 * cpu / rows, further, peak)
    # Memory touched first is a fixed cost that the first point, a part of a block, has not whole.
    curve.growth("Relabelling", "row", [(point[0], point[1]) for point in points[1:]])
    curve.growth("Its CPU time", "row", [(point[0], point[2]) for point in points[1:]])
    curve.memory([(point[0], point[3]) for point in points])


def classes_curve(programs, options):
    curve = Curve("Posterior of K random full Gaussians, 1 thread", "K", "double, ns a row",
                  "ns a row and class", "float, ns a row", "ns a row and class",
                  "mixture made, us", "us a class")
    points = []
    for classes in powers(2, 1, 256 if options.quick else 4096):
        double, prepared = programs.numbers("posterior", "classes", classes, "double")
        single, _ = programs.numbers("posterior", "classes", classes, "float")
        points.append((classes, double, single, prepared))
        curve.row(classes, 1e9 * double, 1e9 * double / classes, 1e9 * single,
                  1e9 * single / classes, 1e6 * prepared, 1e6 * prepared / classes)
    for position, what in (1, "Double"), (2, "Float"), (3, "Making the mixture"):
        curve.growth(what, "class", [(point[0], point[position]) for point in points])


def threads_curve(programs, options):
    cores = os.cpu_count()
    curve = Curve(f"Threads, {cores} cores, {options.rows:,} rows, double", "threads",
                  "posterior, ms", "speed-up", "relabel, file to file, ms", "speed-up",
                  "CPU, ms", "peak MiB")
    source, output = options.folder / "in.csv", options.folder / "out.csv"
    programs.write(source, options.rows)
    first, whole = None, None
    for threads in sorted({*powers(2, 1, cores), cores, cores + 1}):
        posterior, = programs.numbers("posterior", "threads", threads, options.rows)
        relabel, cpu, peak = programs.relabel(source, output, "--threads", str(threads))
        first = first or (posterior, relabel)
        curve.row(threads, 1e3 * posterior, first[0] / posterior, 1e3 * relabel,
                  first[1] / relabel, 1e3 * cpu, peak)
        whole = same_bytes(whole, [output], f"{threads} threads")
    print("\nThe same bytes for any number of threads.", flush=True)


def same_bytes(whole, parts, what):
    """SHA-256 of the files one after another; ends the program where it is not `whole`, if any."""
    found = hashlib.sha256()
    for part in parts:
        with open(part, "rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    if whole not in (None, found.digest()):
        fail(f"the output of {what} differs from that of one")
    return found.digest()


def shards_curve(programs, options):
    curve = Curve(f"tonewheel-relabel in shards, {options.rows:,} rows, file to files, 1 thread",
                  "shards", "all shards, ms", "beside the whole", "the same without starts",
                  "slowest shard, ms")
    source = options.folder / "in.csv"
    programs.write(source, options.rows)
    start = programs.process(programs.relabel_program, "--version")[0]
    whole, digest = None, None
    for shards in powers(2, 1, 16):
        outputs = [options.folder / f"{i}.csv" for i in range(1, shards + 1)]
        seconds = [programs.relabel(source, output, "--threads", "1", "--shard", f"{i}/{shards}")[0]
                   for i, output in enumerate(outputs, 1)]
        digest = same_bytes(digest, outputs, f"{shards} shards")
        total = sum(seconds)
        whole = whole or total
        beside = (total - shards * start) / (whole - start)
        curve.row(shards, 1e3 * total, total / whole, beside, 1e3 * max(seconds))
    print("\nThe joined bytes are those of the whole. Starting the program (--version) takes "
          f"{1e3 * start:.3g} ms; without the starts {shards} shards take {beside:.2f} times the "
          f"whole: {'flat' if beside <= FLAT else 'not flat'}.", flush=True)


def labels_curve(programs, options):
    curve = Curve("Labels a list, ten groupings of a lexicon of 10,000 forms, 1 thread", "labels",
                  "from text, ns a label", "from strings, ns a label")
    points = []
    for labels in powers(2, 1, 64):
        text, strings = programs.numbers("lexicon", "labels", labels)
        points.append((labels, labels * text, labels * strings))
        curve.row(labels, 1e9 * text, 1e9 * strings)
    curve.growth("From text", "label", [(point[0], point[1]) for point in points])
    curve.growth("From strings", "label", [(point[0], point[2]) for point in points])


def vocabulary_curve(programs, options):
    curve = Curve("Vocabulary, labels spread over all of it, 1 thread", "surface forms",
                  "found, ns a label", "scored in lists of 8, ns a label", "lexicon built, ms",
                  "us a form", "MiB beside its tables")
    points = []
    for forms in powers(10, 100, 100_000 if options.quick else 1_000_000):
        find, score, build, memory = programs.numbers("lexicon", "vocabulary", forms)
        points.append((forms, find * forms, score * forms, build))
        curve.row(forms, 1e9 * find, 1e9 * score, 1e3 * build, 1e6 * build / forms, memory)
    curve.growth("Finding each form once", "label", [(point[0], point[1]) for point in points])
    curve.growth("Scoring each form once", "label", [(point[0], point[2]) for point in points])
    curve.growth("Building", "form", [(point[0], point[3]) for point in points])


CURVES = {"rows": rows_curve, "relabel": relabel_curve, "classes": classes_curve,
          "threads": threads_curve, "shards": shards_curve, "labels": labels_curve,
          "vocabulary": vocabulary_curve}


class Options:
    def __init__(self, quick, folder):
        self.quick, self.folder = quick, folder
        self.max_rows = int(os.environ.get("MAX_ROWS", 1_000_000 if quick else 100_000_000))
        self.rows = int(os.environ.get("ROWS", 100_000 if quick else 1_000_000))
        if self.max_rows < 1000 or self.rows < 1:
            fail(f"found MAX_ROWS {self.max_rows} and ROWS {self.rows}, "
                 "expected at least 1000 and 1")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                  if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} cores"


def main():
    build, words = Path(sys.argv[1]).resolve(), sys.argv[2:]
    quick, wanted = "quick" in words, [word for word in words if word != "quick"]
    if unknown := [name for name in wanted if name not in CURVES]:
        fail(f"found {unknown[0]!r}, expected quick or some of: {', '.join(CURVES)}")
    print(f"{datetime.date.today()}, {machine()}. A time is a median of runs until 5 and 0.2 s "
          "have passed; a run of 1 s or more is made once.\n\nThe fixed cost, of the first "
          "point beyond the last point's cost a unit, is taken from all times; points are fitted "
          f"where it is at most {LARGEST_FIXED:.0%} of the time. Of these a cost is flat where the "
          f"dearest unit costs at most {FLAT} times the cheapest and the exponent is within "
          f"{EXPONENT} of 1. Shards are flat where they take at most {FLAT} times the whole. Memory "
          f"is flat where the peaks from {FULL:,} rows on differ by at most {MEMORY:g} MiB.",
          flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted or CURVES:
            CURVES[name](Programs(build), Options(quick, Path(folder)))


main()
