"""Python and the packages that most depends on."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.domain.ports.system import Package
from interviewer.services.system_check.finding import Finding, ok, problem, warning

SHOWN = ("streamlit", "chromadb", "sqlalchemy", "langchain", "openai")


def check(product: str, python: str, packages: Sequence[Package]) -> Finding:
    """`packages` are all that the product asks for."""
    missing = [each.name for each in packages if not each.version]
    misfits = [f"{each.name} {each.version} ({each.wanted})" for each in packages if each.version and not each.fits]
    versions = ", ".join(f"{each.name} {each.version}" for each in packages if each.name in SHOWN)
    told = {"product": product, "python": python, "versions": versions}
    if missing:
        return problem("versions", "missing", **told, names=", ".join(missing))
    return warning("versions", "other", **told, names=", ".join(misfits)) if misfits else ok("versions", **told)
