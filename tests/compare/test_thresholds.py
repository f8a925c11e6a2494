"""Every threshold of comparison can be set, under its own name and with its own default."""

from __future__ import annotations

from dataclasses import asdict

from claimledger.compare.thresholds import Thresholds
from claimledger.settings import Settings, parse_settings


def test_settings_hold_every_threshold() -> None:
    known = asdict(Settings())
    assert {name: known[name] for name in asdict(Thresholds())} == asdict(Thresholds())


def test_every_threshold_is_documented() -> None:
    assert [name for name in asdict(Thresholds()) if f"``{name}``" not in (Settings.__doc__ or "")] == []


def test_a_threshold_is_read_from_the_file() -> None:
    text = "".join(f"{name} = {value}\n" for name, value in asdict(Thresholds()).items())
    settings, problems = parse_settings(text)
    assert (settings, problems) == (Settings(), [])
