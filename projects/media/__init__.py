"""Making films with ffmpeg, Pillow and NumPy. Knows no models, no settings and no web."""
