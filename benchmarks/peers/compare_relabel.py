"""Relabelling a CSV file beside pandas + numpy and cp."""

import hashlib
import sys

import numpy as np

from compare_posterior import shipped_classes
from measure import HERE, ROWS, Process, fail, in_turns


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
        return Process(program, rows, "-o", output, "--threads", threads, "--quiet",
                       "--space", "universal-2602", output=output)

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
    work = f"relabel a CSV of {ROWS} rows, universal space"
    table.faster(work + ", 1 thread", seconds["one"], seconds["pandas"], "pandas + numpy", 80)
    table.faster(work + ", 2 threads", seconds["two"], seconds["pandas"], "pandas + numpy", 125)
    table.faster("the same, 2 threads beside 1", seconds["two"], seconds["one"], "1 thread", 1.6)
    table.within(work + ", 2 threads", seconds["two"], seconds["cp"], "cp of the output", 1.4)
    tenth = folder / "tenth.csv"
    write_ratings(tenth, ROWS // 10)
    small = relabel(1, folder / "small.csv", tenth)
    small()
    print(f"| peak memory of relabelling, 1 thread | {works['one'].peak:.1f} MiB "
          f"({small.peak:.1f} with a tenth of the rows) | pandas + numpy "
          f"{works['pandas'].peak:.0f} MiB | {works['pandas'].peak / works['one'].peak:.3g} x "
          f"| at least 10 x |", flush=True)
