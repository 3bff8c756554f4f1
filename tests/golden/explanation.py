"""Constraints and distances of random explanation graphs, with NetworkX, into explanation.json.

The constraints are written here after the description in Saha et al. 2021, section 3 and 6; words
are made up. Run: /usr/bin/python3 tests/golden/explanation.py (Debian 12: python3-networkx 2.8.8)
"""
import json
import pathlib
import random
import sys

import networkx as nx

draw = random.Random(2104)
twins = ["at location", "capable of", "causes", "created by", "desires", "has subevent", "part of",
         "has context", "has property", "made of", "receives action", "used for"]
relations = (["antonym of", "synonym of", "is a", "is not a"] + twins + ["not " + t for t in twins])
assert len(relations) == 28
belief = "Open Gardens bring joy and calm to the city."
argument = "A garden needs much care and quiet neighbours."
concepts = ["gardens", "joy", "calm", "city", "garden", "much care", "quiet neighbours", "rest",
            "stress", "a good night", "noise", "The City"]


def random_text():
    names = draw.sample(concepts, draw.randint(3, 9))
    edges = []
    count = draw.choice([2, 3, 4, 5, 6, 7, 8, 9]) if draw.random() < 0.3 else len(names) - 1
    for i in range(count):
        if i + 1 < len(names) and draw.random() < 0.95:
            x, y = sorted((draw.randrange(i + 1), i + 1))
        else:
            x, y = sorted(draw.sample(range(len(names)), 2))
        if draw.random() < 0.05:
            x, y = y, x
        edges.append([names[x], draw.choice(relations), names[y]])
    fault = draw.random()
    if fault < 0.05:
        draw.choice(edges)[1] = "likes"
    elif fault < 0.1:
        draw.choice(edges)[0] = "one two three four"
    elif fault < 0.15:
        draw.choice(edges).append("more")
    elif fault < 0.2:
        draw.choice(edges)[2] = ""
    return "".join("(" + "; ".join(edge) + ")" for edge in edges)


def triples(text):
    return [edge.split("; ") for edge in text.lower()[1:-1].split(")(")]


def digraph(edges):
    g = nx.DiGraph()
    for x, relation, y in edges:
        g.add_node(x, label=x)
        g.add_node(y, label=y)
        g.add_edge(x, y, label=relation)
    return g


def broken(text):
    edges = triples(text)
    whole = [edge for edge in edges if len(edge) == 3]
    names = {name for x, _, y in whole for name in (x, y)}
    g = digraph(whole)
    found = set()
    if len(whole) != len(edges):
        found.add("three_parts")
    if len(edges) < 3:
        found.add("fewest_edges")
    if len(edges) > 8:
        found.add("most_edges")
    if any(name == "" or name.count(" ") > 2 for name in names):
        found.add("concept_words")
    if any(relation not in relations for _, relation, _ in whole):
        found.add("known_relation")
    if sum(name in belief.lower() for name in names) < 2:
        found.add("from_belief")
    if sum(name in argument.lower() for name in names) < 2:
        found.add("from_argument")
    if names and not nx.is_weakly_connected(g):
        found.add("connected")
    if not nx.is_directed_acyclic_graph(g):
        found.add("acyclic")
    return sorted(found)


def distance(predicted, gold):
    p, g = digraph(triples(predicted)), digraph(triples(gold))
    edits = nx.graph_edit_distance(g, p, node_match=lambda x, y: x["label"] == y["label"],
                                   edge_match=lambda x, y: x["label"] == y["label"])
    return edits / (g.number_of_nodes() + g.number_of_edges() + 17)


texts = [random_text() for _ in range(150)]
cases = [{"text": text, "broken": broken(text)} for text in texts]
right = [case["text"] for case in cases if not case["broken"]]
small = [text for text in right if text.count(")") <= 7]
distances = []
for predicted in small[:24]:
    gold = draw.choice(small)
    distances.append({"predicted": predicted, "gold": gold, "distance": distance(predicted, gold)})
made_by = (f"networkx {nx.__version__}, python {sys.version.split()[0]}, "
           "tests/golden/explanation.py")
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"made_by": made_by, "belief": belief, "argument": argument, "relations": relations,
     "cases": cases, "distances": distances}) + "\n")
print(len(right), "right,", len(distances), "distances", file=sys.stderr)
