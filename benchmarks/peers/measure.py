"""What the comparisons share: works in turns, programs as processes, agreement, the table."""

import json
import os
import statistics
import subprocess
import sys
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


def check(name, found, expected, bound):
    apart = float(np.abs(found - expected).max())
    if not apart <= bound:
        fail(f"{name}: the answers differ by {apart}, expected at most {bound}")
    return apart


class Process:
    """A program run to its end: seconds, and the most memory it held, in MiB. A process apart starts
    it (run_process.py), which ends with this one."""

    runner = None

    def __init__(self, *command, output):
        self.command, self.output, self.peak = [str(word) for word in command], output, 0

    def __call__(self):
        self.output.unlink(missing_ok=True)
        if Process.runner is None:
            Process.runner = subprocess.Popen([sys.executable, HERE / "run_process.py"],
                                              stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                              text=True)
        runner = Process.runner
        runner.stdin.write(json.dumps(self.command) + "\n")
        runner.stdin.flush()
        status, seconds, memory = json.loads(runner.stdout.readline())
        if status != 0:
            fail(f"{' '.join(self.command)}: exit status {status}")
        self.peak = max(self.peak, memory / 1024)
        return seconds


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
