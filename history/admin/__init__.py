"""The desk where teachers write: a file for each idea, as the tables have it."""

from django.contrib import admin

from . import actors, agreements, bases, facts, places, sources

__all__ = ["actors", "agreements", "bases", "facts", "places", "sources"]

admin.site.site_header = admin.site.site_title = "Attest: the desk"
admin.site.index_title = "What is said, by whom, and how far it stands"
