"""Health checks and figures, for operators and their programs."""
