from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = "Quizzes: questions, students and their memory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from history import changes
        from history.views import timeline

        from . import bank, sets
        from .views import known

        changes.subscribe(bank.refresh)
        changes.subscribe(sets.refresh)
        timeline.layers.append(known.layer)
