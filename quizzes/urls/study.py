"""Addresses of study, sittings and quizzes."""

from __future__ import annotations

from django.urls import path

from quizzes.views import breaks, fitting, progress, quiz, reading, sittings, study

urlpatterns = [
    path("study/", study.ask, name="study"),
    path("study/fact/<int:fact>/", study.about, name="study-fact"),
    path("study/answer/", study.answer, name="study-answer"),
    path("study/reading/", reading.reading, name="study-reading"),
    path("study/reveal/", study.reveal, name="study-reveal"),
    path("study/grade/", study.grade, name="study-grade"),
    path("study/verdict/<int:review>/", study.verdict, name="study-verdict"),
    path("study/undo/<int:review>/", study.undo, name="study-undo"),
    path("sittings/", sittings.start, name="sitting-start"),
    path("sittings/ahead/", sittings.ahead, name="sitting-ahead"),
    path("sittings/<int:sitting>/", sittings.sit, name="sitting"),
    path("sittings/<int:sitting>/finish/", sittings.finish, name="sitting-finish"),
    path("sittings/<int:sitting>/retry/", sittings.retry, name="sitting-retry"),
    path("progress/", progress.progress, name="progress"),
    path("progress/breaks/", breaks.away, name="breaks"),
    path("progress/contrast/", progress.contrast, name="progress-contrast"),
    path("progress/exam/", progress.exam, name="progress-exam"),
    path("progress/fit/", fitting.fit, name="progress-fit"),
    path("progress/year/", progress.year, name="progress-year"),
    path("quiz/", quiz.new, name="quiz-new"),
    path("quiz/count/", quiz.count, name="quiz-count"),
]
