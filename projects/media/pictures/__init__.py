"""The pictures of a scene: backgrounds and photos, and the text drawn over them."""
