"""“I was right”: typed answers that students stand by, what a teacher made of them, and what was regraded."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from history.models import Actor, Agreement, Fact, Place

from .cards import Review, taken_back
from .students import Student


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> ProposalQuerySet:
        return self.filter(state=Proposal.State.OPEN)

    def counted(self) -> ProposalQuerySet:
        """With `students` who stand by it now; who has taken her answer back does not any more."""
        mine = Contest.objects.standing().filter(proposal=OuterRef("pk")).order_by().values("proposal")
        number = mine.annotate(number=Count("student", distinct=True)).values("number")
        return self.annotate(students=Coalesce(Subquery(number), 0))

    def waiting(self) -> ProposalQuerySet:
        """Open ones that somebody still stands by."""
        standing = Contest.objects.standing().filter(proposal=OuterRef("pk"))
        return self.open().filter(Exists(standing))

    def raised(self) -> ProposalQuerySet:
        """Those that somebody stands by, or that a teacher has decided on."""
        return self.counted().filter(Q(students__gt=0) | ~Q(state=Proposal.State.OPEN))


class Proposal(models.Model):
    """What students typed for one answer and stand by: perhaps a name of it that nobody has entered yet.

    Exactly one of actor, place, agreement and fact is what the right answer was. A fact stands for what has
    no names of its own: its date, or its title where it is no agreement; `facet` then says which. `folded` is
    what later answers are compared by. Once declined it stays so, however many type the same.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    actor = models.ForeignKey(Actor, null=True, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.CASCADE, related_name="+")
    fact = models.ForeignKey(Fact, null=True, on_delete=models.CASCADE, related_name="+")
    facet = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300, help_text="As it was first typed.")
    folded = models.CharField(max_length=500)
    at = models.DateTimeField(help_text="When it was first raised.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply = models.CharField(max_length=1000, blank=True, help_text="Why it is not right, for the students.")
    added_name = models.BigIntegerField(
        null=True, editable=False, help_text="Row number of the name that accepting it added."
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "answer stood by"
        verbose_name_plural = "answers stood by"
        ordering = ["-at", "-pk"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[name, "folded"],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"one_proposal_a_text_of_{name}",
                )
                for name in ("actor", "place", "agreement")
            ),
            models.UniqueConstraint(
                fields=["fact", "facet", "folded"],
                condition=Q(fact__isnull=False),
                name="one_proposal_a_text_of_fact",
            ),
            models.CheckConstraint(
                condition=Q(actor__isnull=False, place=None, agreement=None, fact=None)
                | Q(actor=None, place__isnull=False, agreement=None, fact=None)
                | Q(actor=None, place=None, agreement__isnull=False, fact=None)
                | Q(actor=None, place=None, agreement=None, fact__isnull=False),
                name="proposal_of_one_answer",
            ),
        ]
        indexes = [models.Index(fields=["state", "-at"], name="proposal_state")]

    def __str__(self) -> str:
        return f"“{self.text}” for {self.meant}"

    @property
    def named(self) -> Actor | Place | Agreement | None:
        """Who or what a name would be added to; None where a date or an event was asked for."""
        return self.actor or self.place or self.agreement

    @property
    def meant(self) -> Actor | Place | Agreement | Fact:
        """What the right answer is, or the fact that says so."""
        found = self.named or self.fact
        if found is None:
            raise ValueError("A proposal is about one answer.")
        return found


class ContestQuerySet(models.QuerySet["Contest"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ContestQuerySet:
        """A student sees only her own."""
        return self.filter(student__user=user.pk)

    def standing(self) -> ContestQuerySet:
        """Without those whose answer was taken back."""
        return self.filter(~Exists(taken_back("review__")))

    def decided(self) -> ContestQuerySet:
        """Those that a teacher has looked at without their answer counting as right since."""
        counts = Regrade.objects.standing().filter(answer=OuterRef("review"))
        return self.exclude(proposal__state=Proposal.State.OPEN).filter(~Exists(counts))


class Contest(models.Model):
    """One student stands by one answer, once. The question is that of the review, as it was shown.

    `told_at` is when she was told that it was decided and does not count as right.
    """

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="contest")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="contests")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="contests")
    text = models.CharField(max_length=300, help_text="The answer as this student typed it.")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["student", "-at"], name="contest_student")]

    def __str__(self) -> str:
        return f"{self.student}: {self.text}"


class RegradeQuerySet(models.QuerySet["Regrade"]):
    def standing(self) -> RegradeQuerySet:
        """Without those that were lifted."""
        return self.filter(lifted_at=None)


class Regrade(models.Model):
    """One answer that counts as right since a proposal was accepted, whether or not its student stood by it.

    `event` is the entry in the card's log that says so to memory; `by` is who accepted, None for whoever has
    left since. `lifted_at` is when a teacher took the acceptance back. `told_at` is when the student has read
    how it stands.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="regrades")
    answer = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="regrades")
    event = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="regrade")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="regrades")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = RegradeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.answer} counts as right"
