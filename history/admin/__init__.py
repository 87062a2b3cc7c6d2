"""The desk where teachers write: a file for each idea, as the tables have it."""

from . import actors, agreements, bases, facts, places, sources

__all__ = ["actors", "agreements", "bases", "facts", "places", "sources"]
