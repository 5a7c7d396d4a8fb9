"""A project: its brief, its artifacts, its status, its script and its verbs, a file each."""
