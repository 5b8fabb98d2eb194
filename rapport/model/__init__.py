"""The nouns: goals, indicators, economy tables, assignments, risks; frozen records with Swedish keys."""
