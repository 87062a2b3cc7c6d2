"""The scheduler: when a card comes back, and what each answer says about its owner's memory.

`answering.answer` turns an answer into an event, `fold.step` moves a state by one event and `fold.fold` by a
whole log; `fold.live` tells which events count. `fsrs6` holds the formulas, `evidence` takes luck out of a
verdict, `sameday` lets stability grow once on a study day, `steps` counts the minutes of learning, `days` the
study days, `fuzz` spreads the intervals. `many` folds whole decks and `fitting` finds a student's own
weights; both need numpy, an extra, and are imported where they are used. Nothing here reads a clock, a
database or dice.
"""
