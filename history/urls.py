"""Addresses of the facts and of what they rest on."""

from django.urls import path

from history.views import actors, agreements, facts, sources, timeline

urlpatterns = [
    path("", facts.fact_list, name="facts"),
    path("<int:pk>/", facts.fact_page, name="fact"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("actors/", actors.actor_list, name="actors"),
    path("actors/<int:pk>/", actors.actor, name="actor"),
    path("agreements/", agreements.agreement_list, name="agreements"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
]
