"""The command `interviewer`. Results go to stdout, progress and words to stderr."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

from interviewer import __version__
from interviewer.commands import archive, corrections, desk, evaluate, goal, report, sessions, system, today
from interviewer.commands.shared import GraderChoice, answer_text, call, chosen_grader
from interviewer.domain.admission import claimed_email
from interviewer.domain.errors import (
    IndexNotBuilt,
    InterviewerError,
    MissingApiKey,
    NothingToAsk,
    SectionNotFound,
)
from interviewer.domain.notes import KeyPoint, Section, SectionStatus
from interviewer.domain.questions import Question
from interviewer.domain.text import language_of
from interviewer.domain.users import LOCAL
from interviewer.i18n import explain, translate
from interviewer.settings import load

if TYPE_CHECKING:
    from interviewer.bootstrap import Container

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
sources_app = typer.Typer(help="What is indexed; remove a source, or choose whose notes are used.")
app.add_typer(sources_app, name="sources")
app.add_typer(evaluate.app, name="eval")
app.add_typer(corrections.app, name="corrections")
app.add_typer(desk.app, name="desk")
app.command()(report.report)
app.add_typer(sessions.app, name="sessions")
app.command("export")(archive.export)
app.command("import")(archive.import_)
app.command()(today.today)
app.command()(goal.goal)


class Use(StrEnum):
    OWN = "own"
    SHIPPED = "shipped"
    BOTH = "both"


@app.callback()
def _shared(
    data_dir: Annotated[Path | None, typer.Option(help="The data folder (also after the command).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value (also after the command).")] = False,
    user: Annotated[
        str, typer.Option(help="Whose sessions, where several people log in: an e-mail address (also after).")
    ] = "",
) -> None:
    """A mock interviewer that grades spoken-style answers against your own notes."""


@app.command()
def ingest(
    paths: Annotated[list[str] | None, typer.Argument(help="Notes, or folders of notes.")] = None,
    rebuild: Annotated[bool, typer.Option(help="Make the index anew from the stored notes.")] = False,
) -> None:
    """Bring the index in step with your notes."""
    if not paths and not rebuild:
        raise UsageError("name the notes to ingest, or give --rebuild")
    if paths and not all(paths):
        raise UsageError("a path is empty")  # it would mean the folder one stands in
    from interviewer.progress import progress_bar

    index = call.container(personal=False).index
    if rebuild:
        index.run("rebuild", {})
    if not paths:
        call.print({"rebuilt": True}, translate("cli.rebuilt", call.language))
        return
    asked: dict[str, Any] = {"paths": paths, "folder": str(Path.cwd())}
    with progress_bar(call.language) as progress:
        result = index.run("ingest", asked | ({"progress": progress} if index.shows_progress else {}))
    stopped = result.pop("stopped")
    call.print(result, translate("cli.ingested", call.language, **result | _counted(result)))
    for error in result["errors"]:
        why = translate(f"error.why.{error['why']}", call.language)
        print(translate("error.note_unreadable", call.language, file=error["file"], why=why), file=sys.stderr)
    if stopped:
        print(translate("ingest.stopped", call.language, files=result["files"]), file=sys.stderr)
        raise KeyboardInterrupt


@app.command()
def doctor(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Notes, or folders of notes; they need not be indexed.")
    ] = None,
    of_system: Annotated[bool, typer.Option("--system", help="Check the installation in place of notes.")] = False,
    try_llm: Annotated[bool, typer.Option("--try-llm", help="With --system: ask the chat model for one word.")] = False,
) -> None:
    """Find what is missing, wrong or out of date in notes, or with --system in the installation. Nothing is changed."""
    if of_system:
        if paths:
            raise UsageError("--system takes no notes")
        system.check(try_llm=try_llm)
        return
    if not paths:
        raise UsageError("name the notes to examine, or give --system")
    from interviewer.progress import progress_bar
    from interviewer.services.doctor.in_words import as_text

    with progress_bar(call.language) as progress:
        examination = call.container(personal=False).doctor.examine(paths, progress)
    call.print(examination.as_json(call.language), as_text(examination, call.language))
    for file, reason in examination.unreadable:
        why = translate(f"error.why.{reason}", call.language)
        print(translate("error.note_unreadable", call.language, file=file, why=why), file=sys.stderr)


@app.command()
def sections() -> None:
    """List the sections of all notes, with their key points."""
    from interviewer.services.as_json import section_json

    found = call.container(personal=False).notes.sections()
    call.print(
        [section_json(section) for section in found], "\n".join(map(_section_line, found)), "error.index_not_built"
    )


@app.command()
def refine(
    topic: Annotated[str | None, typer.Option(help="A heading path, as `sections` prints it. Default: all.")] = None,
) -> None:
    """Let the LLM make the key points of your notes atomic. Each section is asked for once; edits stay."""
    from interviewer.domain.notes import is_under
    from interviewer.progress import progress_bar
    from interviewer.services.as_json import refined_json

    container = call.container(personal=False)
    if container.refining is None:
        raise MissingApiKey()
    if topic and not _is_known(container, topic):
        raise SectionNotFound(path=topic)
    pending = [each for each in container.refining.pending() if not topic or is_under(each.path, topic)]
    done = []
    with progress_bar(call.language) as progress:
        for at, section in enumerate(pending):
            progress(at, len(pending), section.title)
            done.append(container.refining.refine(section.id))
    result = refined_json(done)
    call.print(result, translate("cli.refined", call.language, **result))


@sources_app.callback(invoke_without_command=True)
def sources(context: typer.Context) -> None:
    """List what is indexed."""
    if context.invoked_subcommand is not None:
        return
    from interviewer.services.as_json import source_file_json

    found = call.container(personal=False).notes.sources()
    lines = [f"{'+' if each.enabled else '-'} {each.file}  ({each.sections})" for each in found]
    call.print([source_file_json(source) for source in found], "\n".join(lines), "error.index_not_built")


@sources_app.command("remove")
def remove_source(path: str) -> None:
    """Forget a source, or all sources in a folder. The files are not touched."""
    container = call.container(personal=False)
    for file in (path and _sources_at(container, path)) or [path]:
        container.index.run("remove", {"file": file})
    call.print({"removed": path}, translate("cli.removed", call.language, path=path))


@sources_app.command("use")
def use_sources(whose: Use) -> None:
    """Use your own notes, the shipped ones, or both."""
    from interviewer.services.as_json import source_file_json

    notes = call.container(personal=False).notes
    for source in notes.sources():
        notes.enable(source.file, whose is Use.BOTH or source.origin.value == whose.value)
    words = translate("cli.using", call.language, whose=whose.value)
    call.print([source_file_json(source) for source in notes.sources()], words)


@app.command()
def search(query: str, k: Annotated[int, typer.Option("-k", min=1, max=100)] = 3) -> None:
    """Find the sections that answer a query."""
    container = call.container(personal=False)
    if not container.notes.sources():
        raise IndexNotBuilt()
    found = container.index.run("search", {"query": query, "k": k})
    lines = [f"{each['path']}  {each['file']} {each['first_line']}" for each in found]
    call.print(found, "\n".join(lines), "cli.nothing_found")


@app.command()
def ask(topic: Annotated[str | None, typer.Option(help="A heading path, as `sections` prints it.")] = None) -> None:
    """Ask one question."""
    from interviewer.services.as_json import question_json
    from interviewer.services.catalogue import askable, sections_in

    container = call.container()
    if not container.notes.sources():
        raise IndexNotBuilt()
    known = sections_in(container.notes, (), call.language)
    candidates = askable(known, [topic] if topic else [])
    if topic and not askable(container.notes.sections(), [topic]) and not _is_known(container, topic):
        raise SectionNotFound(path=topic)
    candidates = candidates or askable(container.notes.sections(), [topic] if topic else [])
    if not candidates:
        raise NothingToAsk()
    section = random.choice(candidates)
    question = container.writer.question(section, language=section.language, variant=random.randrange(100))
    call.print(question_json(question), question.text)


@app.command()
def grade(
    question: Annotated[str, typer.Option(help="The question that was asked.")],
    answer: Annotated[str, typer.Option(help="The answer, or - to read it from standard input.")],
    path: Annotated[str | None, typer.Option(help="The section to grade against.")] = None,
    reference: Annotated[str | None, typer.Option(help="A reference answer to grade against.")] = None,
    key_point: Annotated[list[str] | None, typer.Option(help="A key point; may be given several times.")] = None,
    grader: Annotated[GraderChoice | None, typer.Option(help="Default: the LLM with a key, else embedded.")] = None,
) -> None:
    """Grade one answer."""
    from interviewer.services.as_json import assessment_json

    if (path is None) == (reference is None) and not key_point:
        raise UsageError("give --path or --reference, one of them")
    if path is None and not any(each.strip() for each in (reference or "", *(key_point or []))):
        raise UsageError("--reference and --key-point are empty")
    container = call.container()
    asked = _question(container, question, path, reference or "", key_point or [])
    assessment = chosen_grader(container, grader).grade(asked, answer_text(answer))
    call.print(assessment_json(assessment), _assessment_words(assessment_json(assessment)))


@app.command()
def run(port: Annotated[int | None, typer.Option(help="Default: INTERVIEWER_PORT.")] = None) -> None:
    """Index the shipped notes and serve the app on this machine."""
    from interviewer.serve import serve

    serve(load(data_dir=call.data_dir, port=port))


@app.command()
def version() -> None:
    """Print the version."""
    call.print({"version": __version__}, __version__)


def _sources_at(container: Container, path: str) -> list[str]:
    """The sources that a path names: itself as it was given to ingest, or what lies in that folder."""
    place = Path(path).resolve()
    return [
        each.file
        for each in container.notes.sources()
        if path in (each.file, each.location) or (each.location and Path(each.location).is_relative_to(place))
    ]


def _question(container: Container, text: str, path: str | None, reference: str, points: list[str]) -> Question:
    section = _section_at(container, path) if path else None
    if points:
        checklist: tuple[KeyPoint, ...] = tuple(KeyPoint(str(at), point, None) for at, point in enumerate(points))
    elif section:
        checklist = section.key_points
    else:
        from interviewer.services.evaluation_files import reference_points

        checklist = tuple(KeyPoint(str(at), each, None) for at, each in enumerate(reference_points(reference)))
    body = section.text if section else reference
    cut = not points and section is None
    section_id = section.id if section else ""
    return Question(text, section_id, path or "", checklist, body, language_of(text + body), cut_from_reference=cut)


def _section_at(container: Container, path: str) -> Section:
    for section in container.notes.sections():
        if section.path == path and section.status is not SectionStatus.GAP:
            return section
    raise SectionNotFound(path=path)


def _is_known(container: Container, topic: str) -> bool:
    from interviewer.domain.notes import is_under

    return any(is_under(section.path, topic) for section in container.notes.sections())


def _section_line(section: Section) -> str:
    return f"{section.status.value:5} {section.path}  {section.source.file} {section.source.first_line}"


def _counted(result: dict[str, Any]) -> dict[str, int]:
    return {name: len(result[name]) for name in ("gaps", "stubs", "open_questions", "errors")}


def _assessment_words(result: dict[str, Any]) -> str:
    language = call.language
    head = [str(result["score"]) if result["score"] is not None else translate("verdict.unscored", language)]
    if result["gate"]:
        head.append(translate(f"ui.gate.{result['gate']}", language))
    if result["fallback_reason"]:
        why = translate(f"fallback.{result['fallback_reason']}", language)
        head.append(translate("ui.card.fallback", language, why=why))
    lines = [
        f"{translate('verdict.' + each['verdict'], language)}  {each['key_point']}"
        + (f"  “{each['quote']}”" if each["quote"] else "")
        for each in result["verdicts"]
    ]
    lines += [f"“{each['quote']}”  {each['correction']}" for each in result["false_claims"]]
    return "\n".join([*head, *lines])


def _take_shared(arguments: Sequence[str]) -> list[str]:
    """Take --json, --data-dir and --user out of the arguments, wherever they stand."""
    rest: list[str] = []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            return [*rest, argument, *left]
        if argument == "--json":
            call.as_json = True
        elif argument == "--data-dir":
            value = next(left, None)
            if value is None:
                raise UsageError("--data-dir needs a folder")
            call.data_dir = Path(value)
        elif argument.startswith("--data-dir="):
            call.data_dir = Path(argument.partition("=")[2])
        elif argument == "--user":
            call.user = _user_id(next(left, ""))
        elif argument.startswith("--user="):
            call.user = _user_id(argument.partition("=")[2])
        elif argument in ("--answer", "--question", "--reference", "--key-point"):
            rest += [argument, *([value] if (value := next(left, None)) is not None else [])]
        else:
            rest.append(argument)
    return rest


def _user_id(given: str) -> str:
    found = LOCAL.id if given == LOCAL.id else claimed_email({"email": given})
    if not found:
        raise UsageError("--user needs an e-mail address")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command: exit 0 done, 1 a user's problem, 2 wrong use; each problem is one line on stderr."""
    call.data_dir, call.as_json, call.user = None, False, ""
    try:
        _run(sys.argv[1:] if arguments is None else arguments)
    finally:
        call.close()


def _run(arguments: Sequence[str]) -> NoReturn:
    try:
        rest = _take_shared(arguments)
        sys.exit(app(args=rest, prog_name="interviewer", standalone_mode=False) or 0)
    except NoArgsIsHelpError as error:
        if not call.as_json:
            print(error.format_message())
        print("Name a command; `interviewer --help` lists them.", file=sys.stderr)
        sys.exit(2)
    except ClickException as error:
        print(error.format_message().replace("\n", " "), file=sys.stderr)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except InterviewerError as error:
        print(explain(error, _error_language()), file=sys.stderr)
        sys.exit(1)


def _error_language() -> str:
    """The configured language, also when the settings themselves are what is wrong."""
    try:
        return call.language
    except InterviewerError:
        return "zh"


if __name__ == "__main__":
    main()
