from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "history"
    verbose_name = "History: facts and their evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from history import checks, revisions

        checks.register_checks()
        revisions.register()
