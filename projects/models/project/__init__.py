"""A project: its brief, artifacts, status, script and verbs, with a file for each."""
