"""Nobody sees more of a contest than is theirs: everything is searched at five moments.

Each mark tells one thing (see ``planted_contest``). Whatever is sent to anybody is read whole:
headers, comments in the HTML, packed files. Public pages are the same for everybody, which is
tested elsewhere, so one stranger reads them; people of the roles read the rooms of the staff.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from campaigns.contests.models import Round
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import make_ranking
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.home.services import build_site
from tests.accounts.factories import make_user
from tests.security.crawling import public_routes, staff_routes, stored_files, text_of
from tests.units.factories import make_unit

from .attempts.factories import CLOSES, OPENS
from .moved_clock import clock_at
from .planted_contest import (
    FIRST_ID,
    MIDDLE,
    begin_own,
    let_all_answer,
    marks,
    plant,
    plant_certificate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frames_are_kept")]

DAY = timedelta(days=1)
PDF = "application/pdf"
STAFF = (Role.CORRESPONDENT, Role.REVIEWER, Role.EDITOR, Role.APPROVER, Role.TRANSLATOR)
WORDS = ("chim", "giang", "luat")


def close(planted):
    close_round(round_=Round.objects.get(contest=planted.contest, number=1), user=None, now=CLOSES)


def publish(planted):
    ranking = make_ranking(
        contest=planted.contest,
        round_=Round.objects.get(contest=planted.contest, number=1),
        reason="",
        user=None,
        now=CLOSES,
    )
    plant_certificate(ranking)


# What happens at each moment, and what the child's own device may show since.
MOMENTS = (
    ("before", OPENS - DAY, None, {"name"}),
    ("opening", OPENS, begin_own, {"name", "text"}),
    ("running", MIDDLE + DAY, let_all_answer, {"name"}),
    ("closed", CLOSES, close, {"name", "score"}),
    ("published", CLOSES + DAY, publish, {"name", "score"}),
)
# In the published table.
PUBLIC = {"published": {"score", "count"}}


@pytest.fixture
def planted():
    with clock_at(OPENS - 2 * DAY):
        build_site(now=OPENS - 30 * DAY)
        apply_roles()
        unit = make_unit("Xã Sín Chải", parent=make_unit())
        people = {role.value: make_user(role.value, role=role, unit=unit) for role in STAFF}
        organiser = make_user("organiser", role=Role.ORGANISER, unit=unit)
        return plant(unit), people, organiser


class Crawl:
    """Reads addresses as somebody, and keeps what was met that is not theirs."""

    def __init__(self, planted, moment):
        self.marks = marks(planted)
        self.moment = moment
        self.met = set()

    def read(self, who, client, addresses, allowed=()):
        for address in addresses:
            self.look(who, address, client.get(address), allowed)

    def take(self, who, client, address, fields=None, allowed=()) -> bool:
        """Press a button that sends a certificate; tell whether one came."""
        answer = client.post(address, fields)
        self.look(who, address, answer, allowed)
        return answer.headers.get("Content-Type") == PDF

    def look(self, who, address, answer, allowed):
        said = text_of(answer)
        self.met |= {
            (self.moment, who, what, address)
            for what, mark in self.marks.items()
            if what not in allowed and mark.search(said)
        }

    def signed_in(self, user) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return client


def public_addresses(planted, *, everything: bool) -> list[str]:
    """Return every public address, or those where a contest may be met."""
    arguments = {"slug": planted.contest.slug, "number": 1, "attempt": 1, "version": 1}
    words = [f"/{way}?q={word}" for way in ("tim-kiem/", "tim-kiem/goi-y/") for word in WORDS]
    pages = [f"/api/{version}/pages/?fields=*" for version in ("v2", "v3")]
    routes = [
        path
        for path in public_routes([arguments])
        if everything or path.startswith(("/cuoc-thi", "/gcn", "/rss", "/sitemap", "/news-"))
    ]
    return ["/", *routes, *words, *pages, *planted.receipt_addresses()]


def staff_addresses(planted, *, everything: bool) -> list[str]:
    """Return every address of contests for the staff, with those of a question of theirs."""
    contest = {"pk": planted.contest.pk, "number": 1, "certificate_pk": FIRST_ID}
    question = {"pk": planted.question_pk}
    arguments = {
        "": contest,
        "wagtailsnippets_quizblocks_question": question,
        "wagtailsnippetchoosers_quizblocks_question": question,
        "quizblocks_statistics": question,
    }
    bank = ("quizblocks_question", "quizblocks_statistics") if everything else ()
    board = f"/admin/ket-qua-thi/{planted.contest.pk}/"
    return [
        *staff_routes(arguments, holding=("contest", *bank)),
        f"{board}?q=giang",
        f"{board}vong/1/?preview=1",
        "/admin/",
        "/admin/reports/site-history/?export=csv",
    ]


def take_certificates(crawl, world, people, organiser, public) -> set[str]:
    """Let everybody try for the certificates; return who was given some."""
    address = f"/admin/ket-qua-thi/{world.contest.pk}/giay-chung-nhan/vong/1/"
    lots = [{"part": part, "lot": "1"} for part in ("giai", "tap-the", "tham-gia")]
    devices = (
        ("anonymous", Client(raise_request_exception=False), set()),
        ("the child", world.child, {"name"}),
        ("another entrant", world.other, set()),
        ("entrant elsewhere", world.neighbour, set()),
    )
    given = set()
    for who, device, own in devices:
        if crawl.take(who, device, world.certificate_address, allowed=own):
            given.add(who)
    for who, user in people.items():
        client = crawl.signed_in(user)
        for lot in lots:
            if crawl.take(who, client, address, lot, public):
                given.add(who)
    # Whose own sheets bear the names.
    office = crawl.signed_in(organiser)
    if crawl.take("organiser", office, address, lots[0], {"name"}):
        given.add("organiser")
    # A unit's names no person and no figure.
    assert crawl.take("organiser", office, address, lots[1]) == ("organiser" in given)
    return given


def test_nobody_sees_more_than_is_theirs_at_any_moment(planted):
    world, people, organiser = planted
    met, seen_by_organiser, certified = set(), set(), {}
    for name, moment, happens, own in MOMENTS:
        with clock_at(moment):
            if happens:
                happens(world)
            call_command("update_index", verbosity=0)
            crawl = Crawl(world, name)
            public = PUBLIC.get(name, set())
            stranger = Client(raise_request_exception=False)
            everything = name in ("running", "published")
            crawl.read(
                "anonymous", stranger, public_addresses(world, everything=everything), public
            )
            # Who holds a certificate is told what it says, and nothing of the table.
            crawl.read("anonymous", stranger, world.check_addresses())
            crawl.read("the child", world.child, world.own_addresses(), own | public)
            crawl.read("another entrant", world.other, world.own_addresses(), public)
            crawl.read("entrant elsewhere", world.neighbour, world.own_addresses(), public)
            addresses = staff_addresses(world, everything=name == "running")
            for who, user in people.items():
                crawl.read(who, crawl.signed_in(user), addresses, public)
            certified[name] = take_certificates(crawl, world, people, organiser, public)
            met |= crawl.met
            entitled = Crawl(world, name)
            entitled.read("organiser", entitled.signed_in(organiser), addresses)
            seen_by_organiser |= {what for _moment, _who, what, _address in entitled.met}
    assert sorted(met) == []
    assert certified.pop("published") == {"the child", "organiser"}
    assert not any(certified.values())
    # What is looked for is there to be found.
    assert seen_by_organiser >= {"key", "reason", "text", "name", "count"}
    files = b"".join(stored_files().values()).decode(errors="replace").lower()
    assert [what for what, mark in marks(world).items() if mark.search(files)] == []
