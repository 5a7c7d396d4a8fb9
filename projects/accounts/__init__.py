"""Signs people in, and makes the first account."""
