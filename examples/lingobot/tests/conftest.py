"""No test reads the machine's own LQBOT_ variables or an `.env` file."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("LQBOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
