"""What listens to voices and films in make bench: a recogniser, and measures of sound."""

import os

# Two of the packages run on ONNX Runtime, which would report to its makers.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
