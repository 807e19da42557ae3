#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets single system calls of a program fail, one after the other, and looks at what is left.

    report = inject.torture(prepare, check, faults=FAULTS, limit=200, seed=1)

prepare() makes a fresh start and returns a Case: the command and the folder ROOT whose calls may fail. One run
counts which calls touch ROOT; then, for each of them and each error, the program is run again with that call
failing once, and with it and all later ones of its kind failing. check(case, outcome) returns None or what is
wrong. A crash and a run of more than TIMEOUT_S are always wrong, and so is a failure without a message.

Calls are counted by thread, as strace does: the nth call fails in every thread and child that comes to an nth.
Short writes cannot be made this way (strace would only pretend): see short writes in shim.c.
"""
import dataclasses
import os
import random
import re
import signal
import subprocess
import tempfile

import powercut

TIMEOUT_S = 60

# Which errors the kernel can give for which call on a file or folder.
FAULTS = {
    "openat": ("EMFILE", "ENOSPC", "EIO"),
    "read": ("EIO", "EINTR"),
    "pread64": ("EIO", "EINTR"),
    "write": ("ENOSPC", "EIO", "EINTR", "EDQUOT"),
    "pwrite64": ("ENOSPC", "EIO", "EINTR", "EDQUOT"),
    "fsync": ("EIO", "ENOSPC", "EINTR"),
    "fdatasync": ("EIO", "ENOSPC", "EINTR"),
    "ftruncate": ("EIO", "EINTR"),
    "lseek": ("EIO",),
    "close": ("EIO",),
    "flock": ("EINTR", "ENOLCK"),
    "fcntl": ("EIO", "ENOLCK"),
    "newfstatat": ("EIO",),
    "fstat": ("EIO",),
    "getdents64": ("EIO",),
    "statfs": ("EIO",),
    "access": ("EIO",),
    "mkdir": ("ENOSPC", "EIO"),
    "mkdirat": ("ENOSPC", "EIO"),
    "unlink": ("EIO",),
    "unlinkat": ("EIO",),
    "rmdir": ("EIO",),
    "rename": ("EIO", "ENOSPC"),
    "renameat": ("EIO", "ENOSPC"),
    "renameat2": ("EIO", "ENOSPC"),
    "link": ("EIO", "ENOSPC"),
    "linkat": ("EIO", "ENOSPC"),
    "fchmod": ("EIO",),
    "copy_file_range": ("EIO", "ENOSPC", "EINTR"),
    "mmap": ("ENOMEM",),
}
# Errors after which a program rightly tries again until its patience ends: given once only.
ONCE = {("fcntl", "ENOLCK")} | {(name, "EINTR") for name in FAULTS}
WITH_DATA = ("read", "pread64", "write", "pwrite64")
CALL = re.compile(r"^(\d+) +(\w+)\((.*)", re.S)


@dataclasses.dataclass
class Case:
    command: list
    root: str
    env: dict = None
    data: object = None  # whatever check() wants to know


@dataclasses.dataclass
class Outcome:
    code: int
    output: str
    message: str
    fault: str = ""
    injected: bool = True
    timed_out: bool = False
    mute: bool = False  # the fault keeps messages from being written too

    @property
    def lines(self):
        """Complete lines of the standard output: what was acknowledged."""
        return self.output.split("\n")[:-1]


class Report:
    def __init__(self):
        self.faults = 0
        self.survived = 0  # runs that ended well all the same
        self.problems = []

    def __str__(self):
        text = f"{self.faults} faults, {self.survived} of them without effect: {len(self.problems)} problems"
        return "\n".join([text] + [f"  {fault}: {what}" for fault, what in self.problems[:8]])


def can_trace():
    """Whether strace is there and may make calls fail."""
    try:
        done = subprocess.run(['strace', '-qq', '-o', '/dev/null', '-e', 'inject=getpid:error=EIO', 'true'],
                              stderr=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def run(command, env=None):
    """Runs to the end or to the time-out; ends only what it started."""
    process = subprocess.Popen(command, env=powercut.traced_environment(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, start_new_session=True)
    try:
        output, message = process.communicate(timeout=TIMEOUT_S)
        timed_out = False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, message = process.communicate()
        timed_out = True
    return Outcome(process.returncode, output.decode("utf-8", "replace"), message.decode("utf-8", "replace"),
                   timed_out=timed_out)


def find_positions(case, faults):
    """call name → the numbers of those of its calls, counted from 1 in each thread, that touch the case's root."""
    with tempfile.NamedTemporaryFile(prefix="inject-", suffix=".strace") as log:
        outcome = run(["strace", "-f", "-y", "-qq", "-s", "4096", "-o", log.name,
                       "-e", "trace=" + ",".join("?" + name for name in faults), "-e", "signal=none", "--"]
                      + case.command, case.env)
        with open(log.name, encoding="utf-8", errors="replace") as file:
            lines = file.readlines()
    counts, positions = {}, {}
    for line in lines:
        match = CALL.match(line)
        if not match:
            continue
        thread, name = match.group(1, 2)
        counts[thread, name] = counts.get((thread, name), 0) + 1
        # Not where only the data that is read or written speaks of the folder.
        place = match.group(3).split('"')[0] if name in WITH_DATA else match.group(3)
        if case.root in place:
            positions.setdefault(name, set()).add(counts[thread, name])
    return outcome, {name: sorted(places) for name, places in positions.items()}


def run_with_fault(case, name, error, when):
    with tempfile.NamedTemporaryFile(prefix="inject-", suffix=".strace") as log:
        outcome = run(["strace", "-f", "-qq", "-o", log.name, "-e", f"trace={name}", "-e", "signal=none",
                       "-e", f"inject={name}:error={error}:when={when}", "--"] + case.command, case.env)
        with open(log.name, encoding="utf-8", errors="replace") as file:
            outcome.injected = "(INJECTED)" in file.read()
    outcome.mute = name == "write" and when.endswith("+")
    outcome.fault = f"{name} number {when} fails with {error}"
    return outcome


def judge(case, outcome, check):
    if outcome.timed_out:
        return f"no end after {TIMEOUT_S} s"
    if outcome.code < 0 or outcome.code >= 128:
        return f"killed by a signal (code {outcome.code}): {outcome.message}"
    # Where all writes fail, nothing can be said either.
    if outcome.code != 0 and not outcome.message.strip() and not outcome.mute:
        return f"ended with {outcome.code} and said nothing"
    return check(case, outcome)


def list_faults(case, faults=None):
    """Every (call, error, when) that run_with_fault() can make of @case, after a run without any."""
    faults = faults or FAULTS
    clean, positions = find_positions(case, faults)
    if clean.code != 0:
        raise RuntimeError(f"the command fails without any fault: {clean.message}")
    return [(name, error, when) for name, places in positions.items() for error in faults[name]
            for place in places for when in (str(place), f"{place}+")
            if not (when.endswith("+") and (name, error) in ONCE)]


def torture(prepare, check, *, faults=None, limit=None, seed=1):
    """All faults, or @limit of them chosen at random by @seed."""
    plan = list_faults(prepare(), faults)
    if limit is not None and limit < len(plan):
        plan = random.Random(seed).sample(plan, limit)
    report = Report()
    for name, error, when in plan:
        case = prepare()
        outcome = run_with_fault(case, name, error, when)
        if not outcome.injected:
            continue
        report.faults += 1
        report.survived += outcome.code == 0
        what = judge(case, outcome, check)
        if what:
            report.problems.append((outcome.fault, what))
    return report
