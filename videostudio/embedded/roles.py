"""The two roles of the embedded PostgreSQL: the keeper's, and the studio's.

The studio's role owns its database and all in it, because it migrates it. It is no superuser: it
reads and writes no files of the server, starts no programs, and makes no databases or roles.
PostgreSQL lets only the account that it runs as be the superuser. If the studio runs as the same
account, this keeps out SQL that somebody has smuggled in, but no program of that account.
"""

import os
import pwd
from pathlib import Path

DATABASE = "studio"
ROLE = "studio"
SUPERUSER = "postgres"

HBA = f"""\
# Written anew at each start.
local all {SUPERUSER} {{method}}
local all {ROLE} trust
"""
IDENT = 'keeper "{name}" ' + SUPERUSER + "\n"

SETUP = Path(__file__).with_name("roles.sql").read_text()


def access(account: pwd.struct_passwd | None) -> dict[str, str]:
    """The files that say who may connect as which role, by their names.

    `account` is the one that PostgreSQL runs as; None is our own. One without a name, as containers
    may have, cannot be asked for: then all who reach the socket may be either role.
    """
    try:
        name = (account or pwd.getpwuid(os.geteuid())).pw_name
    except KeyError:
        return {"pg_hba.conf": HBA.format(method="trust")}
    return {
        "pg_ident.conf": IDENT.format(name=name),
        "pg_hba.conf": HBA.format(method="peer map=keeper"),
    }
