"""English in the voice."""
