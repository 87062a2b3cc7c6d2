"""The question bank: what each fact is asked, and why it is not."""

from __future__ import annotations

from django.db import models

from history.models import Fact
from quizzes.questions import ASSERTED, Mode


class BankQuerySet(models.QuerySet["BankQuestion"]):
    def live(self) -> BankQuerySet:
        return self.filter(state=BankQuestion.State.LIVE)

    def asked(self) -> BankQuerySet:
        """What is asked anywhere: live, or in practice alone."""
        return self.filter(state__in=[BankQuestion.State.LIVE, BankQuestion.State.PRACTICE])

    def true_or_false(self) -> BankQuerySet:
        """What can be asked as true or false, for practice."""
        chosen = models.Q(state=BankQuestion.State.LIVE, mode=Mode.SINGLE, kind__in=ASSERTED)
        return self.filter(chosen | models.Q(state=BankQuestion.State.PRACTICE))

    def typed(self) -> BankQuerySet:
        """What can be asked with nothing to choose from: each has one right answer in the whole base."""
        return self.live().filter(models.Q(mode=Mode.TYPED) | models.Q(mode=Mode.SINGLE, typable=True))

    def stale(self) -> BankQuerySet:
        return self.filter(state=BankQuestion.State.STALE)


class BankQuestion(models.Model):
    """One row for each fact, facet and language, asked in its mode. Rows are updated and never recreated.

    `key` holds the right options, `pool` at most fifteen options that are proved wrong, best first or,
    where the row has a seat at a table, in the order of the seats; a question as asked is dealt from
    both (`quizzes.questions.deal`). `evidence` is what a student sees after
    answering, kept here so that answering reads one row. A stale row is never asked, and one in state
    practice only as true or false.
    """

    class State(models.TextChoices):
        LIVE = "live"
        PRACTICE = "practice"
        WITHHELD = "withheld"
        STALE = "stale"

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="questions")
    facet = models.CharField(max_length=40)
    mode = models.CharField(max_length=10, default="single")
    language = models.CharField(max_length=20, default="en")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.TextField(blank=True)
    wants_options = models.BooleanField(
        default=False, help_text="Withheld because the base has too few comparable facts so far."
    )
    stem = models.TextField(blank=True)
    given = models.JSONField(default=dict)
    key = models.JSONField(default=list)
    pool = models.JSONField(default=list)
    accept = models.JSONField(default=list, help_text="Spellings that are right when the answer is typed.")
    typable = models.BooleanField(
        default=False,
        help_text="Whether what is to be chosen can be typed instead: it is the only right answer.",
    )
    seat = models.PositiveSmallIntegerField(null=True, help_text="Its place at the table of its options.")
    table = models.CharField(
        max_length=24, blank=True, help_text="The questions that offer each other's answers."
    )
    evidence = models.JSONField(default=dict)
    fact_version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    stem_key = models.CharField(max_length=500, blank=True, db_index=True)
    given_earliest = models.BigIntegerField(null=True)
    given_latest = models.BigIntegerField(null=True)
    lot = models.IntegerField(
        default=0, help_text="A place in a shuffled order: quizzes are drawn from it without sorting."
    )

    objects = BankQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "facet", "language"], name="one_question_a_fact_facet_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withheld") | ~models.Q(reason=""),
                name="withheld_question_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="live") | ~models.Q(stem=""), name="live_question_has_a_stem"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "fact"], name="bank_state_fact"),
            models.Index(fields=["given_earliest", "given_latest"], name="bank_given_dates"),
            models.Index(fields=["stem_key", "given_earliest"], name="bank_stem_dates"),
            models.Index(fields=["state", "lot", "id"], name="bank_state_lot"),
            models.Index(fields=["fact"], condition=models.Q(wants_options=True), name="bank_wants_options"),
            models.Index(fields=["table"], condition=~models.Q(table=""), name="bank_table"),
        ]

    def __str__(self) -> str:
        return self.stem or f"{self.facet}: {self.reason}"


class OptionUse(models.Model):
    """Which facts a question leans on: a change of one of them re-proves the question.

    A live question leans on the facts that it offers as wrong options, a withheld one on those that
    stand in its way.
    """

    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="uses")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "fact"], name="option_use_once")]

    def __str__(self) -> str:
        return f"{self.question_id} uses {self.fact_id}"
