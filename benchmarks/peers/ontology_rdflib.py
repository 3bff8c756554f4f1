"""Loads a Turtle file with rdflib and prints how many triples it has.

  python3 ontology_rdflib.py FILE.ttl OUT
"""

import sys

import rdflib

graph = rdflib.Graph().parse(sys.argv[1], format="turtle")
with open(sys.argv[2], "w", encoding="ascii") as out:
    print(len(graph), file=out)
