"""MiniMax in its own shape: an answer with the status 200 may be an error, by its `base_resp`."""
