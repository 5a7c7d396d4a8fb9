"""The bench of these rows: services write, speak, paint and film, if a film wants that."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.faults.bench import Bench
from tests.faults.paid.killer import Killer
from tests.faults.prepared import closing
from tests.support.services import Services
from tests.support.services.chat import chat
from tests.support.services.pictures import pictures
from tests.support.services.server import KEY, Answering
from tests.support.services.speech import speech
from tests.support.services.stock import Stocked, pexels
from tests.support.services.tasks import Filming

NAMED = {
    "SCRIPT": {"NAME": "model", "MODEL": "m-1"},
    "SPEECH": {"NAME": "voices", "MODEL": "m-1", "VOICES": "alloy", "LONGEST": "10"},
    "PICTURE": {"NAME": "painter", "MODEL": "m-1", "SIZES": "288x512", "LONGEST": "10"},
    "STOCK": {"NAME": "pexels", "KEY": KEY},
    "VIDEO": {"NAME": "camera", "MODEL": "m-1", "SHAPE": "zhipu", "EVERY": "1"},
}
# Services do nothing for the films of this bench unless a test says so.
OURS = "UPDATE projects_project SET script_by = 'offline', speech_by = 'offline'"


@pytest.fixture(scope="session")
def killer() -> Killer:
    return Killer()


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory, killer: Killer) -> Iterator[Services]:
    filming = Filming(tmp_path_factory.mktemp("filming"), "zhipu")
    before: Callable[[str, Answering], Answering] = killer.before
    answers = {
        "/chat/completions": chat(),
        "/audio/speech": before("order", speech({})),
        "/images/generations": before("order", pictures(lambda asked: 7)),
        "/videos/generations": before("order", filming.order),
        "/async-result/": before("question", filming.tell),
        "/files/": before("file", filming.file),
        **{
            path.removeprefix("/v1"): before("stock" if path == "/stock/" else "search", answer)
            for path, answer in pexels(
                lambda words: [Stocked(number) for number in range(6)]
            ).items()
        },
    }
    with Services(answers).serving() as found:
        yield found


@pytest.fixture(scope="session")
def the_bench(services: Services) -> Iterator[Bench]:
    named = {
        f"STUDIO_{kind}_{name}": value
        for kind, values in NAMED.items()
        for name, value in (values | {"URL": services.url}).items()
    }
    with closing(Bench(STUDIO_DRAFTS="no", STUDIO_VOICE="quick", **named)) as bench:
        bench.connection.execute(OURS.encode())
        yield bench
