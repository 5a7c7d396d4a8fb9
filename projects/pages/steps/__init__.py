"""The cards of the steps: what all share is in card.py, what one step says in its own file."""
