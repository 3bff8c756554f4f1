"""Graph edit distances by NetworkX and by trying all mappings, into graph_edit.json.

Where the two differ (1 of 80 cases, none with unit costs) NetworkX 2.8.8 has not found the cheapest
mapping. No edges from a node to itself: NetworkX mistakes them (its issue 8188 and pull request
5516).

Run: /usr/bin/python3 tests/golden/graph_edit.py (Debian 12: python3-networkx 2.8.8)
"""
import json
import pathlib
import random
import sys

import networkx as nx

made_by = f"networkx {nx.__version__}, python {sys.version.split()[0]}, tests/golden/graph_edit.py"
draw = random.Random(2312)


def random_graph(nodes, edges, node_labels, edge_labels):
    pairs = [(i, j) for i in range(nodes) for j in range(nodes) if i != j]
    chosen = sorted(draw.sample(pairs, min(edges, len(pairs))))
    return {
        "nodes": [draw.choice(node_labels) for _ in range(nodes)],
        "edges": [[i, j, draw.choice(edge_labels)] for i, j in chosen],
    }


def digraph(graph):
    g = nx.DiGraph()
    for i, label in enumerate(graph["nodes"]):
        g.add_node(i, label=label)
    for i, j, label in graph["edges"]:
        g.add_edge(i, j, label=label)
    return g


def same(x, y):
    return x["label"] == y["label"]


def constant(value):
    return lambda attributes: value


def distance(a, b, costs):
    unequal = lambda cost: lambda x, y: 0 if same(x, y) else cost
    return nx.graph_edit_distance(
        digraph(a), digraph(b),
        node_subst_cost=unequal(costs[0]), node_ins_cost=constant(costs[1]),
        node_del_cost=constant(costs[2]), edge_subst_cost=unequal(costs[3]),
        edge_ins_cost=constant(costs[4]), edge_del_cost=constant(costs[5]))


def mapping_cost(a, b, mapping, costs):
    cost = costs[1] * (len(b["nodes"]) - sum(j is not None for j in mapping))
    for i, j in enumerate(mapping):
        cost += costs[2] if j is None else costs[0] * (a["nodes"][i] != b["nodes"][j])
    left = {(i, j): label for i, j, label in b["edges"]}
    for i, j, label in a["edges"]:
        other = left.pop((mapping[i], mapping[j]), None)
        cost += (costs[5] if other is None else
                 0 if other == label else min(costs[3], costs[4] + costs[5]))
    return cost + costs[4] * len(left)


def by_trying(a, b, costs):
    def mappings(known):
        if len(known) == len(a["nodes"]):
            yield known
            return
        for j in [None, *range(len(b["nodes"]))]:
            if j is None or j not in known:
                yield from mappings([*known, j])
    return min(mapping_cost(a, b, mapping, costs) for mapping in mappings([]))


cases = []
for number in range(80):
    nodes = ["joy", "fear"] if number % 3 else ["joy", "fear", "awe", "hope", "calm"]
    edges = ["causes"] if number % 4 == 0 else ["causes", "is a"]
    graphs = []
    for _ in range(2):
        size = draw.randint(0 if number < 6 else 2, 5 if number % 2 else 6)
        graphs.append(random_graph(size, draw.randint(0, 7), nodes, edges))
    costs = [1, 1, 1, 1, 1, 1] if number % 3 else [draw.randint(0, 6) / 2 for _ in range(6)]
    cases.append({"first": graphs[0], "second": graphs[1], "costs": costs,
                  "distance": by_trying(*graphs, costs),
                  "networkx": distance(*graphs, costs)})
    assert cases[-1]["distance"] <= cases[-1]["networkx"]
    assert cases[-1]["distance"] == cases[-1]["networkx"] or costs != [1, 1, 1, 1, 1, 1]
print(sum(case["distance"] != case["networkx"] for case in cases), "differ", file=sys.stderr)
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "cost_order": "node substitution, insertion, deletion, edge "
                "substitution, insertion, deletion", "cases": cases}) + "\n")
