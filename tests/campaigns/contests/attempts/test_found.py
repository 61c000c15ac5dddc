"""The pages of an attempt find it with all that belongs to it in one statement."""

from campaigns.contests.attempts.finding import Address, find_at, shown_at
from campaigns.contests.models import Attempt, Contest, Entrant

from .cases import AttemptCase
from .factories import SECOND, publish


class FoundTests(AttemptCase):
    def address(self, **values) -> Address:
        return Address(
            **{"key": self.entrant.key, "slug": self.contest.slug, "number": 1, "attempt": 1}
            | values
        )

    def test_it_is_the_same_as_django_reads_it(self):
        attempt = self.begin()
        for state in ("open", "submitted"):
            found, _now = shown_at(self.address())
            whole = Attempt.objects.select_related("entrant__contest", "round", "rules").get()
            for field in Attempt._meta.concrete_fields:
                self.assertEqual(
                    getattr(found, field.attname), getattr(whole, field.attname), state
                )
            self.assertEqual((found.entrant, found.round), (whole.entrant, whole.round))
            self.assertEqual(found.rules.content, whole.rules.content)
            contest = found.entrant.contest
            self.assertEqual((contest, contest.title), (self.contest, self.contest.title))
            self.assertEqual((contest.slug, found.round.number), (self.contest.slug, 1))
            self.post("attempt", 1, 1, do="finish", **self.fields(attempt))
        self.assertEqual(found.state, "submitted")

    def test_nobody_finds_what_is_not_theirs(self):
        self.begin()
        other = self.client_class()
        self.register(client=other, full_name="Vàng A Páo")
        key = Entrant.objects.exclude(pk=self.entrant.pk).get().key
        for values in ({"key": key}, {"slug": "khac"}, {"number": 2}, {"attempt": 2}):
            self.assertIsNone(shown_at(self.address(**values)), values)
            self.assertEqual(find_at(self.address(**values)), (None, None), values)
        self.assertEqual(other.get(self.url("attempt", 1, 1)).status_code, 404)
        stranger = self.client_class().get(self.url("attempt", 1, 1))
        self.assertRedirects(stranger, self.url("come_back"))
        Contest.objects.update(published_at=None)
        self.assertIsNone(shown_at(self.address()))
        for client in (self.client, other, self.client_class()):
            self.assertEqual(client.get(self.url("attempt", 1, 1)).status_code, 404)

    def test_pages_cost_few_queries(self):
        fields = self.fields(self.begin())
        page, receipt = self.url("attempt", 1, 1), self.url("receipt", 1, 1)
        # Two of each page are its frame's, which tests do not keep.
        self.assert_costs(page, 2 + 2)
        self.post("attempt", 1, 1, do="finish", **fields)
        self.assert_costs(page, 1)
        self.assert_costs(receipt, 2 + 2)

    def assert_costs(self, address: str, queries: int):
        """Open a page for the second time: the first one reads what is kept."""
        self.client.get(address)
        with self.assertNumQueries(queries):
            self.client.get(address)

    def test_the_clock_and_the_rules_of_its_start_decide(self):
        attempt = self.begin()
        publish(self.contest, self.rules)
        found, _now = shown_at(self.address())
        self.assertEqual(found.rules_id, attempt.rules_id)
        self.set_clock(attempt.deadline)
        self.assertEqual(self.client.get(self.url("attempt", 1, 1)).status_code, 200)
        self.set_clock(attempt.deadline + SECOND)
        self.assertRedirects(self.client.get(self.url("attempt", 1, 1)), self.url("receipt", 1, 1))
        attempt.refresh_from_db()
        self.assertEqual((attempt.state, attempt.submitted_at), ("expired", attempt.deadline))
