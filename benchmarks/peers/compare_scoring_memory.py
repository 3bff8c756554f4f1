"""Emotion-wheel scores of label lists in memory beside Python written for speed, and beside what is
left when the labels' ids are known."""

import csv
import json
import os
import subprocess
import sys

import numpy as np

from measure import HERE, check, fail, in_turns, timed
from scoring_bits import BitScorer

COUNT = 20000


class Server:
    """benchmarks/compare_scoring, which answers commands."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            fail(f"compare_scoring stopped at {command!r}")
        return line

    def time(self, command):
        return lambda: float(self.ask(command))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def read_lists(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return [row["openset"] for row in csv.DictReader(stream)]


def compare_scoring_memory(build, table, folder):
    lexicon, truth, prediction = folder / "lexicon.json", folder / "t.csv", folder / "p.csv"
    source = os.environ.get("LEXICON", "builtin")
    subprocess.run([build / "examples" / "tonewheel-lexicon", "import", source, "-o", lexicon],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, HERE / "scoring_python.py", "make", lexicon, truth, prediction,
                    str(COUNT)], check=True)
    server = Server(build / "benchmarks" / "compare_scoring", lexicon, truth, prediction)
    with open(lexicon, encoding="utf-8") as stream:
        peer = BitScorer(json.load(stream))
    truths, predictions = read_lists(truth), read_lists(prediction)
    seconds = in_turns({
        "strings": server.time("strings"), "known": server.time("known"),
        "python": lambda: timed(lambda: peer(truths, predictions)),
    })
    answer = folder / "scores"
    server.ask(f"write {answer}")
    server.close()
    lines = [line.split(" ") for line in answer.read_text(encoding="utf-8").splitlines()]
    scores, unknown = peer(truths, predictions)
    counts = lines.pop()
    if list(map(int, counts[1:])) != [sum(unknown.values()), len(unknown)]:
        fail(f"scoring in memory: {counts}, the peer has {sum(unknown.values())} {len(unknown)}")
    if len(lines) != len(scores):
        fail(f"scoring in memory: {len(lines)} wheels and levels, the peer has {len(scores)}")
    for wheel, level, *ours in lines:
        # The sums of thousands of fractions in Python are rounded at each step.
        check(f"scoring in memory, {wheel} {level}", np.array([float(score) for score in ours]),
              np.array(scores[wheel, int(level)]), 1e-12)
    tables = "the built-in lexicon" if source == "builtin" else "an imported lexicon"
    work = f"score {COUNT} samples by {len(lines)} wheels and levels, {tables}, strings in memory"
    table.faster(work, seconds["strings"], seconds["python"], "Python with bit sets", 60)
    table.within("the same", seconds["strings"], seconds["known"],
                 "OR + popcount on known label ids", 2.5)
