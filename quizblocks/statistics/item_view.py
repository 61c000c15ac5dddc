"""One question analysed: over all, and contest by contest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from quizblocks.choices import AnnulmentKind, AnswerBasis
from quizblocks.life.annulments import annulment_sentence
from quizblocks.models import Annulment, Question

from .annulled import answers_not_counted
from .items import Flag, figures_of
from .kept import KeptSums, kept_sums, waiting_for
from .places import places_of
from .reading import JudgedQuestion, count_places, judge, tallies_between
from .sums import ItemSums
from .views import ItemReportView, KeepersOnlyMixin
from .words import decimal, duration, percent, sentence_of, with_error


class BasisForm(forms.Form):
    """Which answers in contests are judged; the first ones where nothing possible is said."""

    basis = forms.ChoiceField(choices=AnswerBasis.choices)

    @property
    def chosen(self) -> AnswerBasis:
        return AnswerBasis(self.cleaned_data["basis"]) if self.is_valid() else AnswerBasis.FIRST


@dataclass(frozen=True)
class ShownQuiz:
    """What the page says of the question in one round."""

    name: str
    findings: list[str]
    figures: list[tuple[str, str, str]]
    choices: list[dict]


class ItemView(KeepersOnlyMixin, WagtailAdminTemplateMixin, TemplateView):
    """One question: its figures, its choices and where it was asked."""

    template_name = "quizblocks/admin/item.html"
    header_icon = "table"
    page_title = _("Analysis of a question")

    def get_breadcrumbs_items(self):
        index = {"url": reverse("quizblocks_statistics:items"), "label": ItemReportView.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        question = get_object_or_404(Question, pk=self.kwargs["pk"])
        key = question.translation_key
        basis = BasisForm(self.request.GET).chosen
        tallies = tallies_between(None, None).filter(question_key=key)
        family = Question.objects.filter(translation_key=key)
        kept = kept_sums([key], basis=basis)
        judged = next(iter(judge(family, tallies, kept)), None)
        texts = {choice.translation_key: str(choice) for choice in question.choices.all()}
        return super().get_context_data(
            question=question,
            edit_url=reverse("wagtailsnippets_quizblocks_question:edit", args=[question.pk]),
            judged=judged,
            figures=figures_shown(judged) if judged else [],
            findings=findings_shown(judged) if judged else [],
            choices=choices_shown(texts, judged) if judged else [],
            quizzes=quizzes_shown(texts, judged, kept) if judged else [],
            basis=basis,
            bases=AnswerBasis.choices,
            waiting=waiting_for([key]),
            annulled=annulled_sentences(key),
            not_counted=answers_not_counted(family, first=None, last=None),
            places=places_of(count_places(tallies).get(key, {})),
            **kwargs,
        )


def annulled_sentences(key: UUID) -> list[str]:
    """Return since when and why contests do not count the question."""
    annulments = Annulment.objects.in_force().filter(question_key=key, kind=AnnulmentKind.ANNUL)
    return [annulment_sentence(each) for each in annulments]


def findings_shown(judged: JudgedQuestion) -> list[str]:
    """Return what may be wrong, as sentences."""
    return [sentence_of(found, judged.letters) for found in judged.figures.findings]


def quizzes_shown(
    texts: Mapping[UUID, str], judged: JudgedQuestion, kept: Iterable[KeptSums]
) -> list[ShownQuiz]:
    """Return the question round by round, in their order; versions of one round are one."""
    by_name: dict[str, list[KeptSums]] = {}
    for each in kept:
        by_name.setdefault(each.name, []).append(each)
    shown = []
    for name, own in by_name.items():
        sums = sum((each.sums for each in own), ItemSums())
        there = replace(judged, figures=figures_of(replace(sums, uses=1), judged.item))
        weights = [each.weight for each in own]
        weight = None if None in weights else sum(weights)
        shown.append(
            ShownQuiz(
                name=name,
                findings=findings_shown(there),
                figures=[*figures_shown(there, ALL_ASKED), weight_shown(weight)],
                choices=choices_shown(texts, there),
            )
        )
    return shown


def weight_shown(weight: float | None) -> tuple[str, str, str]:
    """Return name, value and meaning of the effective weight."""
    meaning = _("How much of the differences between the totals of this round it makes.")
    value = percent(weight) if weight is not None else _("takes away")
    return _("Effective weight"), value, meaning


FIRST_ONLY = _("First answers; later tries are counted apart.")
ALL_ASKED = _("Everybody who was asked it; who answered nothing was wrong.")


def figures_shown(
    judged: JudgedQuestion, answers: str | Promise = FIRST_ONLY
) -> list[tuple[str, str, str]]:
    """Return name, value and meaning of each figure; what only contests tell where they do.

    Args:
        answers: whose answers these are.
    """
    figures = judged.figures
    right = with_error(figures.facility, figures.facility_error, as_percent=True)
    apart = with_error(figures.discrimination, figures.discrimination_error)
    shown = [
        (_("Answers"), str(figures.answers), answers),
        (_("Uses"), str(figures.uses), _("In so many quizzes it was asked.")),
        (
            _("Right (facility)"),
            right,
            _("Mean share of the mark; the higher, the easier the question."),
        ),
        (_("By guessing"), percent(figures.guess), _("What somebody earns who ticks blindly.")),
        (_("Standard deviation"), percent(figures.spread), _("How much the marks differ.")),
        (
            _("Discrimination"),
            apart,
            _(
                "Do those who do well in the other questions do well in this one? 0.2 and more is good."
            ),
        ),
        (
            _("Answers compared"),
            str(figures.compared),
            _("Given together with others of the same quiz; only these tell the discrimination."),
        ),
    ]
    return shown + [each for each in kept_figures(judged) if each[1]]


def kept_figures(judged: JudgedQuestion) -> list[tuple[str, str, str]]:
    """Return the figures that only attempts tell; "" for a value that is not known."""
    figures = judged.figures
    efficiency = figures.efficiency
    return [
        (
            _("Discriminative efficiency"),
            "" if efficiency is None else percent(efficiency),
            _("The discrimination as a share of what so easy or so hard a question can have."),
        ),
        (
            _("Median time"),
            "" if figures.seconds is None else duration(figures.seconds),
            _("Of people who answered one question after the other and changed nothing."),
        ),
    ]


def choices_shown(texts: Mapping[UUID, str], judged: JudgedQuestion) -> list[dict]:
    """Return what the table says of each choice, in their order."""
    named = {found.flag: found.choices for found in judged.figures.findings}
    return [
        {
            "letter": judged.letters[figures.key],
            "text": texts.get(figures.key, ""),
            "is_right": figures.is_right,
            "picked": figures.picked,
            "percent": round(100 * figures.share),
            "rest": percent(figures.rest),
            "discrimination": decimal(figures.discrimination),
            "is_weak": figures.key in named.get(Flag.WEAK_DISTRACTOR, ()),
            "is_suspect": figures.key in named.get(Flag.SUSPECT_KEY, ()),
        }
        for figures in judged.figures.choices
    ]
