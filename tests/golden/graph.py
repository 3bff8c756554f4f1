"""Components, closures, shortest ways, PageRank and matrices of random typed graphs by NetworkX,
into graph.json.

Run: /usr/bin/python3 tests/golden/graph.py (Debian 12: python3-networkx 2.8.8, python3-scipy 1.10)
"""
import json
import pathlib
import random
import sys

import networkx as nx
import numpy as np
import scipy

made_by = (f"networkx {nx.__version__}, scipy {scipy.__version__}, numpy {np.__version__}, "
           f"python {sys.version.split()[0]}, tests/golden/graph.py")
draw = random.Random(1998)


def lengths(graph, n, weight):
    """All shortest lengths, row by row; -1 where there is no way."""
    found = dict(nx.all_pairs_dijkstra_path_length(graph, weight=weight))
    return [[found[i].get(j, -1) for j in range(n)] for i in range(n)]


def simple(multigraph, kind, merge):
    """One edge a pair, its weight that of all of them together."""
    graph = kind()
    graph.add_nodes_from(multigraph)
    for a, b, weight in multigraph.edges(data="weight"):
        before = graph[a][b]["weight"] if graph.has_edge(a, b) else None
        graph.add_edge(a, b, weight=weight if before is None else merge(before, weight))
    return graph


def rounded(matrix):
    return [[float(f"{x:.15g}") for x in row] for row in np.asarray(matrix).tolist()]


def case(number):
    n = [0, 1, 2][number] if number < 3 else draw.randint(3, 9)
    density = draw.choice([0.05, 0.1, 0.2, 0.35])
    acyclic = draw.random() < 0.5
    ids = list(range(n))
    draw.shuffle(ids)
    edges = []  # from, type, to, weight
    for i in ids:
        for j in ids:
            for kind in (0, 5, 12):
                if i != j and draw.random() < density and not (acyclic and ids.index(i) > ids.index(j)):
                    edges.append([i, kind, j, draw.choice([0, 0.25, 0.5, 1, 1.5, 2, 3])])
    directed = nx.MultiDiGraph()
    directed.add_nodes_from(range(n))
    directed.add_weighted_edges_from([(a, b, w) for a, _, b, w in edges])
    undirected = nx.MultiGraph()  # not from `directed`: a -> b and b -> a would be one edge
    undirected.add_nodes_from(range(n))
    undirected.add_weighted_edges_from([(a, b, w) for a, _, b, w in edges])
    undirected_one = nx.MultiGraph()
    undirected_one.add_nodes_from(range(n))
    undirected_one.add_weighted_edges_from([(a, b, w) for a, kind, b, w in edges if kind == 0])
    one = nx.DiGraph()  # the relations of type 0 alone
    one.add_nodes_from(range(n))
    one.add_weighted_edges_from([(a, b, w) for a, kind, b, w in edges if kind == 0])
    out = {"nodes": n, "edges": edges}
    if n == 0:
        return out
    sets = lambda groups, least: sorted(sorted(g) for g in groups if len(g) >= least)
    out["components"] = sets(nx.connected_components(undirected), 1)
    out["components_0"] = sets(nx.weakly_connected_components(one), 1)
    out["cycles"] = sets(nx.strongly_connected_components(directed), 2)
    out["cycles_0"] = sets(nx.strongly_connected_components(one), 2)
    out["acyclic"] = nx.is_directed_acyclic_graph(directed)
    out["acyclic_0"] = nx.is_directed_acyclic_graph(one)
    out["closure_0"] = sorted(map(list, nx.transitive_closure(one, reflexive=False).edges))
    if out["acyclic_0"]:
        out["reduction_0"] = sorted(map(list, nx.transitive_reduction(one).edges))
    out["lengths"] = {
        "directed": lengths(directed, n, None), "undirected": lengths(undirected, n, None),
        "directed_weighted": lengths(directed, n, "weight"),
        "undirected_weighted": lengths(undirected, n, "weight"),
        "directed_0": lengths(one, n, None), "undirected_weighted_0": lengths(undirected_one, n, "weight")}
    summed = simple(directed, nx.DiGraph, lambda a, b: a + b)
    out["page_rank"] = {}
    for damping in (0, 0.5, 0.85, 0.95):
        ranks = nx.pagerank(summed, alpha=damping, tol=1e-15, max_iter=100000)
        out["page_rank"][str(damping)] = [ranks[i] for i in range(n)]
    ranks = nx.pagerank(one, alpha=0.85, tol=1e-15, max_iter=100000)
    out["page_rank_0"] = [ranks[i] for i in range(n)]
    both = simple(undirected, nx.Graph, max)
    order = list(range(n))
    out["adjacency"] = {
        "directed": rounded(nx.to_numpy_array(nx.DiGraph(directed), order, weight=None)),
        "undirected": rounded(nx.to_numpy_array(both, order, weight=None)),
        "directed_weighted": rounded(nx.to_numpy_array(simple(directed, nx.DiGraph, max), order)),
        "undirected_weighted": rounded(nx.to_numpy_array(both, order)),
        "undirected_0": rounded(nx.to_numpy_array(nx.Graph(one), order, weight=None))}
    out["laplacian"] = rounded(nx.normalized_laplacian_matrix(both, order, weight=None).toarray())
    out["laplacian_weighted"] = rounded(nx.normalized_laplacian_matrix(both, order).toarray())
    return out


cases = [case(number) for number in range(24)]
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "cases": cases}) + "\n")
