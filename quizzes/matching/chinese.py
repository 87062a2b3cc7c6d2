"""Chinese names, in which every syllable tells: Zhao Enlai is nobody's slip for Zhou Enlai."""

from __future__ import annotations

import re
from functools import lru_cache

from . import persons
from .scripts import is_cyrillic

_PINYIN = re.compile(
    "(?:(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])"
    "(?:iang|iong|uang|iao|ian|ien|ing|uai|uan|ang|eng|ong|ung|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|eh|ih|"
    "[aoeiu])|ang|ai|ao|ou|an|en|er|[aeo])+"
)
_PALLADIUS = re.compile(
    "(?:(?:цз|чж|[бпмфдтнлгкхцсчшжв])"
    "(?:уань|уан|уаи|юань|янь|юнь|ань|энь|ень|инь|унь|юн|ян|ан|эн|ен|ин|он|ун|аи|эи|еи|уи|уо|ао|яо|оу|юэ|юе|ия|"
    "[аяоеэюуыи])|юань|юнь|янь|ань|инь|эр|ян|ин|аи|ао|оу|юи|[аоуеия])+"
)
_FAMILIES = frozenset(
    (
        "mao miao zhou zhao zhu peng pang xi xia xie xu xue qian qin qiu qi wu wang wan wen wei weng "
        "jiang jia jin ji deng ding dong du duan dai li liu lu luo liao liang lin lei long lai zhang zeng "
        "zou zheng zhong zhan zhuang chen cheng chang cao cai cui chi yang yan yao ye yi yin yu yuan yue "
        "you huang hu huo hua han hao hou he hong fan fang fei feng fu gao ge geng gong gu guan guo gan "
        "kong kang ma mei meng mo mu nie niu ning ni pan pei pu ren ruan rong sha shang shao shen shi "
        "song su sun tan tang tao teng tian tong tu bai ban bao bi bian bo chiang chou chu hsieh hsu hsia "
        "kuo kao teh tsai tsao tseng мао мяо чжоу чжао чжу чжан чжэн чжун пэн пан пань си ся се сюй сюэ "
        "цянь цинь цю ци у ван вань вэнь вэи вэн цзян цзя цзинь цзи цао цаи цуи дэн дин дун ду дуань даи "
        "ли лю лу ло ляо лян линь лэи лун чэнь чэн чан чжань ян янь яо е и инь юи юань юэ ю хуан ху хо "
        "хуа хань хао хоу хэ хун фань фан фэи фэн фу гао гэ гэн гун гу гуань го гань кун кан ма мэи мэн "
        "мо му не ню нин ни пэи пу жэнь жуань жун ша шан шао шэнь ши сун су сунь тань тан тао тэн тянь "
        "тун ту баи бань бао би бянь бо цзэн цзоу "
    ).split()
)
"""Chinese family names in Pinyin, some in Wade-Giles, and in Palladius' letters, folded."""


@lru_cache(maxsize=20_000)
def is_syllables(word: str) -> bool:
    """Whether a folded word is made of Chinese syllables as Pinyin, Wade-Giles or Palladius write them.

    >>> is_syllables("jinping"), is_syllables("цзиньпин"), is_syllables("zedogn")
    (True, True, False)
    """
    return bool((_PALLADIUS if is_cyrillic(word) else _PINYIN).fullmatch(word))


def is_chinese(words: tuple[str, ...]) -> bool:
    """Whether it is spelled as a Chinese name, and not as a Korean one; one word if that is a family name."""
    if len(words) == 1:
        return persons.is_chinese_family(words[0])
    return persons.has_family_first(words) and not persons.is_korean(words)


def is_another(words: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether what is near a Chinese name is another one: each syllable tells.

    >>> own = ("zhou", "enlai")
    >>> is_another(("zhao", "enlai"), own), is_another(("zhuo", "enlai"), own)
    (True, False)
    """
    if not is_chinese(own) or words == own or len(words) < 2:
        return False
    family, *rest = words
    return (family == own[0] or family in _FAMILIES) and all(map(is_syllables, rest))
