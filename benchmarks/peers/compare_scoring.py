"""Emotion-wheel scores beside plain Python, both as whole processes that load the same lexicon: ours
finished (.tonelex), Python's as JSON."""

import json
import os
import subprocess
import sys

import numpy as np

from measure import HERE, Process, check, fail, in_turns


def compare_scoring(build, table, folder):
    peer, lexicon = HERE / "scoring_python.py", folder / "lexicon.json"
    finished = folder / "lexicon.tonelex"
    source = os.environ.get("LEXICON", "builtin")
    tables = "the built-in lexicon" if source == "builtin" else "an imported lexicon"
    for whence, where in (source, lexicon), (lexicon, finished):
        subprocess.run([build / "examples" / "tonewheel-lexicon", "import", whence, "-o", where],
                       check=True, stdout=subprocess.DEVNULL)
    for count, wanted in (332, 50), (20000, None):
        truth, prediction = folder / "truth.csv", folder / "prediction.csv"
        report, answer = folder / "report.json", folder / "peer"
        subprocess.run([sys.executable, peer, "make", lexicon, truth, prediction, str(count)],
                       check=True)
        seconds = in_turns({
            "ours": Process(build / "examples" / "tonewheel-score", "--truth", truth,
                            "--prediction", prediction, "--lexicon", finished, "--threads", 1,
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
        table.faster(f"score {count} samples by emotion wheels, {tables} (ours finished, .tonelex; "
                     "Python's JSON), whole process", seconds["ours"], seconds["python"],
                     "plain Python", wanted)
