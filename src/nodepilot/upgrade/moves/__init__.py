"""Moves: how the parameters of a node become those of another typeVersion.

Simple ones are written out in the data files (`basic.py`); `{ convert = "name" }` names one of the
converters here. A converter reads and changes the draft, and raises `Unknown` for what it cannot carry
over for certain.
"""

from nodepilot.upgrade.moves.basic import run_moves

__all__ = ["run_moves"]
