"""Plain pages: no script, one style sheet in the page, and a policy that forbids everything else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files


@cache
def web_file(name: str) -> str:
    """The text of a file that ships in `tradewire/release/web/`."""
    return files("tradewire.release").joinpath("web", name).read_text(encoding="utf-8")


def plain_page(title: str, body: str) -> str:
    """A whole page around a body of HTML, in which all text from elsewhere is escaped already."""
    style = web_file("plain.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{body}</body>
</html>
"""
