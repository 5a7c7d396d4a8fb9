"""Makes films with ffmpeg, Pillow and NumPy. It knows no models, no settings and no web."""
