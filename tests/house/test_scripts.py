"""Rules of the scripts in pages."""

from __future__ import annotations

import re

from tests.support.sources import ROOT

SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
# They compare the browser's clock only with itself: for how long something is kept in this browser,
# and whether the computer slept.
WITH_A_CLOCK = {"drafts.js", "notify.js", "socket.js", "elapsed.js"}


def test_times_of_the_server_are_never_compared_with_the_browser_s_clock() -> None:
    asking = {path.name for path in SCRIPTS if "Date.now()" in path.read_text()}
    assert asking == WITH_A_CLOCK
    for path in SCRIPTS:
        script = path.read_text()
        assert not re.search(r"\bnew Date\(\)|\bDate\(\)", script), (
            f"{path.name}: the browser's time"
        )
        assert not re.search(r"Date\.now\(\) - new Date|dateTime.*Date\.now", script), path.name
