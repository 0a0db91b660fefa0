"""`validation/`: what the expectations found, as JSON and as a page of our own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def validation_json(validation: Mapping[str, Any]) -> str:
    """The report of the audit."""
    return json.dumps(validation, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
