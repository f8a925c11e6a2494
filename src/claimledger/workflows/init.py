"""``init``: the files of a new ledger repository."""

from __future__ import annotations

from pathlib import Path

import claimledger
from claimledger.errors import ClaimledgerError

_SETTINGS = """\
# Settings of claimledger; every key is optional and stands here with its default.
# ledger = "ledger"        # the folder of the records
# fail_on = "conflicts"    # what makes `diff` exit with 1: conflicts, any, never
# own_voice = false        # record what an outlet says in its own voice, too
# approximate = 0.10       # "about 100" is 90 to 110
# dozens = 24              # the least that these words mean
# scores = 40
# hundreds = 200
# thousands = 2000
"""

_WORKFLOW = """\
# What a pull request adds to the ledger, and which claims it conflicts with. The token can only read, nothing of the
# pull request is run, and its settings do not count: those of the base do.
name: claimledger
on:
  pull_request:
permissions:
  contents: read
jobs:
  diff:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          # What is checked out is the merge of the pull request with its base, so that the base is HEAD^1.
          fetch-depth: 2
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "3.12"
      - run: pip install claimledger==VERSION
      - run: claimledger check
      - name: claimledger diff
        run: >-
          claimledger diff --base HEAD^1 --settings base
          --format github --format markdown=claimledger.md
      - name: summary
        if: ${{ !cancelled() }}
        run: if [ -f claimledger.md ]; then cat claimledger.md >> "$GITHUB_STEP_SUMMARY"; fi
"""

_GITLAB = """\
# What a merge request adds to the ledger, and which claims it conflicts with. Where .gitlab-ci.yml was there already,
# give it this: `include: [{local: .gitlab/claimledger.yml}]`.
claimledger:
  image: python:3.12-slim
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0"
  before_script:
    - command -v git || { apt-get update && apt-get install --yes --no-install-recommends git; }
    - pip install claimledger==VERSION
  script:
    - claimledger check
    - >-
      claimledger diff --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --settings base
      --format gitlab=gl-code-quality-report.json --format junit=claimledger.xml --format markdown=claimledger.md
  artifacts:
    when: always
    paths: [claimledger.md]
    reports:
      codequality: gl-code-quality-report.json
      junit: claimledger.xml
"""

_GITLAB_MAIN = """\
include:
  - local: .gitlab/claimledger.yml
"""

_PRE_COMMIT = """\
repos:
  - repo: local
    hooks:
      - id: claimledger-check
        name: claimledger check
        entry: claimledger check
        language: system
        pass_filenames: false
        files: ^(ledger|articles|vocabulary)/|^claimledger\\.toml$
"""

_WORDS = """\
# Words of your beat, beside those that claimledger knows. Other files of the same kind: conversions, cues, hedges,
# holidays, institutions, metonyms, numbers, participants, places, roles, stances, units. `claimledger check` reads
# them; docs/vocabulary.md in claimledger's source says what each holds.
# classes:
#   harvest:
#     label: harvested
#     grows: true            # a later, higher figure is an update, no conflict
#     verb: [harvest, reap]
#     noun: [harvest]
"""

_FILES = {
    "articles/.gitkeep": "",
    "ledger/articles/.gitkeep": "",
    "claimledger.toml": _SETTINGS,
    "vocabulary/events.yaml": _WORDS,
    ".github/workflows/claimledger.yml": _WORKFLOW,
    ".gitlab/claimledger.yml": _GITLAB,
    ".gitlab-ci.yml": _GITLAB_MAIN,
    ".pre-commit-config.yaml": _PRE_COMMIT,
}


def init(directory: Path) -> list[tuple[Path, bool]]:
    """Each file and whether it was made; one that exists stays as it is. Raises ClaimledgerError where that fails."""
    made = []
    for name, text in _FILES.items():
        path = directory / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text.replace("VERSION", claimledger.__version__))
        except FileExistsError:
            if not path.is_file():
                raise ClaimledgerError(f"{path}: something that is no file or folder is in the way") from None
            made.append((path, False))
        except OSError as error:
            raise ClaimledgerError(f"{path}: cannot be made: {error.strerror}") from error
        else:
            made.append((path, True))
    return made
