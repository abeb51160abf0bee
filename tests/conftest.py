"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from bench.browser import chromium, chromium_path

# Where a failure refuses a change, the change must be what failed: the same cases each time. Elsewhere new ones come.
settings.register_profile("same-cases", derandomize=True)
if os.environ.get("REQUIRE_SERVICES") == "1":
    settings.load_profile("same-cases")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process: Playwright does not run twice in one."""
    if chromium_path() is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but no Chromium is installed", pytrace=False)
        pytest.skip("no Chromium is installed")
    with chromium() as opened:
        yield opened
