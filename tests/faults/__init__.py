"""The fault suite: the studio is killed, frozen and stopped, and then judged from outside.

    make faults                            all rows at full counts
    make faults ARGS="--seed 7 -k kills"   one row, with the choices of seed 7
    make test                              the same rows in small counts

| row | what is done to the studio | file |
|---|---|---|
| F1 | kill -9 at each named crash point | test_crash_points.py |
| F2 | kill -9 of workers and web at random moments | test_random_kills.py |
| F3 | a worker is frozen for longer than its lease, then woken: a zombie | test_zombies.py |
| F14 | the children of a killed worker | test_orphans.py |
| F18 | SIGTERM of a worker, of one after the other, of the whole studio | test_deploys.py |
| F22 | a project that kills each worker that works on it | test_poison.py |
| F23 | cancel and delete at any moment | test_cancels.py |
| F26 | kill -9 while two tabs edit a film of 20 scenes | test_editing.py |

`bench.py` runs a studio of real processes that the suite can look into. `film.py` is one project in
it, and the person at its page. `killing.py` kills at random. `log.py` is a log that database
triggers keep. `judge.py` has the invariants. All random choices come from one seed, which a failure
prints. `services/` and `voices/` have further rows, and benches of their own.
"""
