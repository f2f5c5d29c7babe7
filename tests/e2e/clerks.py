"""Clerks at their computers, and a commune whose copies are put back: what tests of restored folders share."""
import shutil
import unittest

from commune import Commune, profile
from kills_ledger import Judgement, Ledger, Revision, Submit, World, judge_agreement, judge_submits

ENTRY = ("ho_so", "2026-Q2")
NEXT = ("ho_so", "2026-Q3")


def revisions_of(history):
    """A history as either side's --json prints it."""
    return [Revision(r["id"], r["standing"], r["note"], teachers(r), int(r["hub_index"]),
                     (r["verdict"]["accepted"], r["verdict"]["reason"]) if r.get("verdict") else ())
            for r in history.get("revisions", [])]


def teachers(revision):
    return next(int(v["value"]["number"]) for v in revision["values"] if v["field"] == "gv")


class Clerk:
    """One computer of a school; remembers each submit that was said to be saved."""

    def __init__(self, commune, ledger, unit, env=None):
        self.commune, self.ledger, self.unit = commune, ledger, unit
        self.agent = commune.enroll(unit, env)
        self.count = 0

    @property
    def name(self):
        return self.agent.data.name

    def report(self, gv, entry=ENTRY, words=""):
        self.count += 1
        note = f"{self.name}, lần {self.count}.{words}"
        self.agent("enter", *entry, *profile(gv), "--note", note, check=False)
        said = self.agent("submit", *entry).stdout
        assert "Đã lưu" in said, said
        self.ledger.submits.append(Submit((self.unit, *entry), note, gv, self.name, True))

    def sync(self, lang="vi"):
        """What the clerk reads."""
        return self.agent("sync", lang=lang).stdout

    def copy(self):
        """The folder as it is now, beside."""
        copy = self.agent.data.with_name(self.name + "-copy")
        shutil.rmtree(copy, ignore_errors=True)
        return shutil.copytree(self.agent.data, copy)

    def put_back(self, copy):
        shutil.rmtree(self.agent.data)
        shutil.copytree(copy, self.agent.data)


class Copies(unittest.TestCase):
    """A commune; in the end all that was said to be saved is there, once, and all sides agree."""

    def setUp(self):
        self.commune = self.enterContext(Commune())
        self.ledger = Ledger()
        self.commune.start_hub()
        self.clerks = []

    def enroll(self, unit="31TK01", env=None):
        clerk = Clerk(self.commune, self.ledger, unit, env)
        self.clerks.append(clerk)
        return clerk

    def copy_hub(self):
        self.commune.stop_hub()
        copy = shutil.copytree(self.commune.hub_data, self.commune.root / "hub-copy")
        self.commune.start_hub()
        return copy

    def put_hub_back(self, copy):
        self.commune.stop_hub()
        shutil.rmtree(self.commune.hub_data)
        shutil.copytree(copy, self.commune.hub_data)
        self.commune.start_hub()

    def world(self):
        everywhere = sorted({s.entry for s in self.ledger.submits})
        hub = {e: revisions_of(self.commune.hub_json("history", *e)) for e in everywhere}
        agents = {c.name: {e: revisions_of(c.agent.json("history", *e[1:])) for e in everywhere if e[0] == c.unit}
                  for c in self.clerks}
        return World(hub, agents, [], 0, self.commune.hub_json("verify", check=False)["problems_en"])

    def check_all_is_there(self):
        judgement, world = Judgement(), self.world()
        judge_submits(self.ledger, world, judgement)
        judge_agreement(world, judgement)
        self.assertEqual((judgement.lost, judgement.doubled), ([], []))
        return world

    def standings(self, world, entry=("31TK01", *ENTRY)):
        return {r.number: r.standing for r in world.hub[entry] if r.standing != "same"}
