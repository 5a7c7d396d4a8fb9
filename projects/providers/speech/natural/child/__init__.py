"""What runs in the child process: from words to sounds, from sounds to samples.

It imports nothing of the studio but the sounds of hanzi, and no Django.
"""
