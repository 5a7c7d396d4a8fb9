"""`python -m videostudio.web`: the command that starts the web server (server/web.py).

Operators have it in their services, so its name stays.
"""

from videostudio.server.web import main

if __name__ == "__main__":
    main()
