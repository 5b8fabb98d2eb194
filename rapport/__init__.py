"""Rapport: planning and follow-up documents of a Swedish municipal committee, from YAML."""

__version__ = "0.2.0"
