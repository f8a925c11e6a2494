"""Which bare names are institutions', by what stands beside them: no model is loaded, so no label helps."""

from __future__ import annotations

import pytest
import spacy

from claimledger.extract.names import Cast, cast

NLP = spacy.blank("en")


def read(text: str) -> Cast:
    return cast(NLP(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Truck maker Velgar is closing. Velgar denies it.", "Velgar", id="a noun before the name"),
        pytest.param("Velgar spokesman Tom Reed left early.", "Velgar", id="a spokesman of it"),
        pytest.param("Velgar's chief executive, Ann Bell, left early.", "Velgar", id="a chief executive of it"),
        pytest.param("Velgar workers walked out.", "Velgar", id="its workers"),
        pytest.param("Velgar, which makes trucks, is closing.", "Velgar", id="which"),
        pytest.param("Velgar, a carmaker, is closing.", "Velgar", id="a noun in apposition"),
        pytest.param("Velgar, Brazil's biggest carmaker, is closing.", "Velgar", id="an owner in apposition"),
        pytest.param("It was Velgar, whose shares fell.", "Velgar", id="whose shares"),
        pytest.param("A manager of Velgar's left early.", "Velgar", id="a manager of its own"),
        pytest.param("Velgar said it was closing a plant.", "Velgar", id="it speaks of itself"),
        pytest.param("Lois Hart, of Velgar Vale, was pleased.", "Velgar Vale", id="a person of it"),
        pytest.param("Greta Moss, who edits Velgar, was pleased.", "Velgar", id="somebody edits it"),
        pytest.param("Velgar reported on Monday, citing a diplomat, that he left.", "Velgar", id="it cites somebody"),
        pytest.param("The plane was operated by Velgar until June.", "Velgar", id="it operates something"),
        pytest.param("He told Pulse 9 that he had left.", "Pulse 9", id="an outlet with a number"),
        pytest.param(
            "Velgar Industries, which makes trucks, is closing. Velgar denies it.",
            "Velgar Industries",
            id="the first word of a longer name",
        ),
    ],
)
def test_a_bare_name_of_an_institution(text: str, name: str) -> None:
    assert name in [one.name for one in read(text).institutions]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann Bell spoke. Bell spokesman Tom Reed left early.", id="a person's spokesman"),
        pytest.param("Mr. Bell said it was late.", id="a form of address"),
        pytest.param("Bell, who makes trucks, left.", id="who"),
        pytest.param("It was Bell, whose portrait fell.", id="whose portrait"),
        pytest.param("Bell, Brazil's biggest fan, left.", id="an owner and what is no institution"),
        pytest.param("Bell said he was leaving.", id="he speaks of himself"),
        pytest.param("The vicar of Bell mayor Tom Reed left.", id="a place with a mayor"),
        pytest.param("The city of Bell is closed.", id="a kind of place"),
        pytest.param("The head of the mission Bell left early.", id="the noun only complements a role"),
        pytest.param("They met in Bell near the coast.", id="where something is"),
        pytest.param("I said it was late.", id="a pronoun"),
    ],
)
def test_no_institution(text: str) -> None:
    assert not {"Bell", "I"} & {one.name for one in read(text).institutions}


@pytest.mark.parametrize(
    ("text", "name", "agency"),
    [
        pytest.param(
            "Velgar's barrister Neil Rowe left. Velgar, which", "Neil Rowe", "Velgar", id="a role no list holds"
        ),
        pytest.param("Velgar's Neil Rowe left. Velgar, which sells", "Neil Rowe", "Velgar", id="no role at all"),
        pytest.param(
            "The Orrin Bank lost. The bank's chairman, Neil Rowe, left.", "Neil Rowe", "Orrin Bank", id="generic"
        ),
        pytest.param(
            "The Rail Agency opened. The agency's press chief, Neil Rowe, left.",
            "Neil Rowe",
            "Rail Agency",
            id="a longer role",
        ),
        pytest.param(
            "Velgar, a carmaker, lost. The central bank met.\n\nChief executive Neil Rowe left.",
            "Neil Rowe",
            "Velgar",
            id="the company that the article tells of",
        ),
        pytest.param(
            "The Rail Agency opened its books to Velgar, a carmaker. Its director, Neil Rowe, left.",
            "Neil Rowe",
            "Rail Agency",
            id="its: the subject before",
        ),
        pytest.param(
            "The airline Velgar lost. The airline's chief pilot, Captain Neil Rowe, left.",
            "Neil Rowe",
            "Velgar",
            id="a title between role and name",
        ),
        pytest.param(
            "Governor Ann Bell left. His deputy, Neil Rowe, left too.", "Neil Rowe", None, id="a governor's deputy"
        ),
        pytest.param("Velgar's widow Ann Bell left. Velgar, which sells", "Ann Bell", None, id="kin speak for nobody"),
        pytest.param("A Ruritanian diplomat, Neil Rowe, left.", "Neil Rowe", None, id="a people is no institution"),
        pytest.param("Ann Bell's brother Neil Rowe left.", "Neil Rowe", None, id="a person's kin"),
    ],
)
def test_whom_somebody_speaks_for(text: str, name: str, agency: str | None) -> None:
    people = {p.name: p for p in read(text).people}
    role = people[name].role
    assert (role.agency if role else None) == agency


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Police Scotland said no.", ["Police Scotland"], id="a noun before its name"),
        pytest.param("Police arrested two.", ["Police"], id="police alone"),
        pytest.param("Port Elm is closed.", [], id="a place that opens with a noun for an institution"),
        pytest.param("9.15 Court annuls the vote\n\nThe Supreme Court met.", ["Supreme Court"], id="a clock time"),
        pytest.param(
            "READ MORE: the best of it\n\nThe Supreme Court met.", ["Supreme Court"], id="a label in capitals"
        ),
        pytest.param(
            "The dockers' union has met the union of bakers.", ["dockers' union", "union of bakers"], id="whose"
        ),
        pytest.param("The opposition Reform Party met.", ["Reform Party"], id="a word in small letters before a name"),
        pytest.param("The manufacturer of trucks Velgar, which met.", ["Velgar"], id="a description before a name"),
        pytest.param("A panel of MPs met.", [], id="people in capitals"),
    ],
)
def test_names_of_institutions(text: str, names: list[str]) -> None:
    assert [one.name for one in read(text).institutions] == names
