"""What English calls the people and things of a state, where a sentence may use it for the name.

Keys are folded names (`history.names.fold`); values are the words as they are written.
"""

from __future__ import annotations

_USSR = ("Soviet", "Soviets", "USSR")
_RUSSIA = ("Russian", "Russians", "Russo")
_CHINA = ("Chinese", "Sino", "China")
_BOTH = (
    *("Inter-Korean", "inter-Korean", "South-North Korean", "North-South Korean"),
    *("South-North", "North-South", "two Koreas", "Koreas"),
)
_NORTH = ("DPRK", "North Korea", "North Korean", "North Koreans", "North", *_BOTH)
_SOUTH = ("ROK", "South Korea", "South Korean", "South Koreans", "South", *_BOTH)
_KOREA = ("Korean", "Koreans")
_USA = ("American", "Americans", "US", "U.S.")
_UK = ("Britain", "British", "Briton", "Anglo", "English")

DEMONYMS: dict[str, tuple[str, ...]] = {
    "ussr": _USSR,
    "soviet union": _USSR,
    "union of soviet socialist republics": _USSR,
    "russia": _RUSSIA,
    "russian federation": _RUSSIA,
    "russian empire": _RUSSIA,
    "china": _CHINA,
    "people s republic of china": _CHINA,
    "republic of china": (*_CHINA, "Taiwanese"),
    "dprk": _NORTH,
    "north korea": _NORTH,
    "democratic people s republic of korea": _NORTH,
    "rok": _SOUTH,
    "south korea": _SOUTH,
    "republic of korea": _SOUTH,
    "korea": _KOREA,
    "korean empire": _KOREA,
    "usa": _USA,
    "united states": _USA,
    "united states of america": _USA,
    "uk": _UK,
    "united kingdom": _UK,
    "great britain": _UK,
    "japan": ("Japanese",),
    "empire of japan": ("Japanese",),
    "ukraine": ("Ukrainian",),
    "hungary": ("Hungarian",),
    "poland": ("Polish",),
    "yugoslavia": ("Yugoslav", "Yugoslavian"),
    "pakistan": ("Pakistani",),
    "afghanistan": ("Afghan",),
    "albania": ("Albanian",),
    "algeria": ("Algerian",),
    "argentina": ("Argentine", "Argentinian"),
    "argentine republic": ("Argentine", "Argentinian"),
    "australia": ("Australian",),
    "austria": ("Austrian", "Austro"),
    "austria hungary": ("Austro-Hungarian",),
    "belgium": ("Belgian",),
    "bolivia": ("Bolivian",),
    "brazil": ("Brazilian",),
    "bulgaria": ("Bulgarian",),
    "canada": ("Canadian",),
    "chile": ("Chilean",),
    "colombia": ("Colombian",),
    "costa rica": ("Costa Rican",),
    "cuba": ("Cuban",),
    "czechoslovakia": ("Czechoslovak",),
    "denmark": ("Danish", "Dano"),
    "ecuador": ("Ecuadorian",),
    "egypt": ("Egyptian",),
    "estonia": ("Estonian",),
    "ethiopia": ("Ethiopian",),
    "finland": ("Finnish",),
    "france": ("French", "Franco"),
    "german democratic republic": ("East German",),
    "germany": ("German", "Germano"),
    "greece": ("Greek", "Hellenic"),
    "guatemala": ("Guatemalan",),
    "honduras": ("Honduran",),
    "iceland": ("Icelandic",),
    "india": ("Indian", "Indo"),
    "indonesia": ("Indonesian",),
    "iran": ("Iranian", "Persian"),
    "iraq": ("Iraqi",),
    "ireland": ("Irish",),
    "israel": ("Israeli",),
    "italy": ("Italian", "Italo"),
    "jordan": ("Jordanian",),
    "latvia": ("Latvian",),
    "lithuania": ("Lithuanian",),
    "luxembourg": ("Luxembourgish",),
    "mexico": ("Mexican",),
    "morocco": ("Moroccan",),
    "netherlands": ("Dutch", "Netherlandish"),
    "new zealand": ("New Zealand's",),
    "nicaragua": ("Nicaraguan",),
    "norway": ("Norwegian",),
    "ottoman empire": ("Ottoman", "Turkish"),
    "persia": ("Persian",),
    "peru": ("Peruvian",),
    "philippines": ("Philippine", "Filipino"),
    "portugal": ("Portuguese", "Luso"),
    "prussia": ("Prussian",),
    "romania": ("Romanian",),
    "serbia": ("Serbian", "Serb"),
    "spain": ("Spanish", "Hispano"),
    "sweden": ("Swedish", "Swedo"),
    "switzerland": ("Swiss",),
    "thailand": ("Thai", "Siamese"),
    "tunisia": ("Tunisian",),
    "turkey": ("Turkish", "Turco"),
    "uruguay": ("Uruguayan",),
    "venezuela": ("Venezuelan",),
    "vietnam": ("Vietnamese",),
}


ADJECTIVES = frozenset(word for words in DEMONYMS.values() for word in words)
"""Words that stand beside a noun and whose article is the noun's: "the Japanese emperor"."""


CAPITALS: dict[str, tuple[str, ...]] = {
    "union of soviet socialist republics": ("Moscow", "Kremlin"),
    "russian federation": ("Moscow", "Kremlin"),
    "people s republic of china": ("Beijing", "Peking"),
    "democratic people s republic of korea": ("Pyongyang",),
    "republic of korea": ("Seoul",),
    "united states of america": ("Washington",),
    "japan": ("Tokyo",),
    "united kingdom": ("London",),
    "france": ("Paris",),
    "germany": ("Berlin", "Bonn"),
    "italy": ("Rome",),
    "austria": ("Vienna",),
    "ukraine": ("Kyiv", "Kiev"),
}
"""Capitals that stand for their governments: "Seoul offered a loan" names the Republic of Korea."""
