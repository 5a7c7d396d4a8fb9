"""Where lines end, and how text is set in a width."""
