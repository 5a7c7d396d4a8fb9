"""What listens to voices and films in make bench: a recogniser, and measures of sound."""
