"""The form of a contest in tabs; every field says what to type, with an example."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from goodnews.core.slugs import VietnameseSlugInput

from . import admin_forms
from .form_panels import PartPanel, without_comments


class ReasonPanel(FieldPanel):
    """The reason for a change; drafts change without one."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return self.instance.published_at is not None and super().is_shown()


LEAGUE_CODE_HELP = _("The code of a league, such as “thcs”; empty: for everybody.")

ABOUT = [
    TitleFieldPanel(
        "title",
        targets=["slug"],
        help_text=_("As on the poster: “Tuổi trẻ với chuyển đổi số, năm 2026”."),
    ),
    FieldPanel(
        "slug",
        widget=VietnameseSlugInput,
        help_text=_(
            "The end of the public address, made of the title where it is empty; it stays once "
            "the contest is published."
        ),
    ),
    FieldPanel(
        "summary",
        help_text=_("Two sentences for the list of contests: what it is about and who it is for."),
    ),
    FieldPanel("poster", help_text=_("A wide picture. It may be left out.")),
    FieldPanel("organiser_name", help_text=_("Such as “Ban Thường vụ Tỉnh Đoàn”.")),
    FieldPanel(
        "complaint_contact",
        help_text=_("Who answers complaints: “Văn phòng Tỉnh Đoàn, 0210 000 000”."),
    ),
]

ENTRY = [
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "age_from", help_text=_("Whole years, such as 16. Empty: no limit.")
                    ),
                    FieldPanel("age_to", help_text=_("Such as 30. Empty: no limit.")),
                ]
            ),
            FieldPanel("unit", help_text=_("Only people of this unit and of all below it.")),
            FieldPanel("unit_kinds", help_text=_("Tick none to let all kinds take part.")),
            FieldPanel(
                "roster_only", help_text=_("Only people whose names come in a spreadsheet.")
            ),
        ],
        heading=_("Who may enter"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "person",
                help_text=_("Decides when two registrations are the same person."),
            ),
            FieldRowPanel(
                [
                    FieldPanel("asks_birth_date"),
                    FieldPanel("asks_unit"),
                    FieldPanel("asks_phone"),
                    FieldPanel("asks_email"),
                ]
            ),
            FieldPanel(
                "guardian_below",
                help_text=_("Such as 16: younger ones give a parent's phone. Empty: never."),
            ),
        ],
        heading=_("Registration"),
    ),
    PartPanel(
        "leagues",
        [
            FieldRowPanel(
                [
                    FieldPanel("code", help_text=_("Short, without accents: “thcs”, “thpt”.")),
                    FieldPanel("title", help_text=_("Such as “Bảng A – Trung học cơ sở”.")),
                ]
            ),
            FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
            FieldPanel("unit_kinds"),
        ],
        heading=_("Leagues"),
        label=_("league"),
        help_text=_(
            "Only if people are ranked apart, by age or kind of unit. Without leagues everybody "
            "is ranked together."
        ),
        form_class=admin_forms.LeagueForm,
    ),
]

QUESTIONS = [
    PartPanel(
        "draws",
        [
            FieldRowPanel(
                [
                    FieldPanel("count", help_text=_("Such as 7.")),
                    FieldPanel("topic", help_text=_("Empty: of any topic.")),
                    FieldPanel("difficulty"),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel("points", help_text=_("For each of these questions.")),
                    FieldPanel("league_code", help_text=LEAGUE_CODE_HELP),
                ]
            ),
        ],
        heading=_("Questions drawn by lot"),
        label=_("line of questions"),
        help_text=_(
            "For a draw of 15 as 7 + 3 + 5 enter three lines. The bank must hold enough questions "
            "for contests."
        ),
        form_class=admin_forms.DrawLineForm,
    ),
    PartPanel(
        "fixed_questions",
        [
            FieldRowPanel(
                [
                    FieldPanel("question", help_text=_("Such as 214, as the bank numbers it.")),
                    FieldPanel("points"),
                    FieldPanel("league_code", help_text=LEAGUE_CODE_HELP),
                ]
            ),
        ],
        heading=_("Questions that everybody gets"),
        label=_("question for all"),
        form_class=admin_forms.FixedQuestionForm,
    ),
]

