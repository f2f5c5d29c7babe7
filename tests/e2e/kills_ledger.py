"""What the programs said while they were killed, and whether it was true in the end. Pure: no process in sight.

An entry is (unit, form, period). Every submit and every "returned" carries a mark of its own (a note, a reason), so that it
can be found again, and counted.
"""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Submit:
    entry: tuple
    note: str
    number: int
    device: str
    said: bool  # "đã lưu" was shown; else it was found saved after the program had come back


@dataclasses.dataclass(frozen=True)
class Receipt:
    """A person was shown that the hub has it: by its place in the hub's log, or (0) that nothing waits any more."""
    entry: tuple
    note: str
    hub_index: int = 0


@dataclasses.dataclass(frozen=True)
class Verdict:
    """Answered by the hub, and another word than the one before it on the same revision."""
    entry: tuple
    revision: str
    accepted: bool
    reason: str


@dataclasses.dataclass(frozen=True)
class Revision:
    """As a side shows it."""
    id: str
    standing: str
    note: str
    number: int
    hub_index: int
    verdict: tuple = ()  # (accepted, reason)


@dataclasses.dataclass
class Ledger:
    submits: list = dataclasses.field(default_factory=list)
    receipts: list = dataclasses.field(default_factory=list)
    verdicts: list = dataclasses.field(default_factory=list)
    # What was missing already while it went on: a draft that had been kept, a log that had become shorter.
    missing: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class World:
    """What is there in the end. Histories by entry; the agents' by device."""
    hub: dict
    agents: dict
    returned_reasons: list  # of every "returned" in the hub's log
    verdicts: int           # records of verdicts in the hub's log
    problems: list          # of `gom-hub verify`


@dataclasses.dataclass
class Judgement:
    lost: list = dataclasses.field(default_factory=list)
    doubled: list = dataclasses.field(default_factory=list)

    def take(self, count, what):
        if count == 0:
            self.lost.append(what)
        elif count > 1:
            self.doubled.append(f"{what}: {count} times")


def effective(revisions, note):
    """"same" is one revision under two names: one effect."""
    return [r for r in revisions if r.note == note and r.standing != "same"]


def judge(ledger, world):
    """Where each entry has one computer that writes it."""
    judgement = Judgement(lost=list(ledger.missing))
    judge_submits(ledger, world, judgement)
    judge_heads(ledger, world, judgement)
    judge_receipts(ledger, world, judgement)
    judge_verdicts(ledger, world, judgement)
    judge_agreement(world, judgement)
    return judgement


def judge_submits(ledger, world, judgement):
    for s in ledger.submits:
        for side, history in (("hub", world.hub), (s.device, world.agents[s.device])):
            found = effective(history.get(s.entry, []), s.note)
            judgement.take(len(found), f"{side}: submit {s.note} of {s.entry}")
            if found and found[0].number != s.number:
                judgement.lost.append(f"{side}: submit {s.note} of {s.entry}: {found[0].number} instead of {s.number}")
    known = {s.note for s in ledger.submits}
    for entry, revisions in world.hub.items():
        judgement.doubled += [f"hub: {entry} {r.id}: nobody submitted {r.note!r}" for r in revisions if r.note not in known]


def judge_heads(ledger, world, judgement):
    last = {s.entry: s.note for s in ledger.submits}
    for entry, revisions in world.hub.items():
        for r in revisions:
            if (r.standing == "head") != (r.note == last.get(entry)) and r.standing != "same":
                judgement.lost.append(f"hub: {entry} {r.id}: {r.standing}, but {last.get(entry)} was submitted last")


def judge_receipts(ledger, world, judgement):
    for receipt in ledger.receipts:
        found = effective(world.hub.get(receipt.entry, []), receipt.note)
        if not found or receipt.hub_index not in (0, found[0].hub_index):
            judgement.lost.append(f"hub: not true: {receipt}")


def judge_verdicts(ledger, world, judgement):
    last = {}
    for v in ledger.verdicts:
        last[v.entry, v.revision] = (v.accepted, v.reason)
        if not v.accepted:
            judgement.take(world.returned_reasons.count(v.reason), f"hub: verdict {v.reason} on {v.revision}")
    for (entry, revision), word in last.items():
        found = [r.verdict for r in world.hub.get(entry, []) if r.id == revision]
        if found != [word]:
            judgement.lost.append(f"hub: verdict on {entry} {revision} is {found}, not {word}")
    if world.verdicts < len(ledger.verdicts):
        judgement.lost.append(f"hub: {world.verdicts} verdicts of {len(ledger.verdicts)}")
    if world.verdicts > len(ledger.verdicts):
        judgement.doubled.append(f"hub: {world.verdicts} verdicts, {len(ledger.verdicts)} were given")


def judge_agreement(world, judgement):
    """Agents and hub, and the hub with itself."""
    judgement.lost += [f"verify: {p}" for p in world.problems]
    for device, histories in world.agents.items():
        for entry, revisions in histories.items():
            theirs, ours = sorted(revisions, key=by_id), sorted(world.hub.get(entry, []), key=by_id)
            if theirs != ours:
                judgement.lost.append(f"{device} and hub differ in {entry}: {theirs} / {ours}")


def by_id(revision):
    return revision.id
