"""Words in names that are more, or less, than letters of a name."""

from __future__ import annotations

from history.names import fold

ARTICLES = frozenset("the a an".split())
SMALL = frozenset(
    "the a an of and in for to on at by de la le du von van between with its "
    "о об и в на от по для с со из между к ко 및 에 관한 의 간의 사이의".split()
)
"""Words that say nothing by themselves."""

TELLING: tuple[frozenset[str], ...] = tuple(
    frozenset(fold(group).split())
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
        "северной южной восточной западной",
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
    "ambassador governor senator lieutenant major gen adm col capt lt maj sgt late former then ex экс "
    "pres col sen amb тов ген "
    "президент премьер министр маршал генерал генералиссимус адмирал полковник товарищ император "
    "председатель господин генсек секретарь госсекретарь посол вождь лидер глава".split()
)
"""Words that stand before somebody's name and are no part of it."""

OFFICES = frozenset(
    fold(
        "россии рф ссср кндр рк сша кнр китая кореи южной северной японии российской федерации "
        "республики корея советского союза великобритании иностранных дел цк кпсс "
        "전 현 당시 러시아 소련 미국 북한 한국 남한 중국 일본 조선 대한민국 외무 초대"
    ).split()
)
"""Words that stand between such a word and a name, and say of what it was the rank."""

BEFORE_RANKS = frozenset(
    fold(
        "us soviet russian british chinese korean japanese american north south former late then dear great "
        "first second deputy acting honourable right rt hon бывший советский генеральный"
    ).split()
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
    "국가주석",
    "총통",
    "서기장",
    "제1서기",
    "총서기",
    "대원수",
    "국무장관",
    "외무장관",
    "외무상",
    "부장",
    "대사",
    "특사",
    "차관",
    "부상",
    "사령관",
    "대령",
    "각하",
    "선생",
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
    **{"sept": "september", "sep": "september", "oct": "october", "nov": "november", "aug": "august"},
    **{"colour": "colour", "color": "colour", "armor": "armour", "behavior": "behaviour", "rep": "republic"},
}
"""Words of two spellings, of America and of Britain or short and long."""

TITLE_WORDS = frozenset(
    fold(
        "treaty agreement declaration communique statement convention resolution joint general un "
        "договор договора соглашение соглашения декларация коммюнике заявление конвенция резолюция устав "
        "совместное совместная совместный оон "
        "조약 협정 선언 성명 공동 공동성명 공동선언 공동코뮈니케 합의 합의서 결의"
    ).split()
)
"""Words that many titles share."""

SUBJECTS = frozenset(
    fold(
        "mutual defence friendship trade peace security cooperation economic cultural nuclear air border "
        "alliance assistance aid relations diplomatic summit moscow korea korean ussr soviet us rok dprk "
        "взаимной обороне дружбе торговле мире безопасности сотрудничестве экономическом культурном помощи "
        "союзе отношений отношениях основах дипломатических границе usa russia prc japan"
    ).split()
)
"""What many titles are about: one of them and “treaty” is no title yet."""

BODY_WORDS = frozenset(
    "press office committee council commission command army party agency institute ministry assembly general "
    "security temporary foreign affairs military group people s national federal central service news joint "
    "research panel experts international department bureau board chinese korean advisory "
    "separate rifle brigade комиссия оон пресс служба".split()
)
"""What many bodies are called: nothing but these tells none of them."""

PEOPLES = frozenset("people s народная народные".split())
"""Words that may be left out of the middle of the name of a body."""

STATES = tuple(
    (fold(long), short)
    for long, short in (
        ("inter korean", "north south"),
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
        *((word, "ussr") for word in ("союзом советских социалистических республик", "советским союзом")),
        *((word, "ussr") for word in ("советского союза", "ссср", "советско")),
        *((word, "dprk") for word in ("корейской народно демократической республикой", "северной кореей")),
        *((word, "dprk") for word in ("корейской народно демократической республики", "северной кореи")),
        *((word, "dprk") for word in ("кндр", "северокорейский", "северокорейская", "северокорейское")),
        *((word, "rok") for word in ("республикой корея", "республики корея", "южной кореей", "южной кореи")),
        *((word, "rok") for word in ("рк", "южнокорейский", "южнокорейская", "южнокорейское")),
        *((word, "prc") for word in ("китайской народной республикой", "китайской народной республики")),
        *((word, "prc") for word in ("китаем", "китая", "кнр", "китайско")),
        *((word, "usa") for word in ("соединенными штатами америки", "соединенных штатов америки")),
        *((word, "usa") for word in ("соединенными штатами", "соединенных штатов", "сша", "американо")),
        *((word, "russia") for word in ("российской федерацией", "российской федерации")),
        *((word, "russia") for word in ("россией", "россии", "рф", "российско")),
        *((word, "japan") for word in ("японией", "японии", "японо")),
    )
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

VARIANTS = str.maketrans(
    "東澤沢來懷習錢偉蔣國華蘇聯鮮韓憲晩盧鉉錫悅趙祿鄭純榮協條約義團軍願開羅戰關総經経濟済會學書門鴨綠緑漢滿満壌",
    "东泽泽来怀习钱伟蒋国华苏联鲜韩宪晚卢铉锡悦赵禄郑纯荣协条约义团军愿开罗战关总经经济济会学书门鸭绿绿汉满满壤",
)
"""Characters that Koreans, Japanese and Chinese write in two ways."""

PALLADIUS = frozenset(
    fold(
        "мао чжоу пэн си цянь у ван чан цзян дэн тэн ли лю чжан чэнь ян чжао хуан ху чжу чу го ло чжэн лян "
        "се тан фэн юй дун чэн шэнь линь сунь е лу вэй су пань гао хэ цинь бо цзэн хуа цяо цай ма"
    ).split()
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
        "defence minister ivanov",
        "defense minister ivanov",
        "minister of defence ivanov",
        "министр обороны иванов",
        "이바노프 국방장관",
        "first lady clinton",
        "mrs clinton",
        "ms clinton",
        "senator clinton",
        "secretary clinton",
        "secretary of state clinton",
        "госсекретарь клинтон",
        "госсекретарь сша клинтон",
        "클린턴 국무장관",
        "클린턴 장관",
        "first lady roosevelt",
        "mrs roosevelt",
        "first lady trump",
        "mrs trump",
        "mrs churchill",
        "lady churchill",
        "cartier",
        "charter",
        "washington state",
        "pugin",
        "пугин",
        # of 1945, with the Republic of China
        "sino soviet treaty of friendship and alliance",
        "treaty of friendship and alliance",
        "договор о дружбе и союзе",
        "договор о дружбе и союзе между ссср и китаем",
        "договор о дружбе и союзе между ссср и китаискои республикои",
        "советско китаискии договор о дружбе и союзе",
        "중소우호동맹조약",
        "중소 우호동맹조약",
    )
)
"""Others of the same name who are better known by it."""
