"""From text on disk to a tree of nodes with places, and on to the model."""
