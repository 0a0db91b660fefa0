"""Exports of a release to the formats of other tools."""
