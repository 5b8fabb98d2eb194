"""Lets ``python -m rapport`` work."""

from rapport.cli import command

if __name__ == "__main__":
    command()
