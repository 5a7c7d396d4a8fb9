"""The processes of the studio: the web server, and the supervisor that keeps them running."""
