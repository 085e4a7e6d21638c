"""The law as a book to leaf through: a static site made from the rules, so that it cannot drift.

Rules are read in plain words (``reading``), amounts over time follow from them (``amounts``), and
pages (``benefits``, ``documents``, ``site``) only put these together.
"""

from ansinh.lawbook.site import write_book

__all__ = ["write_book"]
