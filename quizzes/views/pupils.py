"""Two pages of the teachers' desk: add pupils, and set a pupil's password."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from quizzes.forms.pupils import PupilsForm, ResetForm
from quizzes.models import Student
from quizzes.people.pupils import Pupil, add_pupils, pupil_of, readable_password, set_password

from .accounts import form_page, sent

PAGES = "admin/quizzes/student"
RACED = "One of these names was taken while you wrote. Nobody was added: send the list again to see which."


class PupilsDesk:
    """What the admin of students has beside its list and its form.

    Teachers see and touch pupils and guests only: the accounts of the staff are the superusers' business.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("pupils/", view(self.pupils_view), name="quizzes_student_pupils"),
            path("<int:pk>/password/", view(self.password_view), name="quizzes_student_password"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Student]:
        rows: QuerySet[Student] = super().get_queryset(request)  # type: ignore[misc]
        if request.user.is_superuser:
            return rows
        return rows.filter(user__is_staff=False, user__is_superuser=False)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        user = "user" if self._opens_accounts(request) else "account"
        return (*super().get_readonly_fields(request, obj), user, "guest")  # type: ignore[misc]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return None if self._opens_accounts(request) else ["user"]

    def _opens_accounts(self, request: HttpRequest) -> bool:
        """Whether the name may lead to the account: for others it would lead to a refusal."""
        return request.user.is_superuser or request.user.has_perm("auth.view_user")

    @admin.display(description="user")
    def account(self, student: Student) -> str:
        return str(student.user)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return redirect("admin:quizzes_student_pupils")

    @method_decorator([form_page, sensitive_variables("made")])
    def pupils_view(self, request: HttpRequest) -> HttpResponse:
        """A class at once: the names go in, and come back with a password each, this once."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = PupilsForm(sent(request), teacher=request.user)  # type: ignore[arg-type]
        made: list[Pupil] = []
        if request.method == "POST" and form.is_valid():
            names, follow, only = (form.cleaned_data[name] for name in ("names", "follow", "only"))
            try:
                made = add_pupils(names, follow=follow, only=only, now=timezone.now())
            except IntegrityError:
                form.add_error("names", RACED)
            else:
                self._note_added(request, made)
        form.point()
        return self._page(request, "pupils", "Add pupils", form=form, made=made)

    def _note_added(self, request: HttpRequest, made: list[Pupil]) -> None:
        added = Student.objects.filter(user__username__in=[pupil.name for pupil in made])
        LogEntry.objects.log_actions(
            request.user.pk,  # type: ignore[arg-type]
            added.select_related("user"),
            ADDITION,
            change_message="Added as a pupil.",
        )

    @method_decorator([form_page, sensitive_post_parameters("password"), sensitive_variables("password")])
    def password_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new password for one pupil, written by the teacher or made and shown this once."""
        student = self.get_queryset(request).filter(pk=pk).select_related("user").first()
        if student is None:
            raise Http404
        if not self.has_change_permission(request, student) or not pupil_of(student):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = ResetForm(sent(request), pupil=student.user)
        if request.method != "POST" or not form.is_valid():
            form.point()
            return self._page(request, "password", f"New password for {student}", form=form, student=student)
        written = form.cleaned_data["password"]
        password = written or readable_password()
        set_password(student.user, password)
        self.log_change(request, student, "Set a new password.")  # type: ignore[attr-defined]
        if written:
            messages.success(request, f"{student} has the new password, and is signed out everywhere.")
            return redirect("admin:quizzes_student_change", student.pk)
        title = f"New password for {student}"
        return self._page(request, "password", title, form=form, student=student, made=password)

    def _page(self, request: HttpRequest, name: str, title: str, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Student._meta,
            "title": title,
            **more,
        }
        return render(request, f"{PAGES}/{name}.html", context)