ROUND = [
    FieldRowPanel(
        [
            FieldPanel("number", help_text=_("1, 2, 3 … in the order of opening.")),
            FieldPanel("title", help_text=_("Such as “Tuần 1”.")),
            FieldPanel("kind"),
        ]
    ),
    FieldRowPanel(
        [
            FieldPanel("opens_at", help_text=_("Viet Nam time; this very moment is inside.")),
            FieldPanel(
                "closes_at",
                help_text=_(
                    "Viet Nam time; this very moment is outside. “24:00 30/04/2026” is the end of "
                    "30 April, the same as “00:00 01/05/2026”."
                ),
            ),
        ]
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("seconds", help_text=_("Such as 15. Empty: no limit.")),
                    FieldPanel("attempts_allowed", help_text=_("Such as 5. Empty: any number.")),
                    FieldPanel("counting"),
                ]
            ),
            FieldRowPanel([FieldPanel("several_right"), FieldPanel("shown_at_once")]),
        ],
        heading=_("How it is played"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "prediction",
                        help_text=_("Such as “number of attempts”; counted at the closing."),
                    ),
                    FieldPanel("prediction_moment"),
                ]
            ),
            FieldPanel("gate", help_text=_("Some rules rank only those with everything right.")),
            FieldPanel(
                "tie_breaks",
                help_text=_(
                    "The first that differs decides. End with “submitted earlier” or “started "
                    "earlier”, so that nothing stays undecided."
                ),
            ),
            FieldPanel("shown_count", help_text=_("Such as 50. Empty: all places.")),
        ],
        heading=_("How it is ranked"),
    ),
    *QUESTIONS,
    FieldPanel("bars_earlier"),
    MultiFieldPanel(
        [
            FieldPanel(
                "essay",
                help_text=_("Such as “Viết về một việc tốt em đã làm”. Empty: no essay."),
            ),
            FieldRowPanel(
                [
                    FieldPanel("essay_points", help_text=_("Such as 10; 0 without an essay.")),
                    FieldPanel("essay_words", help_text=_("Such as 300.")),
                    FieldPanel(
                        "essay_gap",
                        help_text=_(
                            "Such as 2: where two marks differ by more points, a third person marks."
                        ),
                    ),
                ]
            ),
        ],
        heading=_("Essay marked by people"),
    ),
]

ROUNDS = [
    PartPanel(
        "rounds",
        ROUND,
        heading=_("Rounds"),
        label=_("round"),
        help_text=_("One for each week or stage, with its dates and its questions."),
        form_class=admin_forms.RoundForm,
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "is_cumulative",
                help_text=_("The scores of all rounds are added up; a missed one is 0."),
            ),
            FieldPanel("cumulative_tie_breaks"),
        ],
        heading=_("Result of the whole contest"),
    ),
]

PRIZES = [
    FieldPanel(
        "one_prize_each",
        help_text=_("Who wins several keeps the highest; the lower one goes to the next in rank."),
    ),
    FieldPanel(
        "certifies_participation",
        help_text=_(
            "Winners always get a certificate. Tick this to give one to everybody who took part."
        ),
    ),
    PartPanel(
        "prizes",
        [
            FieldRowPanel(
                [
                    FieldPanel("title", help_text=_("Such as “Giải Nhất”.")),
                    FieldPanel("place", help_text=_("1 is the highest, then 2, 3 …")),
                    FieldPanel("count", help_text=_("How many of it.")),
                    FieldPanel("value", help_text=_("Such as “500.000 đồng”.")),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "round_number",
                        help_text=_("The number of the round; 0: of the whole contest."),
                    ),
                    FieldPanel("league_code", help_text=LEAGUE_CODE_HELP),
                    FieldPanel("measure", help_text=_("For units: by what they win.")),
                    FieldPanel(
                        "points", help_text=_("What such a prize brings the winner's unit.")
                    ),
                ]
            ),
        ],
        heading=_("Prizes"),
        label=_("prize"),
        form_class=admin_forms.PrizeForm,
    ),
]

TEXTS = [
    ReasonPanel(
        "reason",
        help_text=_(
            "These rules are published. If you change them, everybody reads the reason: “Gia hạn "
            "một ngày vì mất điện diện rộng”."
        ),
    ),
    FieldPanel(
        "before_rules",
        help_text=_("Purpose and grounds. The rules themselves are written by the system."),
    ),
    FieldPanel("after_rules", help_text=_("How prizes are handed over, and what else is to say.")),
]

CONTEST_TABS = TabbedInterface(
    [
        ObjectList(without_comments(panels), heading=heading)
        for panels, heading in (
            (ABOUT, _("The contest")),
            (ENTRY, _("Who may enter")),
            (ROUNDS, _("Rounds and questions")),
            (PRIZES, _("Prizes")),
            (TEXTS, _("Text of the rules")),
        )
    ],
    base_form_class=admin_forms.ContestForm,
)
