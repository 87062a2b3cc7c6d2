"""The sentences of questions: what is printed, what is masked, and whose claim it is.

English is the only language of stems so far; its grammar stands here. `askable` says why a fact cannot be
asked, `dating` by which unit a date can be; `telling` and `sentences` put it into words; `hiding` takes the
answer out, by `masking`, `masking_dates` and their `lexicon`, and `leftovers` checks what is left;
`particulars` and `ways` tell homonyms apart. Generators take what they need from here.
"""

from quizzes.stems.askable import has_own_date_elsewhere, nameless, not_askable, only_planned
from quizzes.stems.dating import (
    SAFE_DAYS,
    agreed_unit,
    date_remark,
    remarked,
    safe_unit,
    shown_date,
    times,
    whole_span,
)
from quizzes.stems.hiding import betrayed, gap_question, leftover, mask_actors, mask_places, place_betrayed
from quizzes.stems.masking_dates import mask_dates, mask_years, years_of
from quizzes.stems.particulars import particulars
from quizzes.stems.sentences import DATE_PHRASES, date_stem, ended, the, unfit
from quizzes.stems.telling import (
    explained,
    given_of,
    in_full,
    listed,
    names_country,
    note_of,
    printed_actors,
    stripped_claim,
    unexplained,
    with_claim,
)
from quizzes.stems.ways import ways

__all__ = [
    "DATE_PHRASES",
    "SAFE_DAYS",
    "agreed_unit",
    "betrayed",
    "date_remark",
    "date_stem",
    "ended",
    "explained",
    "gap_question",
    "given_of",
    "has_own_date_elsewhere",
    "in_full",
    "leftover",
    "listed",
    "mask_actors",
    "mask_dates",
    "mask_places",
    "mask_years",
    "nameless",
    "names_country",
    "not_askable",
    "note_of",
    "only_planned",
    "particulars",
    "place_betrayed",
    "printed_actors",
    "remarked",
    "safe_unit",
    "shown_date",
    "stripped_claim",
    "the",
    "times",
    "unexplained",
    "unfit",
    "ways",
    "whole_span",
    "with_claim",
    "years_of",
]
