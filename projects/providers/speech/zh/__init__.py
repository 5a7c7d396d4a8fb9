"""Chinese in the voice."""
