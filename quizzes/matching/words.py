"""Words in names that are more, or less, than letters of a name."""

from __future__ import annotations

ARTICLES = frozenset("the a an".split())
SMALL = frozenset("the a an of and in for to on at by de la le du von van between with its".split())
"""Words that say nothing by themselves."""

TELLING: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "north south east west",
        "northern southern eastern western",
        "norths souths easts wests",
        "upper lower middle",
        "inner outer",
        "before after pre post",
        "anti pro",
        "северная южная восточная западная",
        "северный южный восточный западный",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth",
        "elder younger",
    )
)
"""Words each of which makes another name of the rest: what is a slip in one may be another of them."""

OPPOSED = frozenset(word for group in TELLING for word in group) | frozenset("not non".split())

NUMBERS = {
    word: str(number)
    for listed in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth",
        "0th 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th",
    )
    for number, word in enumerate(listed.split())
}
"""Numbers in words."""

RANKS = frozenset(
    "president vice chairman chairwoman chair premier prime minister foreign defence defense chancellor "
    "secretary emperor empress king queen crown prince princess tsar "
    "czar kaiser shah sultan pope lord lady sir "
    "dr mr mrs ms professor prof comrade general "
    "generalissimo marshal admiral colonel captain supreme leader "
    "ambassador governor senator lieutenant major gen adm col capt lt maj sgt late former then "
    "президент премьер министр маршал генерал товарищ император председатель господин".split()
)
"""Words that stand before somebody's name and are no part of it."""

BEFORE_RANKS = frozenset(
    "us soviet russian british chinese korean japanese american north south former late then dear great "
    "first second deputy acting honourable right rt hon бывший советский генеральный".split()
)
"""Words that may stand before such a word."""

HONORIFICS = (
    "대통령",
    "총리",
    "주석",
    "위원장",
    "국무위원장",
    "국방위원장",
    "장군",
    "원수",
    "외상",
    "외교부장",
    "장관",
    "수상",
    "총비서",
    "천황",
    "황제",
    "일왕",
    "동지",
    "씨",
    "님",
)
"""What Korean puts behind a name."""

ONE_SPELLING = {
    **{"st": "saint", "ste": "saint", "mt": "mount", "ft": "fort", "gen": "general", "govt": "government"},
    **{"defense": "defence", "center": "centre", "program": "programme", "theater": "theatre"},
    **{"labor": "labour", "harbor": "harbour", "neighborliness": "neighbourliness", "neighbor": "neighbour"},
    **{
        "neighborly": "neighbourly",
        "favor": "favour",
        "honor": "honour",
        "res": "resolution",
        "dept": "department",
    },
    **{"jr": "junior", "sr": "senior", "goodneighborliness": "goodneighbourliness", "intl": "international"},
    **{"colour": "colour", "color": "colour", "armor": "armour", "behavior": "behaviour", "rep": "republic"},
}
"""Words of two spellings, of America and of Britain or short and long."""

TITLE_WORDS = frozenset(
    "treaty agreement declaration communique statement convention resolution joint general un".split()
)
"""Words that many titles share."""

SUBJECTS = frozenset(
    "mutual defence friendship trade peace security cooperation economic cultural nuclear air border "
    "alliance assistance aid relations diplomatic summit moscow korea korean ussr soviet us rok dprk".split()
)
"""What many titles are about: one of them and “treaty” is no title yet."""

BODY_WORDS = frozenset(
    "press office committee council commission command army party agency institute ministry assembly general "
    "security temporary foreign affairs military group people s national federal central service news joint "
    "research panel experts international department bureau board".split()
)
"""What many bodies are called: nothing but these tells none of them."""

STATES = (
    ("union of soviet socialist republics", "ussr"),
    ("soviet union", "ussr"),
    ("soviet", "ussr"),
    ("democratic people s republic of korea", "dprk"),
    ("north korea", "dprk"),
    ("north korean", "dprk"),
    ("republic of korea", "rok"),
    ("south korea", "rok"),
    ("south korean", "rok"),
    ("people s republic of china", "prc"),
    ("republic of china", "roc"),
    ("china", "prc"),
    ("chinese", "prc"),
    ("sino", "prc"),
    ("united states of america", "usa"),
    ("united states", "usa"),
    ("american", "usa"),
    ("us", "usa"),
    ("russian federation", "russia"),
    ("russian", "russia"),
    ("united kingdom", "uk"),
    ("great britain", "uk"),
    ("british", "uk"),
    ("japanese", "japan"),
    ("unscr", "un security council resolution"),
    ("unsc", "un security council"),
    ("unga", "un general assembly"),
    ("united nations", "un"),
)
"""What states are called in the titles of agreements, and the word that stands for all of it there."""

GENERIC = frozenset(
    "island islands city town river mountain mount peninsula region province district port harbour village "
    "state area valley lake bay metropolis capital".split()
)
"""What a place is, where its name does not say it."""

GIVEN = frozenset(
    "joseph josef iosif vladimir wladimir nikita leonid "
    "konstantin mikhail alexei aleksei alexey vyacheslav "
    "andrey andrei eduard terenty terentii yakov jacob anastas "
    "boris dmitry dmitri igor yury yuri sergei sergey "
    "alexander alexandr aleksandr franklin winston james ernest "
    "anthony john foster dean david charles douglas "
    "mark william jimmy bill madeleine robert christopher "
    "donald junichiro kenichiro mitoji masatake syngman "
    "george harry dwight richard ronald barack margaret tony "
    "theresa henry edward louis peter paul nicholas "
    "nikolai ivan pavel pyotr viktor victor georgy grigory lev leon felix anatoly valentin valery evgeny "
    "yevgeny oleg maxim roman stepan semyon lavrenty kliment maria mary elizabeth anne anna catherine jane "
    "thomas michael philip arthur albert alfred frederick francis hugh walter ralph martin matthew simon "
    "stephen steven neville clement harold edmund benjamin samuel daniel adolf otto wilhelm friedrich karl "
    "heinrich hermann hans konrad willy helmut gerhard "
    "angela charles jean jacques pierre francois philippe "
    "maurice georges raymond benito giuseppe carlo mario fidel "
    "ernesto juan jose luis carlos francisco antonio "
    "pedro hugo simon emmanuel nelson mohandas indira "
    "jawaharlal muhammad mohammed ahmed ali hassan hussein "
    "gamal anwar yasser ho lyndon gerald rex mike jim bob tom kevin jack jim tim".split()
)
"""Given names that many bear: alone they tell nobody."""

CHINESE = frozenset(
    "mao zhou chou peng xi qian wu wang chiang jiang deng teng li liu zhang chen yang zhao huang hu zhu chu "
    "guo luo zheng liang xie tang feng yu dong cheng shen lin sun ye lu wei su pan gao he qin bo zeng hua "
    "qiao tsai cai ma".split()
)
"""Chinese family names, which stand first."""

PALLADIUS = frozenset(
    "мао чжоу пэн си цянь у ван чан цзян дэн тэн ли лю чжан чэнь ян чжао хуан ху чжу чу го ло чжэн лян "
    "се тан фэн юй дун чэн шэнь линь сунь е лу вэй су пань гао хэ цинь бо цзэн хуа цяо цай ма".split()
)
"""The same in Cyrillic, as Palladius writes them."""

NAMESAKES = frozenset(
    (
        "admiral ushakov",
        "адмирал ушаков",
        "admiral makarov",
        "general ivanov",
        "kim jong suk",
        "kim jong pil",
        "cartier",
        "charter",
        "washington state",
    )
)
"""Others of the same name who are better known by it."""
