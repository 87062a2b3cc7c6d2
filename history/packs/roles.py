"""What the starter pack calls the actors of its facts, in the words of the app.

Every text of the pack stands here once, decided by hand. What could be doubted is `other`: it is shown
to readers and never asked, so that nobody is told he is wrong who may be right. `subject` is given only
to the one doer or bearer of a fact, never to one of several.
"""

from __future__ import annotations

from history.facts import FactKind, Role

_TEXTS: dict[Role, str] = {
    Role.PARTY: "party",
    Role.SIGNATORY: (
        "signatory | signatory, Chinese People's Volunteers | signatory, DPRK"
        " | signatory, DPRK premier | signatory, Japan | signatory, Korean Empire"
        " | signatory, Korean People's Army | signatory, Korean People's Army delegation"
        " | signatory, North | signatory, PRC | signatory, ROK | signatory, Russia | signatory, South"
        " | signatory, Soviet foreign minister | signatory, UN Command"
        " | signatory, UN Command delegation | signatory, USA | signatory, USSR | signer"
    ),
    Role.VISITOR: "visitor | visitor, Supreme Leader of the DPRK | US Secretary of State, visitor",
    Role.HOST: "host | host, President of Russia | President of Russia, host",
    Role.PARTICIPANT: (
        "participant | side | joined them | President, ROK | President, USA | President, USSR"
        " | Chairman, DPRK | Chairman, DPRK National Defence Commission"
    ),
    Role.DELEGATE: (
        "DPRK head | Japanese head | ROK head | Russian head | US head | chair"
        " | Chinese head and chair | British Foreign Secretary | Chinese premier and foreign minister"
        " | DPRK foreign minister | ROK foreign minister | Soviet foreign commissar"
        " | Soviet foreign minister | US Secretary of State | Russian deputy foreign minister"
        " | DPRK vice foreign minister"
    ),
    Role.SPEAKER: "speaker | speaker, as reported | Presidential Aide, speaker",
    Role.AUTHOR: "author | author of the article | author of the praise | headline writer",
    Role.PUBLISHER: "publisher",
    Role.SENDER: "sender",
    Role.ADDRESSEE: "addressee",
    Role.ADOPTER: "adopter",
    Role.ABSTAINER: "abstainer",
    Role.ANNOUNCER: "announcer | issuer",
    Role.APPOINTEE: "appointee",
    Role.RECOGNISER: "recogniser",
    Role.RECOGNISED: "recognised | recognised entity",
    Role.DONOR: "donor | supplier | lender | giver",
    Role.RECIPIENT: "recipient | borrower | receiver",
    Role.BELLIGERENT: "belligerent",
    Role.CLAIMANT: "claimant",
    Role.SUBJECT: (
        "subject | deceased | honoured | commemorated | founded | surrendering | acceding state"
        " | new member | leaver | suspender | approver | vetoing member | breaking side | boycotter"
        " | crossing force | leaving force | returnee | denouncer"
    ),
    Role.OTHER: (
        "160th member | 161st member | Chairman of the DPRK Cabinet"
        " | Chairman of the USSR Council of Ministers | Chairman, earlier DPRK leader"
        " | DPRK ambassador | DPRK ambassador in Moscow | Korean and Chinese unit in question"
        " | Russian deputy finance minister | Russian foreign minister present at the signing"
        " | Russian president | Soviet ambassador | Soviet ambassador, reporter | Soviet envoy"
        " | Soviet side | US president receiving him | absent | admitter | advisers remaining"
        " | agency reporting it | applicant | approved the month before | asked to confirm | attacker"
        " | body | body boycotted | captor | capturing force | commander"
        " | commander of its Korean part | commission set up | creditor | debtor | declarer"
        " | defeated | defender | delegate | did not use it | earlier DPRK leader"
        " | earlier Soviet leader | first president | flag state | foreign commissar who announced it"
        " | foreign minister, delegate | fourth trustee | go-between | guest | head of delegation"
        " | helped | helper | laid the wreath | landing force | leader, Republic of China"
        " | leader, UK | leader, USA | namer | negotiator | non-signatory | observer | occupier"
        " | organisation | other party | other side | panel ended | planned guest | planned host"
        " | planner | predecessor | premier | president | president who refused | proposer | refused"
        " | refuser | renouncing side | sending side | shooting side | special envoy of Kim Jong Il"
        " | state | state represented | target | tester | third party mentioned | to be helped"
        " | unified command | unit | user of the name | victor"
    ),
}

ROLES: dict[str, Role] = {text.strip(): role for role, texts in _TEXTS.items() for text in texts.split(" | ")}

OF_AGREEMENTS: dict[str, Role] = {
    # At a meeting they met; of an agreement only its signatories are asked, and these may not be all.
    "President, ROK": Role.OTHER,
    "President, USA": Role.OTHER,
    "Chairman, DPRK": Role.OTHER,
    "founded": Role.OTHER,
}


def role_of(text: str, kind: str) -> Role | None:
    """The role that a text of the pack means in a fact of that kind; None where the table has none."""
    if kind == FactKind.AGREEMENT and text in OF_AGREEMENTS:
        return OF_AGREEMENTS[text]
    return ROLES.get(text)
