"""Whose rows a connection sees. Stores know nothing of users: each statement is narrowed here, on its way out.

A connection carries its user. What belongs to one person is found, changed and deleted only where it is theirs, and
what is written becomes theirs. The interviewers' desk is for interviewers; notes are read by all and written by their
owners. A statement that cannot be narrowed is refused, so that one that was forgotten shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Engine, Insert, Select, TableClause, Update, event
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnClause, TextClause
from sqlalchemy.sql.selectable import Alias, FromClause, Join

from interviewer.domain.errors import NotAllowed
from interviewer.domain.users import Role, User

SCOPE = "interviewer_scope"
"""Execution option of a connection: its user. Without one, the rows of all are there: for migrations and purging."""
OWNER = "owner"

OWNED = frozenset({"session", "turn", "session_words", "verdict", "correction", "recording", "preference"})
"""Of one person each."""
DESK = frozenset({"question_set", "candidate", "interview", "scorecard", "scorecard_change", "interview_recording"})
"""Shared among interviewers."""
NOTES = frozenset({"source", "section", "chunk", "generation", "key_point_edit", "refinement"})
"""Read by all, written by owners of notes."""
MACHINE = frozenset({"assessment_cache", "model_spending"})
"""Of nobody: what the first holds is found only by who has the same words already, and the second has sums of money."""

_PROTECTED = OWNED | DESK | NOTES
_OF_THE_SCHEMA = re.compile(r"\s*PRAGMA\s+(?:\w+\.)?(?:table_\w+|index_\w+|foreign_key_list)\b", re.IGNORECASE)
"""What tables look like, not what stands in them."""
_NAMES = re.compile(rf"\b({'|'.join(sorted(_PROTECTED))})\b", re.IGNORECASE)


class StatementNotScopedError(RuntimeError):
    """A fault of the program: the statement cannot be narrowed to a user's rows."""


def owner_of_row(context: Any) -> str:
    """What a new row's `owner` becomes."""
    user: User = context.execution_options[SCOPE]
    return user.id


def may_write(user: User | None, table: str) -> bool:
    """Whether the user may write to such a table at all."""
    if table in DESK:
        return user is None or user.may(Role.INTERVIEWER)
    return table not in NOTES or user is None or user.may(Role.NOTES_OWNER)


def may_read(user: User | None, table: str) -> bool:
    return table not in DESK or user is None or user.may(Role.INTERVIEWER)


def is_anybodys(connection: Connection, wanted: Select[Any]) -> bool:
    """Whether there is such a row among those of all, asked from within one user's connection."""
    return connection.execute(wanted, execution_options={SCOPE: None}).first() is not None


def guard(engine: Engine) -> None:
    """Have every statement of the engine narrowed to the user of its connection."""
    event.listen(engine, "before_execute", _before_execute, retval=True)
    event.listen(engine, "before_cursor_execute", _before_cursor_execute)


def _before_execute(
    _connection: Connection, statement: Any, multiparams: Any, params: Any, options: Any
) -> tuple[Any, Any, Any]:
    user = options.get(SCOPE)
    given = _given(multiparams, params)
    if user is not None and isinstance(statement, visitors.Visitable):
        statement = narrowed(statement, user, given)
    elif isinstance(statement, Insert) and _wants_owner(statement.table) and OWNER not in _named(statement, given):
        raise StatementNotScopedError("a row that belongs to a person, written for nobody")
    return statement, multiparams, params


