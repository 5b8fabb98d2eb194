"""Model to values: rules answer, checks complain."""
