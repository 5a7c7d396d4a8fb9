"""Pinyin in the symbols that the model knows.

The symbols are those with which the model was trained: the first reading of `pinyin_to_ipa` in
misaki 0.9.4 (MIT), with arrows for tones.
"""

from __future__ import annotations

import re


def _table(pairs: str) -> dict[str, str]:
    return dict(re.findall(r"(\S+)=(\S+)", pairs))


_INITIALS = _table(
    """
    b=p p=pʰ m=m f=f d=t t=tʰ n=n l=l g=k k=kʰ h=x j=ʨ q=ʨʰ x=ɕ zh=ꭧ ch=ꭧʰ sh=ʂ r=ɻ z=ʦ c=ʦʰ s=s
    """
)
_FINALS = _table(
    """
    a=a0 ai=ai0 an=a0n ang=a0ŋ ao=au0 e=ɤ0 ei=ei0 en=ə0n eng=ə0ŋ er=ɚ0 ê=ɛ0 i=i0 ia=ja0 ian=jɛ0n
    iang=ja0ŋ iao=jau0 ie=je0 in=i0n ing=i0ŋ io=jɔ0 iong=jʊ0ŋ iou=jou0 o=wo0 ong=ʊ0ŋ ou=ou0 u=u0
    ua=wa0 uai=wai0 uan=wa0n uang=wa0ŋ uei=wei0 uen=wə0n ueng=wə0ŋ uong=ʊ0ŋ uo=wo0 ü=y0 üe=ɥe0
    üan=ɥɛ0n ün=y0n
    """
)
_ALONE = {"o": "ɔ0", "m": "m0", "n": "n0", "ng": "ŋ0", "hm": "hm0", "hng": "hŋ0", "r": "ɚ0"}
_SHORT_FINALS = {"iu": "iou", "ui": "uei", "un": "uen"}
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs]?)([a-zêü]*)([1-5])")


def symbols(pinyin: str) -> str:
    """What is said for a syllable such as "zhang3" or "lü4". Raises ValueError for no pinyin."""
    found = _SYLLABLE.fullmatch(pinyin)
    if not found:
        raise ValueError(f"{pinyin} is no pinyin with its tone")
    initial, final, tone = found.groups()
    whole = initial + final
    said = _ALONE.get(whole) or _INITIALS.get(initial, "") + _final(initial, _written_out(whole))
    return said.replace("0", _TONES[tone])


def _written_out(whole: str) -> str:
    """The syllable with its vowels in full: y and w are how i, u and ü are written at its start."""
    if re.match("yu|[jqx]u", whole):
        return whole.replace("yu", "ü", 1).replace("u", "ü", 1)
    whole = re.sub("^yi|^y", "i", re.sub("^wu|^w", "u", whole))
    return re.sub("(iu|ui|un)$", lambda short: _SHORT_FINALS[short[0]], whole)


def _final(initial: str, whole: str) -> str:
    final = whole[len(initial) :]
    if final == "i" and re.fullmatch("[zcs]h?|r", initial):
        return "ɨ0"
    if final not in _FINALS:
        raise ValueError(f"{whole} is no syllable")
    return _FINALS[final]
