"""Attribution ─▶ Utterance: who is speaking, within an article and across articles."""

from kg.actors.collection import Collector, Linked, collect
from kg.actors.echoes import difference
from kg.actors.registry import Register, load_register
from kg.actors.speakers import resolve

__all__ = ["Collector", "Linked", "Register", "collect", "difference", "load_register", "resolve"]
