"""Wu-Palmer similarity by lowest common ancestors with networkx, as its users write it: ancestor
sets by nx.ancestors, depths by one breadth-first search made before. Writes the same edges and
queries for the C++ side.

  python3 hierarchy_networkx.py make tree|mesh|wordnet EDGES QUERIES   make the files
  python3 hierarchy_networkx.py answer EDGES QUERIES                   print times and answers
  python3 hierarchy_networkx.py lowest EDGES QUERIES     the same by nx.lowest_common_ancestor, for
                                                         the first queries and trees only
"""

import random
import sys
import time

import networkx as nx

WORDNET = "/usr/share/wordnet/data.noun"


def generated(size, second_parents):
    rng = random.Random(7)

    def earlier(i):
        low = 0 if rng.random() < 0.5 or i < 50 else i - 50
        return rng.randrange(low, i)

    for i in range(1, size):
        first = earlier(i)
        yield i, first
        if second_parents and rng.random() < 0.1:
            second = earlier(i)
            if second != first:
                yield i, second


def wordnet():
    number = {}
    edges = []
    with open(WORDNET, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(" "):
                continue
            fields = line.split(" ")
            child = number.setdefault(fields[0], len(number))
            at = 4 + 2 * int(fields[3], 16)
            for i in range(int(fields[at])):
                symbol, target = fields[at + 1 + 4 * i : at + 3 + 4 * i]
                if symbol in ("@", "@i"):
                    edges.append((child, number.setdefault(target, len(number))))
    return edges


def make(kind, edges_file, queries_file):
    edges = wordnet() if kind == "wordnet" else list(generated(100_000, kind == "mesh"))
    size = 1 + max(max(edge) for edge in edges)
    rng = random.Random(11)
    with open(edges_file, "w", encoding="ascii") as out:
        out.writelines(f"{child} {parent}\n" for child, parent in edges)
    with open(queries_file, "w", encoding="ascii") as out:
        out.writelines(f"{rng.randrange(size)} {rng.randrange(size)}\n" for _ in range(2000))


def read(path):
    with open(path, encoding="ascii") as lines:
        return [tuple(map(int, line.split())) for line in lines]


def answer(edges_file, queries_file):
    queries = read(queries_file)
    up = nx.DiGraph(read(edges_file))
    up.add_nodes_from(range(1 + max(up)))
    start = time.perf_counter()
    roots = [node for node in up if up.out_degree(node) == 0]
    depth = nx.multi_source_dijkstra_path_length(up.reverse(), roots, weight=None)
    built = time.perf_counter()
    answers = []
    for a, b in queries:
        from_a = nx.single_source_shortest_path_length(up, a)
        from_b = nx.single_source_shortest_path_length(up, b)
        best = 0.0
        for node in from_a.keys() & from_b.keys():
            twice = 2 * (depth[node] + 1)
            best = max(best, twice / (from_a[node] + from_b[node] + twice))
        answers.append(best)
    done = time.perf_counter()
    print(built - start, 1e6 * (done - built) / len(queries))
    for value in answers:
        print(repr(value))


def lowest(edges_file, queries_file):
    queries = read(queries_file)[:5]
    down = nx.DiGraph([(parent, child) for child, parent in read(edges_file)])
    start = time.perf_counter()
    root = next(node for node in down if down.in_degree(node) == 0)
    depth = nx.single_source_shortest_path_length(down, root)
    built = time.perf_counter()
    common = [nx.lowest_common_ancestor(down, a, b) for a, b in queries]
    done = time.perf_counter()
    print(built - start, 1e6 * (done - built) / len(queries))
    for (a, b), node in zip(queries, common):
        print(repr(2 * (depth[node] + 1) / (depth[a] + 1 + depth[b] + 1)))


if __name__ == "__main__":
    {"make": make, "answer": answer, "lowest": lowest}[sys.argv[1]](*sys.argv[2:])
