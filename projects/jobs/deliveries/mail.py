"""Messages by e-mail, with Django's own."""

from __future__ import annotations

import smtplib

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from projects.models import Receiver
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.work import Beat

from .telling import Told


def send_mail(receiver: Receiver, told: Told, beat: Beat) -> None:
    """Raises ServiceError."""
    subject = " ".join(f"{_('Video Studio')}: {told.message}".split())
    mail = EmailMessage(subject, f"{told.message}\n\n{told.page}\n", to=[receiver.address])
    mail.extra_headers["Message-ID"] = f"<{told.id}@video-studio>"
    beat()
    try:
        mail.send()
    except (smtplib.SMTPConnectError, ConnectionError) as failed:
        raise ServiceError(Fault.UNREACHABLE, type(failed).__name__) from failed
    except smtplib.SMTPException as failed:
        code = getattr(failed, "smtp_code", "")
        raise ServiceError(Fault.BROKEN, f"{type(failed).__name__} {code}".strip()) from failed
    except OSError as failed:  # a timeout, a certificate, no such host
        raise ServiceError(Fault.UNREACHABLE, type(failed).__name__) from failed
