"""kg, the claim-and-quote knowledge graph: who said what, and who stands where."""

__version__ = "0.1.0"
