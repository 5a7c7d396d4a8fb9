"""The rows that take away what the studio needs: its servers, its disk, its clock, its network.

They have their own bench. Only the suite starts its PostgreSQL and Redis again.

| row | what is done to the studio | file |
|---|---|---|
| F4 | kill -9 of the web, in a request and with pages open | test_web_kills.py |
| F5 | PostgreSQL restarts, is away for a while, ends all connections | test_postgresql.py |
| F6 | Redis is killed, frozen, or absent from the beginning | test_redis.py |
| F7 | the storage is full | test_full_disk.py |
| F12, F13 | ffmpeg crashes, makes nothing, hangs | test_ffmpeg_faults.py |
| F15 | a clock jumps | test_clocks.py |
| F16 | 2, 8, 32 people click at once | test_races.py |
| F17 | the network of a page is cut, frozen, slow | test_networks.py |
| F19 | the storage loses or damages a file | test_lost_files.py |
| F25 | every worker and the web are frozen for good | test_frozen.py |
"""
