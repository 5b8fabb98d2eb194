"""The same content written by others: one module per peer, each run as a process of its own."""
