"""Who gets in, and when the app refuses to be reached at all."""

from __future__ import annotations

import pytest

from interviewer import login
from interviewer.domain.admission import Admission, listed
from interviewer.domain.errors import CookieSecretMissing, LoginIncomplete, LoginMissing
from interviewer.domain.users import Role
from interviewer.i18n import LANGUAGES, explain
from interviewer.settings import Settings
from tests.people import LOGIN


def admit(claims, **lists):
    user = Admission(**lists).admit(claims)
    return user and (user.id, user.roles)


CANDIDATE = frozenset({Role.CANDIDATE})
TEAM = {"domains": frozenset({"example.com"})}


@pytest.mark.parametrize(
    ("email", "gets_in"),
    [
        ("Ann@Example.COM", True),
        (" ann@example.com ", True),
        ("ann@sub.example.com", False),
        ("ann@example.com.evil.org", False),
        ("ann@evil.org@example.com", True),  # the domain is what stands behind the last sign
        ("example.com", False),
        ("@example.com", False),
        ("", False),
        (None, False),
        (["ann@example.com"], False),
    ],
)
def test_by_the_domain_of_the_address(email, gets_in):
    found = admit({"email": email}, **TEAM)
    assert (found is not None) == gets_in
    if found and "evil" not in str(email):
        assert found == ("ann@example.com", CANDIDATE)


@pytest.mark.parametrize("confirmed", [False, "false", None, 0, "no"])
def test_an_address_that_is_not_confirmed_is_nobodys(confirmed):
    assert admit({"email": "ann@example.com", "email_verified": confirmed}, **TEAM) is None
    assert admit({"email": "ann@example.com", "email_verified": True}, **TEAM) is not None


def test_by_a_group_of_any_form():
    groups = frozenset({"sre team"})
    for claim in (["x", "SRE Team"], "SRE Team", ["/sre team"]):
        assert admit({"email": "a@b.c", "groups": claim}, groups=groups) == ("a@b.c", CANDIDATE)
    for claim in (None, [], ["other"], 7, {"sre team": 1}):
        assert admit({"email": "a@b.c", "groups": claim}, groups=groups) is None
    assert admit({"email": "a@b.c", "teams": ["sre team"]}, groups=groups, groups_claim="teams") is not None


def test_roles_come_by_address_or_group_and_let_in():
    lists = {"roles": {Role.ADMIN: listed("Boss@b.c"), Role.INTERVIEWER: listed("group:leads, eva@b.c")}}
    assert admit({"email": "boss@b.c"}, **lists) == ("boss@b.c", frozenset({Role.CANDIDATE, Role.ADMIN}))
    assert admit({"email": "x@b.c", "groups": ["Leads"]}, **lists)[1] == {Role.CANDIDATE, Role.INTERVIEWER}
    assert admit({"email": "x@b.c", "groups": ["eva@b.c"]}, **lists) is None  # a group that looks like an address
    assert admit({"email": "x@b.c"}, **lists) is None


def test_a_star_is_for_all_that_the_provider_knows():
    assert admit({"email": "a@any.where"}, domains=frozenset({"*"})) is not None


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost", "unix:///run/app.sock"])
def test_this_machine_needs_no_login(address):
    login.check(Settings(), address)


@pytest.mark.parametrize("address", [None, "0.0.0.0", "::", "10.0.0.5", "example.com", "", "127.0.0.1.evil.org"])
def test_any_other_address_needs_one(address):
    with pytest.raises(LoginMissing) as raised:
        login.check(Settings(), address)
    assert all("?" not in explain(raised.value, language) for language in LANGUAGES)
    login.check(Settings(**LOGIN), address)


@pytest.mark.parametrize("missing", [name for name in LOGIN if name not in ("AUTH_INTERVIEWERS", "AUTH_NOTES_OWNERS")])
def test_half_a_login_is_none(missing):
    given = LOGIN | {"AUTH_INTERVIEWERS": "", "AUTH_NOTES_OWNERS": "", missing: ""}
    with pytest.raises(LoginIncomplete) as raised:
        login.check(Settings(**given), "127.0.0.1")
    assert raised.value.details == {"names": missing}


def test_several_servers_need_one_secret_for_their_cookies():
    postgres = {"DATABASE_URL": "postgresql+psycopg://app@db/app"}
    with pytest.raises(CookieSecretMissing):
        login.check(Settings(**LOGIN, **postgres), "0.0.0.0")
    login.check(Settings(**LOGIN, **postgres, AUTH_COOKIE_SECRET="s" * 32), "0.0.0.0")


def test_what_streamlit_is_told():
    told = login.secrets_of(Settings(**LOGIN))["auth"]
    assert told["server_metadata_url"] == "http://127.0.0.1:9/.well-known/openid-configuration"
    assert len(told["cookie_secret"]) == 64
    assert login.secrets_of(Settings()) == {}
    assert "hush" not in repr(Settings(**LOGIN, AUTH_COOKIE_SECRET="hush"))
