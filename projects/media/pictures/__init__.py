"""The pictures of a scene: what is painted, and the words drawn over it."""
