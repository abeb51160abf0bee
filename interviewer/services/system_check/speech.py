"""Who hears recordings, and who reads questions aloud. Their servers are not asked: each call would cost."""

from __future__ import annotations

from interviewer.services.system_check.finding import Finding, ok, problem


def transcription(provider: str, *, server: str, model: str, local_model: str, installed: bool) -> Finding:
    """`provider` as the setting has it; `server` is the address of a recogniser, "" without one."""
    if provider == "none":
        return ok("transcription", "off")
    if provider == "openai" or (provider == "auto" and server):
        if not server:
            return problem("transcription", "no_server")
        return ok("transcription", "server", model=model, place=server)
    if not installed:
        return problem("transcription", "not_installed") if provider == "local" else ok("transcription", "nobody")
    return ok("transcription", "local", model=local_model)


def voice(model: str, place: str) -> Finding:
    return ok("voice", "server", model=model, place=place) if model else ok("voice", "browser")
