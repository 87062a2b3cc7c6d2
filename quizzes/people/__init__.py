"""People: how they get a name, sign in, take their data along, and go.

`names` says when two names are the same, `signing` makes accounts and brings a guest's progress into one,
`pupils` is what a teacher may do for others, `exporting` writes down all that is kept of a student,
`erasing` takes it out again, `guests` clears away those who never came back.
"""
