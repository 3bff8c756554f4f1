"""Graphs of concepts beside rdflib (loading) and networkx (lowest common ancestors)."""

import json
import subprocess
import sys

import numpy as np

from measure import HERE, Process, check, fail, in_turns


def write_ontology(path, concepts):
    """Turtle of five triples a concept: a tree of concepts, each with a label and an alternative."""
    rng = np.random.default_rng(3)
    with open(path, "w", encoding="utf-8") as file:
        file.write("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
                   "@prefix : <http://example.org/emotion/> .\n"
                   ":scheme a skos:ConceptScheme .\n")
        for i in range(concepts):
            parent = f"    skos:broader :c{rng.integers(i)} ;\n" if i else ""
            file.write(f":c{i} a skos:Concept ;\n    skos:inScheme :scheme ;\n{parent}"
                       f'    skos:prefLabel "emotion {i}"@en ;\n'
                       f'    skos:altLabel "feeling {i}"@en .\n')


def compare_ontology(build, table, folder):
    file, report, answer = folder / "tree.ttl", folder / "report.json", folder / "count"
    write_ontology(file, 1000)
    seconds = in_turns({
        "ours": Process(build / "examples" / "tonewheel-ontology", "--quiet", "--json", report,
                        "validate", file, output=report),
        "rdflib": Process(sys.executable, HERE / "ontology_rdflib.py", file, answer, output=answer),
    })
    found, = json.loads(report.read_text(encoding="utf-8"))["graphs"].values()
    triples = int(answer.read_text(encoding="ascii"))
    if found["file"]["triples"] != triples:
        fail(f"ontology: {found['file']['triples']} triples, rdflib finds {triples}")
    table.faster(f"load a Turtle ontology of {triples} triples, whole process (ours also checks it)",
                 seconds["ours"], seconds["rdflib"], "rdflib", 10)


def answers_of(path):
    first, *rest = path.read_text(encoding="ascii").splitlines()
    return [float(field) for field in first.split()], np.array([float(line) for line in rest])


def compare_hierarchy(build, table, folder):
    peer = HERE / "hierarchy_networkx.py"
    edges, queries = folder / "edges", folder / "queries"
    commands = {"ours": [build / "benchmarks" / "hierarchy_bench"],
                "networkx.lowest_common_ancestor": [sys.executable, peer, "lowest"],
                "networkx, sets of ancestors": [sys.executable, peer, "answer"]}

    def query_seconds(name):
        with open(folder / name, "w", encoding="ascii") as out:
            subprocess.run([*commands[name], edges, queries], check=True, stdout=out)
        return answers_of(folder / name)[0][1] / 1e6

    # Where concepts have two parents there is no one lowest ancestor: only the sets find the best.
    for kind, peers in ("tree", list(commands)[1:]), ("mesh", list(commands)[2:]):
        subprocess.run([sys.executable, peer, "make", kind, edges, queries], check=True)
        seconds = in_turns({name: (lambda name=name: query_seconds(name))
                            for name in ["ours", *peers]})
        (build_time, _), ours = answers_of(folder / "ours")
        parents = "in a tree" if kind == "tree" else "of which one in ten has two parents"
        for name in peers:
            theirs = answers_of(folder / name)[1]
            check(f"{kind}, {name}", ours[: len(theirs)], theirs, 1e-15)
            table.faster(f"Wu-Palmer similarity of two of 100000 concepts {parents} "
                         f"(built in {1e3 * build_time:.0f} ms)",
                         seconds["ours"], seconds[name], name, 100)
