"""Rapport: planning and follow-up documents of a Swedish municipal committee, from YAML."""

__version__ = "0.1.0"
