"""The program that speaks with the natural voice. Its argument is the path of the weights.

It is started by its own path: as a module of the studio's package it would load Django.
"""

import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import_module("natural.child.service").serve(sys.argv[1])
