"""claimledger.toml: every key checked, none needed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from claimledger.errors import ClaimledgerError
from claimledger.settings import DEFAULTS, Settings, load_settings, parse_settings


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (Settings(), [])


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        pytest.param("approximate = 0.2", {"approximate": Decimal("0.2")}, id="exact, not a float"),
        pytest.param("dozens = 36", {"dozens": 36}, id="figure"),
        pytest.param('fail_on = "any"', {"fail_on": "any"}, id="choice"),
        pytest.param('ledger = "data/ledger"', {"ledger": "data/ledger"}, id="folder"),
        pytest.param("own_voice = true\r\n", {"own_voice": True}, id="flag, CRLF"),
        pytest.param("# nothing", {}, id="no-op: a comment"),
    ],
)
def test_values(text: str, changed: dict[str, object]) -> None:
    settings, warnings = parse_settings(text)
    assert warnings == []
    assert {
        name: getattr(settings, name)
        for name in Settings.__slots__
        if getattr(settings, name) != getattr(DEFAULTS, name)
    } == changed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("dozens = 1\napproximate = 2", "toml:2: approximate must be a share", id="with its line"),
        pytest.param("approximate = nan", "approximate", id="NaN"),
        pytest.param("approximate = true", "approximate", id="true is no share"),
        pytest.param("dozens = true", "dozens", id="true is no figure"),
        pytest.param("dozens = 0", "dozens", id="nought"),
        pytest.param('fail_on = "sometimes"', '"conflicts", "any", "never"', id="names the choices"),
        pytest.param('own_voice = "yes"', "true or false", id="text is no flag"),
        pytest.param('ledger = "../elsewhere"', "inside the repository", id="outside"),
        pytest.param('ledger = "/etc"', "inside the repository", id="absolute"),
        pytest.param("ledger = 3", "inside the repository", id="no text"),
        pytest.param("dozens = ", "not TOML", id="no TOML"),
    ],
)
def test_bad_values(text: str, message: str) -> None:
    with pytest.raises(ClaimledgerError, match=r"claimledger\.toml") as caught:
        parse_settings(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [("dozens = 30\ndozen = 12", 2), ("[compare]\nx = 1", 1)],
)
def test_unknown_keys_are_warned_of(text: str, line: int) -> None:
    _, warnings = parse_settings(text)
    assert [(one.path, one.line) for one in warnings] == [("claimledger.toml", line)]
    assert "approximate" in (warnings[0].hint or "")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "claimledger.toml").write_bytes(b"\xff")
    with pytest.raises(ClaimledgerError, match="not UTF-8"):
        load_settings(tmp_path)
