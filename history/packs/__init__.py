"""Fact bases in files: read, checked, loaded into the tables, and written again.

`files` opens a file within its limits, `starter` and `nfacts` read the two formats into one `bundle`,
`store` loads a bundle, `stored` reads it back from the tables and `writing` writes nfacts/1.
"""
