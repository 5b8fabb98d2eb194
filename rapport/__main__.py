"""Lets ``python -m rapport`` work."""

from rapport.cli import main

if __name__ == "__main__":
    main()
