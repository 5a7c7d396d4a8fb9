"""English in the script writer."""
