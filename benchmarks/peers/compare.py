"""Runs tonewheel and what people use today in turns on the same data, checks that the answers agree
and prints a Markdown table of medians and ratios. Called by benchmarks/compare.sh:

  python3 compare.py BUILD [posterior] [relabel] [fit] [scoring] [ontology] [hierarchy]   default: all
ROUNDS (default 7): how many turns; ROWS (default 1000000): of the data sets.
"""

import datetime
import os
import platform
import sys
import tempfile
from pathlib import Path

from compare_fit import compare_fit
from compare_graph import compare_hierarchy, compare_ontology
from compare_posterior import compare_posterior
from compare_relabel import compare_relabel
from compare_scoring import compare_scoring
from compare_scoring_memory import compare_scoring_memory
from measure import ROUNDS, Table, fail


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                  if line.startswith("model name")), platform.processor())
    return f"{model}, {os.cpu_count()} cores"


def main():
    build, wanted = Path(sys.argv[1]).resolve(), sys.argv[2:]
    works = {"posterior": compare_posterior, "relabel": compare_relabel,
             "fit": compare_fit,
             "scoring": lambda *where: (compare_scoring_memory(*where), compare_scoring(*where)),
             "ontology": compare_ontology,
             "hierarchy": compare_hierarchy}
    if unknown := [name for name in wanted if name not in works]:
        fail(f"found {unknown[0]!r}, expected some of: {', '.join(works)}")
    wanted = wanted or list(works)
    print(f"{datetime.date.today()}, {machine()}; medians of {ROUNDS} rounds in turns.\n")
    table = Table()
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            works[name](build, table, Path(folder))


main()
