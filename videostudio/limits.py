"""The settings that say how much one person, one address or one process may take.

A small studio never meets their defaults. docs/operating.md says what whoever meets one is told.
"""

from videostudio.environment import number

# Limits for one user of the JSON API. The second one counts starts on pages too.
STUDIO_REQUESTS_A_MINUTE = number("STUDIO_REQUESTS_A_MINUTE", 600, least=1)
STUDIO_STARTS_AN_HOUR = number("STUDIO_STARTS_AN_HOUR", 120, least=1)

# Limits for one person, in MB: what large bodies bring in an hour, and what the person's projects
# hold together, with all that was made: fifty videos of 200 MB, and two thousand films.
STUDIO_SENT_AN_HOUR = number("STUDIO_SENT_AN_HOUR", 10_240, least=1, most=1_000_000)
STUDIO_STORED = number("STUDIO_STORED", 51_200, least=1)

# How many wrong passwords are looked at in a quarter of an hour: for one account from one place,
# for all accounts from one place, for one account from everywhere.
STUDIO_TRIES = number("STUDIO_TRIES", 10, least=1)
STUDIO_TRIES_A_PLACE = number("STUDIO_TRIES_A_PLACE", 50, least=1)
STUDIO_TRIES_AN_ACCOUNT = number("STUDIO_TRIES_AN_ACCOUNT", 20, least=4)

# Large bodies (above 64 KB) that one web process holds at one time, in MB: in all, from one address
# and of one user. The others wait. Ten people of one office may send a video of 200 MB each.
STUDIO_BODIES = number("STUDIO_BODIES", 4096, least=1)
STUDIO_BODIES_OF_ADDRESS = number("STUDIO_BODIES_OF_ADDRESS", 3072, least=1)
STUDIO_BODIES_OF_USER = number("STUDIO_BODIES_OF_USER", 1024, least=1)
# The same of bodies from 16 to 64 KB, which are in memory, and whose senders are not known.
STUDIO_SMALL_BODIES = number("STUDIO_SMALL_BODIES", 16, least=1)
STUDIO_SMALL_BODIES_OF_ADDRESS = number("STUDIO_SMALL_BODIES_OF_ADDRESS", 4, least=1)

# Bytes a second: who sends a body, or reads an answer, for longer than a minute must move as many
# in each minute. A phone on a bad line (0.1 megabits a second) moves twelve times as many.
STUDIO_LEAST_RATE = number("STUDIO_LEAST_RATE", 1000)

# Connections of one web process, in all and from one address. Fewer than these fit if the system
# allows few descriptors (videostudio/server/descriptors.py).
STUDIO_CONNECTIONS = number("STUDIO_CONNECTIONS", 10_000, least=16)
STUDIO_CONNECTIONS_OF_ADDRESS = number("STUDIO_CONNECTIONS_OF_ADDRESS", 1000, least=1)
# Sockets: open ones of one person in one web process, and frames (pings too) that one may send in a
# minute. The studio expects a pong every twenty seconds, and nothing else.
STUDIO_SOCKETS_A_PERSON = number("STUDIO_SOCKETS_A_PERSON", 50, least=1)
STUDIO_FRAMES_A_MINUTE = number("STUDIO_FRAMES_A_MINUTE", 120, least=10)
