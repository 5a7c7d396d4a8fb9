"""The fault suite: the studio is killed, frozen and stopped, and then judged from outside.

    make faults                            all rows at full counts
    make faults ARGS="--seed 7 -k kills"   one row, with the choices of seed 7
    make test                              the same rows in small counts

| row | what is done to the studio | file |
|---|---|---|
| F1 | kill -9 at each named crash point | test_crash_points.py |
| F2 | kill -9 of workers and web at random instants | test_random_kills.py |
| F3 | a worker frozen past its lease, then woken: a zombie | test_zombies.py |
| F14 | what a killed worker leaves running | test_orphans.py |
| F18 | SIGTERM of a worker, of one after the other, of the whole studio | test_deploys.py |
| F22 | a project that kills whoever works on it | test_poison.py |
| F23 | cancel and delete at any moment | test_cancels.py |

`bench.py` is a studio of real processes with doors for the suite, `film.py` one project in it and
the person at its page, `log.py` a log that database triggers keep, `judge.py` the invariants.
Whatever is chosen at random comes from one seed; a failure prints it.
"""
