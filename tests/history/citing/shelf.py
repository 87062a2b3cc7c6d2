"""The made records that every style is tried on, and a way to see italics in plain text."""

from dataclasses import dataclass

from history.citing import CslName, Record, Runs


@dataclass(frozen=True)
class Day:
    """Stands for a HistoricalDate: only its EDTF text is read."""

    edtf: str


def shown(runs: Runs) -> str:
    """Italics between asterisks."""
    return "".join(f"*{run.text}*" if run.italic else run.text for run in runs)


KIM_SONGBO = CslName(family="김", given="성보")
KIM_IL_SUNG = CslName(family="Kim", given="Il-sung", family_first=True)
KIM_CYRILLIC = CslName(family="Ким", given="Ир Сен", family_first=True)
MAO_CYRILLIC = CslName(family="Мао", given="Цзэдун", family_first=True)
MOLOTOV = CslName(family="Молотов", given="Вячеслав Михайлович")
JAGER = CslName(family="Jager", given="Sheila Miyoshi")
DE_GAULLE = CslName(family="Gaulle", given="Charles", particle="de")
KING = CslName(family="King", given="Martin Luther", suffix="Jr.")
TASS = CslName(literal="TASS")

KOREAN_ARTICLE = Record(
    type="article-journal",
    authors=(KIM_SONGBO,),
    title="북한의 토지개혁과 농업협동화",
    container="역사비평",
    volume="18",
    pages="42-67",
    issued=Day("1992-08"),
    language="ko",
)
KIM_BOOK = Record(
    type="book",
    authors=(KIM_IL_SUNG,),
    title="With the Century",
    publisher="Foreign Languages Publishing House",
    volume="1",
    issued=Day("1992"),
)
CYRILLIC_BOOK = Record(
    type="book",
    authors=(KIM_CYRILLIC, MAO_CYRILLIC),
    title="Избранные произведения",
    publisher="Прогресс",
    issued=Day("1953/1955"),
)
PATRONYMIC = Record(
    type="book", authors=(MOLOTOV,), title="Речи", publisher="Госполитиздат", issued=Day("1948")
)
CHAPTER = Record(
    type="chapter",
    authors=(JAGER, DE_GAULLE, KING),
    title="The War",
    container="Brothers at War",
    publisher="Norton",
    pages="12-40",
    issued=Day("2013"),
)
NO_AUTHOR = Record(
    type="article-newspaper",
    title="Heated Debate?",
    container="The Economist",
    publisher="The Economist",
    pages="4",
    issued=Day("2012-12-08"),
)
AGENCY = Record(
    type="article-newspaper",
    authors=(TASS,),
    title="Treaty enters force",
    container="TASS",
    publisher="TASS",
    issued=Day("2024-12-05"),
    address="https://tass.com/world/1882445",
)
ASSEMBLY = Record(
    type="report",
    authors=(CslName(literal="United Nations General Assembly"),),
    title="Resolution 195 (III)",
    publisher="United Nations",
    issued=Day("1948-12-12"),
    address="urn:un:195",
)
UNDATED = Record(type="webpage", title="Zhou Enlai", publisher="Britannica Kids")
ACCESSED = Record(
    type="webpage",
    title="Zhou Enlai",
    publisher="Britannica Kids",
    accessed=Day("2026-01-03"),
    address="https://kids.britannica.com/zhou",
)
UN_SERIES = Record(
    type="treaty",
    title="Treaty of friendship, co-operation and mutual assistance",
    container="United Nations Treaty Series",
    publisher="United Nations",
    volume="420",
    pages="77-85",
    issued=Day("1961-07-06"),
)
UNDATED_TREATY = Record(type="treaty", title="Treaty of Kanghwa", publisher="Wikisource")
NEWSPAPER = Record(
    type="article-newspaper",
    authors=(CslName(family="Choe", given="Sang-Hun"),),
    title='Kim Says "No"',
    container="The New York Times",
    publisher="The New York Times Company",
    issued=Day("2019-05-21"),
    address="https://nyt.example/a",
)
ASKED = Record(
    type="speech", title='He said "Why?"', publisher="KCNA", container="Radio", issued=Day("1950-06/1953-07")
)
LETTER = Record(title="Letter to Stalin.", archive="AVPRF, f. 059a", issued=Day("1945-08~"))
UNSURE = Record(title="Diary", publisher="State Archive", issued=Day("1945%"))
COMMENTARII = Record(type="book", title="Commentarii", issued=Day("-0043"))
