"""Each normaliser can be used on its own: the example in its docstring runs."""

from __future__ import annotations

import doctest
import importlib

import pytest

NORMALISERS = {
    "abbreviations": 1,
    "certainty": 2,
    "dates.choose": 1,
    "dates.find": 1,
    "dates.stops": 1,
    "ellipsis": 1,
    "places": 1,
    "polarity": 1,
    "quantities": 1,
    "topic": 1,
}


@pytest.mark.parametrize("name", NORMALISERS)
def test_the_examples_run(name: str) -> None:
    module = importlib.import_module(f"claimledger.extract.{name}")
    tests = [test for test in doctest.DocTestFinder().find(module, module.__name__) if test.examples]
    assert len(tests) == NORMALISERS[name]
    runner = doctest.DocTestRunner()
    for test in tests:
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0
