"""States and places of the world: what is one of them, and where some lie."""

from __future__ import annotations

from functools import lru_cache

from history.exonyms import is_known
from history.names import fold

_COUNTRIES = """
hanoi: vietnam/north vietnam/democratic republic of vietnam
cairo: egypt/united arab republic
geneva: switzerland
yalta: ussr/ukraine/russia/crimea
potsdam: germany/brandenburg
singapore: singapore/malaysia
panmunjom: korea/north korea/south korea
kaesong: north korea
yalu river: china/north korea/korea
jeju: south korea
manchuria: china/manchukuo
tokyo: japan
beijing: china
new york: new york state/ny/united states/usa
london: united kingdom/england
paris: france
berlin: germany
vienna: austria
rome: italy
"""
"""In which states some places lie, where a base does not say it."""


@lru_cache(maxsize=1)
def _lying() -> dict[str, tuple[str, ...]]:
    lines = [line.partition(": ") for line in _COUNTRIES.strip().splitlines()]
    return {place: tuple(states.split("/")) for place, _, states in lines}


def lies_in(name: str) -> tuple[str, ...]:
    """The folded English names of states in which a place lies, by its folded English name."""
    return _lying().get(name, ())


_FURTHER = frozenset(
    """
    malta мальта 몰타 altai алтай 알타이 brittany бретань 브르타뉴 java genoa генуя 제노바 cannes
    tomsk томск omsk омск portsmouth портсмут 포츠머스 pyongsong pyeongseong пхёнсон 평성
    pyongan pyeongan пхёнан 평안 pyonggang pyeonggang пхёнган 평강 pyongtaek pyeongtaek
    пхёнтхэк 평택 pyeongchang pyongchang пхёнчхан 평창 pyongsan pyongwon пхёнсан 평산 평원 icheon
    ichon ичхон 이천 인촌 inje yeoncheon ёнчхон 연천 kaechon gaecheon кэчхон 개천 kaepung gaepung
    кэпхун 개풍 kapyong gapyeong капхён 가평 yonggang ryonggang ёнган 용강 룡강 yongchon ryongchon
    рёнчхон 용천 룡천 yeongcheon yongcheon 영천 yeongwol yongwol ёнволь 영월 yeongdong 영동
    yeongdeok 영덕 yeongju ёнджу 영주 yongwon nyongwon nyeongwon нёнвон 녕원 영원 yongin ёнин 용인
    yonbyon yeonbyeon yanbian яньбянь 연변 yonan 연안 yonsan 연산 hyangsan 향산 kusong кусон 구성
    kosong kosung goseong косон 고성 hoesong hongsong keumsong 금성 kimpo gimpo кимпхо 김포
    wonju wonsan вонсан 원산 원주 sinuiju синыйджу 신의주 sinchon синчхон 신천 haeju хэджу 해주
    jeonju cheonju чонджу 전주 cheongju chongju чхонджу 청주 정주 jinju chinju чинджу 진주 jecheon
    chechon 제천 yeoju ёджу 여주 chunchon chuncheon чхунчхон 춘천 hongchon hongcheon 홍천 hwachon
    hwacheon 화천 pochon pocheon пхочхон 포천 sacheon sachon сачхон 사천 sancheong 산청 suncheon
    sunchon sunchun сунчхон 순천 anju анджу 안주 tanchon dancheon танчхон 단천 songnam seongnam
    соннам 성남 seosan sosan сосан 서산 suwon сувон 수원 sokcho сокчхо 속초 samchok samcheok 삼척
    sariwon саривон 사리원 hamhung хамхын 함흥 hungnam хыннам 흥남 chongjin чхонджин 청진 nampo
    нампхо 남포 kanggye канге 강계 hyesan хесан 혜산 rason rajin раджин 라선 라진 taejon daejeon
    тэджон 대전 taegu daegu тэгу 대구 mokpo мокпхо 목포 pohang пхохан 포항 paju пхаджу 파주 koje
    geoje кодже 거제 ulsan ульсан 울산 beihai бэйхай beidaihe baoding dandong даньдун hunchun
    yantai harbin nanjing нанкин tianjin тяньцзинь
    """.split()
)
"""Further places, folded: none is a slip in the name of another."""


def is_place(name: str) -> bool:
    """Whether a folded name is that of a state or place, be it known in any base or not.

    >>> is_place("malta"), is_place("prussia"), is_place("yalat")
    (True, True, False)
    """
    return is_known(name) or name in _further()


@lru_cache(maxsize=1)
def _further() -> frozenset[str]:
    return frozenset(map(fold, _FURTHER))
