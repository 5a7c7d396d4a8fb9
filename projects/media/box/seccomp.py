"""Takes system calls away from a child process, for good: seccomp(2) of Linux.

To read a video takes no socket. The calls of ptrace, namespaces, mounts, io_uring, BPF and keys are
of no use to a decoder either, and most holes of the kernel were found in them.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
_CLONE_THREAD = 0x10000
_PR_SET_NO_NEW_PRIVS, _SET_MODE_FILTER, _SPEC_ALLOW = 38, 1, 4
_EPERM, _ENOSYS = 1, 38

# linux/bpf_common.h and linux/seccomp.h
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data

# The numbers of system calls on x86-64 and on ARM64.
_REFUSED = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "io_uring_setup": (425, 425),  # it can open sockets, too
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "personality": (135, 92),
    "reboot": (169, 142),
}
# To start other processes, and to signal them. ARM64 has no fork.
_REFUSED_ALONE = {
    "fork": (57, None),
    "vfork": (58, None),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
}
_CLONE, _CLONE3 = (56, 220), 435
_SECCOMP = (317, 277)
_KINDS = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_*
_OTHER_CALLS = 0x40000000  # on x86-64, the calls of programs with short pointers begin here

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
# Looked up now: see `lifeline`.
_syscall, _prctl, _unshare = (
    (_libc.syscall, _libc.prctl, _libc.unshare) if _libc else (None, None, None)
)


class _Code(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


@dataclass(frozen=True)
class Filter:
    """What `install` needs. It is made before the fork."""

    seccomp: int
    code: _Code


def filter_of(*, alone: bool) -> Filter | None:
    """The filter for this machine; None if the numbers of its system calls are not known here.

    With `alone` a child can start threads, but no process, and it cannot signal another one.
    """
    kind = _KINDS.get(platform.machine()) if _libc and sys.maxsize > 2**32 else None
    if not kind:
        return None
    code = b"".join(_steps(*kind, alone))
    return Filter(_SECCOMP[kind[0]], _Code(len(code) // 8, code))


def _steps(column: int, arch: int, alone: bool) -> Iterable[bytes]:
    refuse, pretend = _step(_RETURN, _ERRNO | _EPERM), _step(_RETURN, _ERRNO | _ENOSYS)
    yield from (_step(_LOAD, _ARCH), _step(_IF_EQUAL, arch, 1, 0), refuse, _step(_LOAD, _NUMBER))
    yield from (_step(_IF_AT_LEAST, _OTHER_CALLS, 0, 1), refuse)
    for numbers in (*_REFUSED.values(), *(_REFUSED_ALONE.values() if alone else ())):
        if (number := numbers[column]) is not None:
            yield from (_step(_IF_EQUAL, number, 0, 1), refuse)
    if alone:
        # What clone3 is asked for cannot be seen here. The C library then asks clone.
        yield from (_step(_IF_EQUAL, _CLONE3, 0, 1), pretend)
        yield from (_step(_IF_EQUAL, _CLONE[column], 0, 3), _step(_LOAD, _FIRST_ARGUMENT))
        yield from (_step(_IF_ANY_BIT, _CLONE_THREAD, 1, 0), refuse)
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """struct sock_filter. `if_true` and `if_false` are how many steps are left out then."""
    return struct.pack("=HBBI", code, if_true, if_false, value)


def install(wanted: Filter | None) -> None:
    """In the child: from now on. SPEC_ALLOW: kernels before 5.16 would slow it down otherwise, and
    those before 4.17 do not know it."""
    if wanted and _syscall:
        for flags in (_SPEC_ALLOW, 0):
            if not _syscall(wanted.seccomp, _SET_MODE_FILTER, flags, ctypes.byref(wanted.code)):
                return


def no_new_privileges() -> None:
    """In the child: no setuid program can raise it. A filter and Landlock need that."""
    if _prctl:
        _prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def unshare(namespaces: int) -> None:
    """In the child: leave these namespaces of this process, if the system allows it."""
    if _unshare:
        _unshare(namespaces)
