"""Services that film a scene from its description: they are given an order, and asked how far it is
until there is a file. `known.py` has one class for each; they differ in what `manners.toml` says
of them, and `tasks.py` does the rest."""
