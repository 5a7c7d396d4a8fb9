"""What a film is measured by before anybody gets it: from its file, and from what its scenes are.

`measuring.py` reads the file once. The other modules judge what it found, one subject each.
"""

from .check import Check as Check
from .check import Level as Level
