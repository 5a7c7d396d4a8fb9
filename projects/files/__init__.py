"""Takes in people's files, and serves the studio's files."""
