"""Entrants of a contest as programs: prepared, sent over HTTP, and checked against the database.

``prepare`` writes them, ``clients`` plays them, ``reading`` and ``checking`` find what of the
acknowledged did not stay.
"""
