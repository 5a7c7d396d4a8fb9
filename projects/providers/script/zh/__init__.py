"""Chinese in the script writer."""
