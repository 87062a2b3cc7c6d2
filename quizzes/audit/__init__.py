"""An auditor of questions that shares no code with those who make and prove them.

It reads questions (nquestions/1) and facts (nfacts/1), decides by the written rules alone
(docs/formats.md, “What an audit looks at”), and tries to guess the answers without knowing any history.
"""

from .auditing import audit
from .report import EXAMPLES, Report, as_json, as_text
from .world import World

__all__ = ["EXAMPLES", "Report", "World", "as_json", "as_text", "audit"]
