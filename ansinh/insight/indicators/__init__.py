"""Indicators of the plan and of the population, computed from a registry at a date.

``measure`` says what an indicator is made of, ``labour``, ``population``, ``welfare`` and
``schooling`` declare them, ``data/indicators.yaml`` says what they mean, ``compute`` adds up.
"""
