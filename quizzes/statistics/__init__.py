"""What the log of a student's answers says about her learning: for the page of progress to read.

`practice` counts answers, minutes and days, `deck` looks at her cards as they are now, `retention` holds what
was expected against what became of it, `confusions` finds what she takes for each other.
"""
