"""Emotion-wheel set scores in plain Python, as a trainer would write them down from the definition:
each label is looked up in a lexicon that tonewheel-lexicon exported, sets are Python sets.

  python3 scoring_python.py make LEXICON.json TRUTH.csv PREDICTION.csv COUNT    random samples
  python3 scoring_python.py score LEXICON.json TRUTH.csv PREDICTION.csv OUT     a line a wheel: F, P, R
"""

import csv
import json
import random
import re
import sys


def make(lexicon_file, truth_file, prediction_file, count):
    with open(lexicon_file, encoding="utf-8") as stream:
        words = sorted(json.load(stream)["forms"])
    words = [word for word in words if not set("'\",[]") & set(word)]
    rng = random.Random(5)
    for name in truth_file, prediction_file:
        with open(name, "w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream, lineterminator="\n")
            out.writerow(["name", "openset"])
            for i in range(count):
                labels = [
                    rng.choice(words) if rng.random() < 0.9 else f"unknown{rng.randrange(500)}"
                    for _ in range(rng.randint(1, 8))
                ]
                out.writerow([f"s{i:05d}", str(labels)])


def labels_of(text):
    text = text[1:] if text.startswith("[") else text
    text = text[:-1] if text.endswith("]") else text
    return [item.strip() for item in re.split("['\",]", text) if item.strip()]


def read(name):
    with open(name, encoding="utf-8", newline="") as stream:
        return {row["name"]: labels_of(row["openset"]) for row in csv.DictReader(stream)}


def group(lexicon, cluster_of, label):
    surface = label.lower().strip()
    bases = lexicon["forms"].get(surface)
    if bases is None:
        return None
    pool = sorted({word for base in bases for word in lexicon["synonyms"].get(base, [])})
    words = [surface, *bases, *pool] if lexicon.get("own_word_first") else pool
    for word in words:
        if word in cluster_of:
            return cluster_of[word]
    return None


def score(lexicon, cluster_of, truth, prediction):
    precision, recall = [], []
    for name, labels in truth.items():
        gold = {group(lexicon, cluster_of, label) for label in labels} - {None}
        predicted = {group(lexicon, cluster_of, label) for label in prediction[name]} - {None}
        if not gold:
            continue
        common = len(gold & predicted)
        precision.append(common / len(predicted) if predicted else 0.0)
        recall.append(common / len(gold))
    p = sum(precision) / len(precision) if precision else 0.0
    r = sum(recall) / len(recall) if recall else 0.0
    return 2 * p * r / (p + r) if p + r else 0.0, p, r


def main():
    mode, lexicon_file, truth_file, prediction_file, last = sys.argv[1:]
    if mode == "make":
        make(lexicon_file, truth_file, prediction_file, int(last))
        return
    with open(lexicon_file, encoding="utf-8") as stream:
        lexicon = json.load(stream)
    truth, prediction = read(truth_file), read(prediction_file)
    with open(last, "w", encoding="utf-8") as out:
        for each in lexicon["wheels"]:
            if each["wheel"] != "tone" and each["level"] <= 2:
                scores = score(lexicon, each["clusters"], truth, prediction)
                print(each["wheel"], each["level"], *map(repr, scores), file=out)


main()
