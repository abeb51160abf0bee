"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# Where a failure refuses a change, the change must be what failed: the same cases each time. Elsewhere new ones come.
settings.register_profile("same-cases", derandomize=True)
if os.environ.get("REQUIRE_SERVICES") == "1":
    settings.load_profile("same-cases")
