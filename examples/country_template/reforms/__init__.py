"""The peer's reforms: one module each, laid over the law by :mod:`examples.country_template.book`.

A reform that adds facts extends an entity; one that needs figures of its own has them beside it.
"""