def _before_cursor_execute(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    """What goes to the driver as text comes by no other gate."""
    if context.compiled is None and connection.get_execution_options().get(SCOPE) is not None:
        _refuse_text(statement)


def narrowed(statement: Any, user: User, given: frozenset[str] = frozenset()) -> Any:
    """The statement as it stands for this user; `given` are the columns that its parameters name.

    Raises NotAllowed, and StatementNotScopedError.
    """
    tables, selects = _mentioned(statement)
    if not tables & _PROTECTED:
        return statement
    if not all(may_read(user, name) for name in tables):
        raise NotAllowed(problem="for_interviewers")
    target = _target(statement)
    if target and not may_write(user, target):
        raise NotAllowed(problem="for_notes_owners")
    if isinstance(statement, Insert) and target in OWNED:
        _check_insert(statement, given)
    if not tables & OWNED:
        return statement
    if OWNER in given and target in OWNED:
        raise StatementNotScopedError("an owner is not for a statement to set")
    if selects == isinstance(statement, Select) and isinstance(statement, Select | Update | Delete):
        return statement.where(*_conditions(statement, user))
    narrow = _narrow(user)
    return visitors.cloned_traverse(statement, {}, {"select": narrow, "update": narrow, "delete": narrow})


def _narrow(user: User) -> Any:
    def add(element: Any) -> None:
        """Called with each part of a copy of the statement, to change it in place."""
        element._where_criteria += tuple(_conditions(element, user))

    return add


def _conditions(element: Select[Any] | Update | Delete, user: User) -> list[ColumnElement[bool]]:
    return [each.c[OWNER] == user.id for each in _owned_of(element)]


def _owned_of(element: Select[Any] | Update | Delete) -> list[FromClause]:
    """The tables of this part that belong to persons, by the name that they have in it."""
    if isinstance(element, Select):
        return [each for each in dict.fromkeys(_froms(element)) if _name(each) in OWNED]
    others = {each for condition in element._where_criteria for each in condition._from_objects} - {element.table}
    if others:
        raise StatementNotScopedError("a change of rows that looks at other tables without a SELECT")
    values = getattr(element, "_values", None) or {}
    if any(getattr(column, "name", column) == OWNER for column in values):
        raise StatementNotScopedError("an owner is not for a statement to set")
    return [element.table] if _name(element.table) in OWNED else []


def _froms(element: Select[Any]) -> Iterator[FromClause]:
    """All that rows come from, and tables of a SELECT around it: there a condition more does no harm."""
    sources: list[Any] = [each for column in element._raw_columns for each in column._from_objects]
    sources += [each for condition in element._where_criteria for each in condition._from_objects]
    for target, _, _, flags in element._setup_joins:
        if flags["isouter"] or flags["full"]:
            raise StatementNotScopedError("an outer join: a condition on its rows would make it an inner one")
        sources.append(target)
    for source in (*sources, *element._from_obj):
        yield from _leaves(source)


def _leaves(source: FromClause) -> Iterator[FromClause]:
    """A join's tables. What stands for a SELECT of its own is narrowed in there."""
    if not isinstance(source, Join):
        yield source
        return
    if source.isouter or source.full:
        raise StatementNotScopedError("an outer join: a condition on its rows would make it an inner one")
    yield from _leaves(source.left)
    yield from _leaves(source.right)


def _name(source: Any) -> str:
    if isinstance(source, Alias) and isinstance(source.element, TableClause):
        return source.element.name
    return source.name if isinstance(source, TableClause) else ""


def _mentioned(statement: Any) -> tuple[set[str], int]:
    """The names of all tables that the statement mentions at any depth, and how many SELECTs there are in it.

    Raises where text may mention more.
    """
    found: set[str] = set()
    selects = 0
    for each in visitors.iterate(statement):
        selects += isinstance(each, Select)
        if isinstance(each, TableClause):
            if each.name in OWNED and OWNER not in each.c:
                raise StatementNotScopedError(f"a table {each.name} that does not know its owner")
            found.add(each.name)
        elif isinstance(each, TextClause):
            _refuse_text(each.text)
        elif isinstance(each, ColumnClause) and each.is_literal:
            _refuse_text(each.name)
    return found, selects


def _target(statement: Any) -> str:
    return _name(statement.table) if isinstance(statement, Insert | Update | Delete) else ""


def _check_insert(statement: Insert, given: frozenset[str]) -> None:
    if OWNER in _named(statement, given):
        raise StatementNotScopedError("an owner is not for a statement to set")
    if statement.select is not None or statement._post_values_clause is not None:
        raise StatementNotScopedError("rows of persons are inserted by their values, and never over others")


def _wants_owner(table: TableClause) -> bool:
    """Whether its rows get their owner from the connection."""
    return OWNER in table.c and table.c[OWNER].default is not None


def _named(statement: Insert, given: frozenset[str]) -> set[str]:
    """The columns that an INSERT names."""
    rows = [statement._values or {}, *(row for rows in statement._multi_values for row in rows)]
    return {str(getattr(column, "name", column)) for row in rows for column in row} | given


def _refuse_text(text: str) -> None:
    if _NAMES.search(text) and not _OF_THE_SCHEMA.match(text):
        raise StatementNotScopedError("SQL as text, on a table that is not for all")


def _given(multiparams: Any, params: Any) -> frozenset[str]:
    """The names in what is executed along: all rows of one call have the same."""
    return frozenset(str(name) for name in (multiparams[0] if multiparams else params or {}))
