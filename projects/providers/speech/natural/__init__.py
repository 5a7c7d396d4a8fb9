"""The natural voice: Kokoro-82M on ONNX Runtime, in child processes that stay warm.

Nothing is imported here: a child process loads `child` from this package without Django.
"""
