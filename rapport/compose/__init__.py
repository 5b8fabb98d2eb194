"""Templates, prose and tables become a document: a list of blocks, not yet a file."""
