"""Projects in every state, for looking at pages: `manage.py demo`."""
