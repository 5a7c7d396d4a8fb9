"""Why a socket is closed: the codes and their reasons.

A socket that is not allowed is accepted first, then closed with a code. A browser cannot tell a
refused handshake from a lost network, and would try again for ever. The reason is for programs and
their authors.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy

# A server may send no code of its own below 3000.
MALFORMED, SIGNED_OUT, GONE, TOO_MANY, NOT_NOW = 4400, 4401, 4404, 4429, 4503
# At most 123 bytes in UTF-8 (RFC 6455, section 5.5).
REASONS = {
    MALFORMED: gettext_lazy("This socket only tells: it takes no messages."),
    SIGNED_OUT: gettext_lazy("Not signed in, or not any more."),
    GONE: gettext_lazy("There is nothing here."),
    TOO_MANY: gettext_lazy("Too many at once. Wait a minute, or close some."),
    NOT_NOW: gettext_lazy("The studio cannot answer just now. Try again in a moment."),
}
BAD_QUERY = gettext_lazy("Only since is asked here: a revision, a whole number from 0.")


class Refused(Exception):
    """The caller may not watch. `code` closes the socket, with `reason` or the code's own one."""

    def __init__(self, code: int, reason: object = None):
        super().__init__(code)
        self.code, self.reason = code, reason or REASONS[code]
