"""Triad censuses by NetworkX, into motif.json.

Run: /usr/bin/python3 tests/golden/motif.py (Debian 12: python3-networkx 2.8.8)
"""
import json
import pathlib
import random
import sys

import networkx as nx

made_by = f"networkx {nx.__version__}, python {sys.version.split()[0]}, tests/golden/motif.py"
draw = random.Random(1970)
censuses = []
for number in range(40):
    n = 0 if number == 0 else draw.randint(1, 14)
    density = draw.choice([0.02, 0.1, 0.2, 0.4, 0.7, 1.0])
    arcs = [[i, j] for i in range(n) for j in range(n) if i != j and draw.random() < density]
    g = nx.DiGraph()
    g.add_nodes_from(range(n))
    g.add_edges_from(arcs)
    draw.shuffle(arcs)
    censuses.append({"nodes": n, "arcs": arcs, "census": nx.triadic_census(g)})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps({"made_by": made_by, "cases": censuses}) + "\n")
