from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest, Now
from django.utils.crypto import salted_hmac

from .errors import TooManyTries
from .rate_limit import WindowCount


@dataclass(frozen=True)
class SignInTry:
    """Who tries to sign in, and from where. `account` is what was typed: it may not exist."""

    account: str
    place: str
    device: str = ""  # the id of a device on which the account was signed in to before
    is_known_place: bool = False  # the account was signed in to from there before


class LoginThrottle(WindowCount):
    """Counts wrong passwords: from one place, and for one account from everywhere (ASVS 6.3.1).

    An attacker who guesses passwords locks out only people at the same place, and who wants into
    the same account on a strange device at a strange place. Its owner has a known device, or is at
    a known place, where some tries are kept that strangers cannot use up.

    Accounts that do not exist are counted too. Otherwise the limit would tell which ones do.
    """

    WINDOW = 15 * 60  # seconds
    MOST = settings.STUDIO_TRIES  # for one account: at one place, or on one known device
    MOST_OF_ALL = settings.STUDIO_TRIES_A_PLACE  # for all accounts at one place
    KEPT = settings.STUDIO_TRIES_AN_ACCOUNT // 4  # for one account at each of its known places
    MOST_EVERYWHERE = settings.STUDIO_TRIES_AN_ACCOUNT - KEPT  # for one account, from all places

    # The kind of the count, and a digest: some people type their password into the field for the
    # name. The digest has 20 bits, so strangers cannot fill the table, whatever they type.
    who = models.CharField(max_length=40, unique=True)

    class Meta:
        db_table = "projects_guess"

    def __str__(self) -> str:
        return f"{self.who}: {self.spent}"

    @classmethod
    def count(cls, tried: SignInTry) -> None:
        """Call this before a password is checked. Raises TooManyTries if it must not be checked.

        The try is counted before its password is known to be wrong, so that many tries at once
        cannot get past the limit. `forget` takes a right one back.
        """
        if tried.device:
            # A stolen device helps little: all who have it share this count.
            cls._limit(_on_device(tried), cls.MOST)
            return
        cls._limit(_at_place(tried), cls.MOST_OF_ALL, quiet=False)
        if not tried.is_known_place:
            # Before the account is counted at this place: a thousand places leave no more rows.
            cls._look_at(_for_account(tried), cls.MOST_EVERYWHERE)
        cls._limit(_for_account_at_place(tried), cls.MOST)
        try:
            cls._limit(_for_account(tried), cls.MOST_EVERYWHERE)
        except TooManyTries as too_many:
            if not tried.is_known_place:
                raise TooManyTries(too_many.seconds, everywhere=True) from None
            cls._limit(_kept_for_place(tried), cls.KEPT)

    @classmethod
    def forget(cls, tried: SignInTry) -> None:
        """The password was right: so the wrong ones from there were typed by the same person. Tries
        for other accounts, and from other places, stay counted."""
        if tried.device:
            cls.objects.filter(who=_on_device(tried)).delete()
            return
        here = cls.objects.filter(who=_for_account_at_place(tried))
        own = min(here.values_list("spent", flat=True).first() or 0, cls.MOST)
        cls._take_back(_for_account(tried), own)
        cls._take_back(_at_place(tried), 1)
        cls.objects.filter(who__in=[_for_account_at_place(tried), _kept_for_place(tried)]).delete()

    @classmethod
    def count_old_password(cls, user_id: int) -> None:
        """The same for who changes a password and must show the old one. Raises TooManyTries."""
        cls._limit(_who("old", user_id), cls.MOST)

    @classmethod
    def forget_old_password(cls, user_id: int) -> None:
        cls.objects.filter(who=_who("old", user_id)).delete()

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(since__lt=Now() - timedelta(seconds=cls.WINDOW)).delete()

    @classmethod
    def _limit(cls, who: str, most: int, *, quiet: bool = True) -> None:
        if wait := cls._spend({"who": who}, most=most, seconds=cls.WINDOW, quiet=quiet):
            raise TooManyTries(wait)

    @classmethod
    def _look_at(cls, who: str, most: int) -> None:
        if left := cls._left(cls.objects.filter(who=who, spent__gte=most), cls.WINDOW):
            raise TooManyTries(left, everywhere=True)

    @classmethod
    def _take_back(cls, who: str, tries: int) -> None:
        cls.objects.filter(who=who).update(spent=Greatest(F("spent") - tries, 0))


def _at_place(tried: SignInTry) -> str:
    return _who("place", tried.place)


def _for_account_at_place(tried: SignInTry) -> str:
    return _who("there", tried.place, tried.account)


def _for_account(tried: SignInTry) -> str:
    return _who("account", tried.account)


def _kept_for_place(tried: SignInTry) -> str:
    return _who("kept", tried.place, tried.account)


def _on_device(tried: SignInTry) -> str:
    return _who("device", tried.device, tried.account)


def _who(kind: str, *parts: object) -> str:
    return f"{kind} {salted_hmac('guess', ' '.join(map(str, parts))).hexdigest()[:5]}"
