"""OFAC's lists in the advanced XML format: `sdn_advanced.xml` and `cons_advanced.xml`.

The file holds reference values first, then locations, documents, parties, relations and entries; one module here reads
each. `docs/lists.md` says where every element goes.
"""

from yalu.lists.ofac_advanced.reader import read_ofac_advanced

__all__ = ["read_ofac_advanced"]
