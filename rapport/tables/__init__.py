"""Model and values to tables of cells that carry value, kind and tone, but no looks."""
