"""The mutants of `make mutants` are still about the source as it is."""

import pytest

from tests.tools.mutants import MUTANTS, ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_still_finds_the_line_it_breaks(mutant: Mutant) -> None:
    source = (ROOT / mutant.path).read_text()
    assert mutant.changed(source) != source
