"""Certificates in the admin: all of a version in lots, and one that is revoked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from campaigns.contests.choices import RoundKind
from campaigns.contests.form_pages import FormPageMixin
from campaigns.contests.models import Certificate, Round
from campaigns.contests.results.admin_views import ResultAdminMixin
from campaigns.contests.results.files import PDF
from campaigns.contests.results.ranking import ALL_ROUNDS
from goodnews.core.spreadsheets.writing import as_download

from .codes import hash_of
from .forms import CertificateSearchForm, RevokeForm
from .issuing import LOT, revoke_certificate
from .printing import file_name, print_certificates
from .statements import CertifiedTable, Statement, basis_words, certified_table

WINNERS, UNITS, OTHERS = PARTS = ("giai", "tap-the", "tham-gia")
MOST_FOUND = 30


@dataclass(frozen=True)
class Lot:
    """Certificates that come in one file.

    Attributes:
        number: from 1.
        first, last: which of the list, from 1.
        issued: how many of them have been printed before.
    """

    number: int
    first: int
    last: int
    issued: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def is_done(self) -> bool:
        return self.issued >= self.count


@dataclass(frozen=True)
class PartOfTable:
    """The winners of a table, the units that have won, or everybody else in it, in lots."""

    code: str
    lots: tuple[Lot, ...]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.lots)

    @property
    def issued(self) -> int:
        return sum(each.issued for each in self.lots)


class CertificateLotsView(ResultAdminMixin, TemplateView):
    """The certificates of the newest version of one table, a file for each lot."""

    template_name = "contests/admin/certificates.html"
    page_title = gettext_lazy("Certificates")
    header_icon = "doc-full"

    @cached_property
    def round(self) -> Round | None:
        number = self.kwargs["number"]
        if number == ALL_ROUNDS:
            return None
        rounds = self.contest.rounds.filter(kind=RoundKind.SCORED)
        return get_object_or_404(rounds, number=number)

    @cached_property
    def table(self) -> CertifiedTable | None:
        return certified_table(self.contest, self.round)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            contest=self.contest,
            round=self.round,
            table=self.table,
            parts=list(self._parts()) if self.table else [],
            **kwargs,
        )

    def _parts(self) -> Iterator[PartOfTable]:
        rows = Certificate.objects.filter(ranking=self.table.ranking)
        printed = set(rows.values_list("entrant_id", "unit_id"))
        for code in PARTS:
            holders = self._holders(code)
            lots = []
            for start in range(0, len(holders), LOT):
                lot = holders[start : start + LOT]
                done = sum(_columns(code, pk) in printed for pk, _said in lot)
                lots.append(Lot(len(lots) + 1, start + 1, start + len(lot), done))
            yield PartOfTable(code, tuple(lots))

    def _holders(self, code: str) -> list[tuple[int, Statement]]:
        if code == UNITS:
            return self.table.winning_units()
        return self.table.winners() if code == WINNERS else self.table.participants()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Send one lot."""
        code, number = request.POST.get("part", ""), request.POST.get("lot", "")
        is_number = number.isascii() and number.isdigit() and len(number) < 7
        if self.table is None or code not in PARTS or not is_number:
            raise Http404
        start = (int(number) - 1) * LOT
        lot = self._holders(code)[max(start, 0) : start + LOT] if start >= 0 else []
        if not lot:
            raise Http404
        content = print_certificates(table=self.table, statements=lot, now=timezone.now())
        if content is None:
            messages.error(request, _("Nobody in this lot gets a certificate any more."))
            return redirect(request.path)
        name = file_name(self.table, f"{code}-{int(number):03d}")
        return as_download(content, name, content_type=PDF)


def _columns(code: str, pk: int) -> tuple[int | None, int | None]:
    """Return the columns of person and unit of a certificate in the part ``code``."""
    return (None, pk) if code == UNITS else (pk, None)


class CertificateSearchView(ResultAdminMixin, TemplateView):
    """Certificates that were printed, found by the name of a person or unit, or by a code."""

    template_name = "contests/admin/certificate_search.html"
    page_title = gettext_lazy("Certificates that were issued")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs):
        form = CertificateSearchForm(self.request.GET)
        return super().get_context_data(
            contest=self.contest,
            form=form,
            found=self._found(form),
            most_found=MOST_FOUND,
            **kwargs,
        )

    def _found(self, form: CertificateSearchForm) -> list[Certificate] | None:
        if not form.typed:
            return None
        wanted = Q(code_hash=hash_of(form.typed))
        if form.folded:
            wanted |= Q(entrant__folded_name__contains=form.folded)
            wanted |= Q(unit__folded_name__contains=form.folded)
        rows = Certificate.objects.filter(wanted, contest=self.contest)
        return list(rows.select_related("entrant__unit").order_by("-pk")[:MOST_FOUND])


class CertificateRevokeView(FormPageMixin, ResultAdminMixin, TemplateView):
    """One certificate; takes it back for a reason that everybody may read."""

    template_name = "contests/admin/certificate.html"
    page_title = gettext_lazy("Certificate")
    header_icon = "doc-full"

    @cached_property
    def certificate(self) -> Certificate:
        rows = Certificate.objects.select_related("entrant__unit")
        return get_object_or_404(rows, contest=self.contest, pk=self.kwargs["certificate_pk"])

    def make_form(self, data=None):
        return RevokeForm(data)

    def keep(self, said):
        revoke_certificate(
            certificate=self.certificate,
            reason=said["reason"],
            user=self.request.user,
            now=timezone.now(),
        )
        return _("The certificate is revoked.")

    def get_context_data(self, **kwargs):
        said = Statement(**self.certificate.content)
        return super().get_context_data(
            contest=self.contest,
            certificate=self.certificate,
            said=said,
            basis=basis_words(said),
            **kwargs,
        )
