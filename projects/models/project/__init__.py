"""A project: its brief, what has been made of it, where it stands, its script, its verbs; a file each."""
