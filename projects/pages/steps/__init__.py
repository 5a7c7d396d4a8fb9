"""The cards of the steps: card.py has what all share, and each step has a file of its own."""
