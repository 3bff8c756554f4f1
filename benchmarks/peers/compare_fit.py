"""Fitting a space to a labelled CSV file beside relabelling the same file, scikit-learn and numpy."""

import sys

import numpy as np
import pandas as pd

from measure import HERE, ROWS, Process, check, in_turns

CLASSES = ["angry", "contempt", "disgusted", "fearful", "happy", "neutral", "sad", "surprised"]


def write_labelled(path, rows):
    rng = np.random.default_rng(5)
    means = rng.uniform(-.6, .6, (len(CLASSES), 3))
    labels = rng.integers(0, len(CLASSES), rows)
    values = np.clip(means[labels] + rng.normal(0, .3, (rows, 3)), -1, 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("clip,label,valence,arousal,dominance\n")
        for i, (v, a, d) in enumerate(values.tolist()):
            file.write(f"clip_{i:07d},{CLASSES[labels[i]]},{v:.6f},{a:.6f},{d:.6f}\n")


def compare_fit(build, table, folder):
    source, tenth = folder / "in.csv", folder / "tenth.csv"
    write_labelled(source, ROWS)
    write_labelled(tenth, ROWS // 10)
    ours, folded, sklearn, plain, none = (
        folder / name for name in ["ours.csv", "folds.csv", "sklearn.csv", "numpy.csv", "none"])

    def fit(output, folds, threads, rows=source):
        return Process(build / "examples" / "tonewheel-fit", rows, "-o", output, "--label", "label",
                       "--folds", folds, "--threads", threads, "--quiet", output=output)

    def relabel(threads):
        return Process(build / "examples" / "tonewheel-relabel", source, "-o", "/dev/null", "--quiet",
                       "--format", "csv", "--threads", threads, output=none)

    def peer(script, output):
        return Process(sys.executable, HERE / script, source, output, output=output)

    works = {"one": fit(ours, 0, 1), "two": fit(ours, 0, 2), "five": fit(folded, 5, 2),
             "relabel one": relabel(1), "relabel two": relabel(2),
             "sklearn": peer("fit_sklearn.py", sklearn), "numpy": peer("fit_numpy.py", plain)}
    seconds = in_turns(works)
    columns = ["valence mean", "arousal mean", "dominance mean",
               "valence std", "arousal std", "dominance std"]
    found = pd.read_csv(ours).sort_values("class")[columns].to_numpy()
    for path in (sklearn, plain):
        check(f"fit, {path.name}", found, pd.read_csv(path)[columns].to_numpy(), 1e-9)
    work = f"fit 8 classes to a CSV of {ROWS} labelled rows"
    table.within(work + ", 1 thread", seconds["one"], seconds["relabel one"],
                 "relabel the same file to /dev/null", 2.5)
    table.within(work + ", 2 threads", seconds["two"], seconds["relabel two"],
                 "relabel the same file to /dev/null", 2.5)
    table.within("the same, judged by 5 folds, 2 threads", seconds["five"], seconds["relabel two"],
                 "relabel the same file to /dev/null", 2.5)
    table.faster(work + ", 2 threads", seconds["two"], seconds["sklearn"], "pandas + scikit-learn",
                 None)
    table.faster(work + ", 2 threads", seconds["two"], seconds["numpy"], "pandas + numpy", None)
    small = fit(folder / "small.csv", 0, 1, tenth)
    small()
    print(f"| peak memory of fitting, 1 thread | {works['one'].peak:.1f} MiB ({small.peak:.1f} with a "
          f"tenth of the rows) | pandas + numpy {works['numpy'].peak:.0f} MiB "
          f"| {works['numpy'].peak / works['one'].peak:.3g} x | |", flush=True)
