"""Documents and tables as files: Word, Excel, text; how they look and how they reach the disk."""
