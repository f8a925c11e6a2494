"""Paths → URI references that stay inside the repository."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping

_WEB = re.compile(r"https?://[A-Za-z0-9./:_~-]+/")
_PLAIN = frozenset(f"{string.ascii_letters}{string.digits}-._~/".encode("ascii"))


def web_folder(environment: Mapping[str, str]) -> str:
    """Where the commit's files can be read, with a final slash, as the variables of GitHub Actions or GitLab CI say;
    "" elsewhere."""
    github = (environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY"), environment.get("GITHUB_SHA"))
    gitlab = (environment.get("CI_PROJECT_URL"), environment.get("CI_COMMIT_SHA"))
    if all(github):
        url = "{}/{}/blob/{}/".format(*github)
    elif all(gitlab):
        url = "{}/-/blob/{}/".format(*gitlab)
    else:
        return ""
    return url if _WEB.fullmatch(url) else ""


def relative_uri(path: str) -> str | None:
    """The path percent-encoded as a relative reference; None where it would lead elsewhere."""
    if not path or path.startswith("/") or ".." in path.split("/"):
        return None
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path.encode("utf-8", "replace"))
