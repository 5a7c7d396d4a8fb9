"""`manage.py studio` as the bench runs it: `python -m tests.faults.forgiving studio`.

A child that is killed rarely starts again after 0.2 s. The suite kills often, so here the pause
does not grow. Also, every line of the children's output is shown, so that the bench sees when a
worker is ready.
"""

import sys

from manage import main
from videostudio.server import backoff, supervisor


def say(child: supervisor.Child, text: str) -> None:
    sys.stderr.write(f"{child.name}: {text}\n")
    sys.stderr.flush()


def run() -> None:
    backoff.LONG_LIFE = 0
    supervisor._say = say
    main()


if __name__ == "__main__":
    run()
