"""Run in a network of its own: starts the app, ingests, practises and prints a report. `python -m ... FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from websockets.sync.client import connect

from bench.app_server import AppServer, free_port
from interviewer.bootstrap import Container
from interviewer.services import reports
from interviewer.services.report_files import ReportFormat
from interviewer.settings import Settings
from tests.faults.web_socket import a_rerun, until_finished


def main(folder: Path) -> None:
    notes = folder / "notes"
    given = {"INTERVIEWER_DATA_DIR": folder / "data", "INTERVIEWER_KNOWLEDGE_DIR": notes}
    product = Container(Settings.model_validate(given))
    product.bring_up_index()
    product.ingest.ingest([notes])
    assert product.search.find("很多 key 一起过期")
    session = product.practice.start(topics=(), origins=(), question_count=1, language="zh", seed=1)
    product.practice.submit_answer(session.id, session.turns[0].id, "过期时间加随机值，避免同时失效。", language="zh")
    product.practice.end(session.id)
    report = reports.build(product.sessions.get(session.id))
    for kind in ReportFormat:
        if product.report_files.trouble(report, kind) is None:
            assert product.report_files.make(report, kind, "zh")
    product.close()
    server = AppServer(folder / "data", {"INTERVIEWER_KNOWLEDGE_DIR": str(notes)}, free_port())
    server.start()
    try:
        address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        with connect(address, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:
            for page in ("", "notes", f"practice?session={session.id}", f"report?session={session.id}", "doctor"):
                socket.send(a_rerun(page))
                list(until_finished(socket))
    finally:
        server.kill()
    print("all of it works")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
