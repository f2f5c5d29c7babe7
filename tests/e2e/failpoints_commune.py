"""A commune that was made once and copied for each trial, its two computers, and a trial: one operation, a kill at a point
within it, and what is there afterwards against what was said (kills_ledger.py)."""
import collections
import json
import pathlib
import shutil
import signal
import tempfile

from commune import SOURCE, Agent, Commune
from kills_ledger import Ledger, Revision, Submit, Verdict, World, effective, judge

PLAN = SOURCE / "tests/agent/small_plan.textproto"
UNIT = "TH1"
# Each computer writes entries of its own, so that the last submit is the one that must count.
COMPUTERS = ([("profile", "Q1", "staff"), ("work", "Q1", "events")], [("profile", "Q2", "staff"), ("work", "Q2", "events")])
# Passings that a point is given before it counts as never passed.
TRIES = 4


class NotTrue(Exception):
    """Something that was said, or that must be so, is not."""


def check(holds, what):
    if not holds:
        raise NotTrue(what)


def number_of(values):
    return next((int(v.get("value", {}).get("number", 0)) for v in values if v["field"] in ("staff", "events")), 0)


def revisions_of(history):
    return [Revision(r["id"], r["standing"], r.get("note", ""), number_of(r["values"]), int(r["hub_index"]),
                     (r["verdict"]["accepted"], r["verdict"]["reason"]) if r.get("verdict") else ())
            for r in history.get("revisions", [])]


class Computer:
    """One computer of the school, and who sits at it: remembers what was said, and looks again after each kill."""

    def __init__(self, agent, entries, ledger, chance):
        self.agent, self.entries, self.ledger, self.chance = agent, entries, ledger, chance
        self.name, self.drafts, self.typed, self.daemon = agent.data.name, {}, 0, None

    def run(self, *words, env=None, check=False, **options):
        return self.agent(*words, check=check, extra_env=env, **options)

    def key(self, entry):
        return UNIT, entry[0], entry[1]

    # -- drafts --------------------------------------------------------------------------------------------------------

    def type(self, entry, env):
        self.typed += 1
        new = (f"{self.name}:{self.typed}", self.typed)
        return new, self.run("enter", *entry[:2], f"{entry[2]}={new[1]}", "--note", new[0], env=env)

    def enter(self, entry=None, env=None):
        entry = entry or self.chance.choice(self.entries)
        new, done = self.type(entry, env)
        kept = self.draft(entry)
        said = done.returncode == 0
        check(kept == new if said else kept in (new, self.drafts.get(entry)), f"{self.name}: draft {new} became {kept}: {done}")
        if kept:
            self.drafts[entry] = kept
        return done

    def draft(self, entry):
        form = self.agent.json("show", *entry[:2])
        field = next(f for f in form["fields"] if f["field"]["code"] == entry[2])
        return (form.get("note", ""), int(field.get("value", {}).get("number", 0))) if form.get("is_draft") else None

    def discard(self, entry, env=None):
        done = self.run("enter", *entry[:2], "--discard", env=env)
        kept = self.draft(entry)
        check(kept is None if done.returncode == 0 else kept in (None, self.drafts[entry]), f"{self.name}: discarded: {kept}")
        if kept is None:
            self.drafts.pop(entry)
        return done

    # -- submits -------------------------------------------------------------------------------------------------------

    def submit(self, env=None):
        done = self.run("submit", env=env)
        self.settle_submit(done.returncode == 0)
        return done

    def settle_submit(self, said=False):
        """All were saved and their drafts are gone, or none was; after "đã lưu" all were."""
        saved = []
        for entry, (note, number) in list(self.drafts.items()):
            found, kept = effective(self.history(entry), note), self.draft(entry)
            check(len(found) == 1 or not said, f"{self.name}: {note} was said to be saved and is there {len(found)} times")
            check((len(found) == 1) != (kept == (note, number)), f"{self.name}: {note}: {len(found)} times saved, draft {kept}")
            if found:
                saved.append(entry)
                self.ledger.submits.append(Submit(self.key(entry), note, number, self.name, said))
        check(len(saved) in (0, len(self.drafts)), f"{self.name}: half of a submit")
        if saved:
            self.drafts = {}

    def report(self, entry=None):
        """One entry, entered and said to be saved; that it is, is looked at in the end."""
        entry = entry or self.chance.choice(self.entries)
        (note, number), entered = self.type(entry, None)
        check(entered.returncode == 0, f"{self.name}: not entered: {entered.stderr}")
        self.drafts[entry] = (note, number)
        submitted = self.run("submit")
        check(submitted.returncode == 0, f"{self.name}: not saved: {submitted.stderr}")
        self.ledger.submits += [Submit(self.key(e), *draft, self.name, True) for e, draft in self.drafts.items()]
        self.drafts = {}

    def history(self, entry):
        done = self.run("--json", "history", *entry[:2])
        if done.returncode != 0:  # nothing was ever submitted
            return []
        return revisions_of(json.loads(done.stdout))

    # -- the hub -------------------------------------------------------------------------------------------------------

    def sync(self, env=None):
        return self.run("sync", env=env)

    def sync_well(self):
        done = self.sync()
        check(done.returncode == 0, f"{self.name}: a sync after the kill: {done.stderr}")
        return done.stdout


class Template:
    """A commune at rest with two computers that have reported once; made once, copied for each trial."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        with Commune(plan=PLAN, roster=None) as commune:
            roster = commune.root / "roster.csv"
            roster.write_text("code,name,kinds,ownership,manager,valid_from,valid_to,successor\n"
                              f"{UNIT},Trường Tiểu học số 1,primary,public,commune,,,\n", encoding="utf-8")
            commune.hub("unit", "import", roster)
            commune.start_hub()
            self.port, self.names = commune.port, []
            for entries in COMPUTERS:
                agent = commune.enroll(UNIT)
                self.names.append(agent.data.name)
                for number, entry in enumerate(entries, 1):
                    agent("enter", *entry[:2], f"{entry[2]}={number}", "--note", f"{agent.data.name}-first:{number}")
                agent("submit")
                agent("sync")
            commune.stop_hub()
            for part in ("hub", "agents"):
                shutil.copytree(commune.root / part, self.folder / part, ignore=shutil.ignore_patterns("*.sock", "reserve"))


class Copy(Commune):
    """A commune of its own in a copy of the template's folder."""

    def __init__(self, template):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="gom-failpoints-"))
        shutil.copytree(template.folder, self.root, dirs_exist_ok=True)
        self.hub_data, self.hub_process, self.port = self.root / "hub", None, template.port
        self.agents = {name: Agent(self, UNIT, self.root / "agents" / name) for name in template.names}


class Trial:
    """An operation and the points within it. A chain of trials in one commune: stage, operate until killed, mend, …, judge.

    What goes on meanwhile, and at which passing the kill comes, is drawn.
    """
    points = ()   # "what.step"; each stands for .before and .after
    most = 20     # kills of one commune

    def __init__(self, commune, chance):
        self.commune, self.chance, self.ledger = commune, chance, Ledger()
        self.computers = [Computer(agent, entries, self.ledger, chance)
                          for agent, entries in zip(commune.agents.values(), COMPUTERS)]
        self.a, self.b = self.computers
        for computer in self.computers:
            for number, entry in enumerate(computer.entries, 1):
                note = f"{computer.name}-first:{number}"
                self.ledger.submits.append(Submit(computer.key(entry), note, number, computer.name, True))
        self.kills, self.marks = 0, 0

    # -- for each operation to say -------------------------------------------------------------------------------------

    def prepare(self):
        """Once, in a commune at rest."""

    def stage(self):
        """What has to be so before the operation."""

    def operate(self, env):
        """The operation with that in the environment of its program. True: the program was killed."""
        raise NotImplementedError

    def mend(self):
        """Looks at what is there, and does the operation again: it must succeed."""

    def settle(self):
        """Everything is brought to its end before it is judged."""
        self.hub_up()
        for computer in (self.a, self.b, self.a):
            computer.sync_well()

    # -- one chain -----------------------------------------------------------------------------------------------------

    def count(self, file):
        """The operation once, without a kill: which points its program passes, and how often."""
        self.prepare()
        passed = collections.Counter()
        for self.point in self.points:
            self.stage()
            self.operate({"GOM_FAILPOINTS_PASSED": str(file)})
            self.mend()
            if file.exists():
                passed |= collections.Counter(file.read_text().split())
                file.unlink()
            if all(f"{point}.after" in passed for point in self.points):
                break
        self.settle()
        return passed

    def play(self, points, passings):
        self.prepare()
        for point in points:
            self.kill_at(point, passings.get(point, 1))
        self.settle()
        return judge(self.ledger, self.world())

    def kill_at(self, point, passings):
        self.point = point
        for left in reversed(range(TRIES)):
            self.stage()
            at = self.chance.randint(1, passings) if left else 1
            try:
                killed = self.operate({"GOM_FAILPOINTS": f"{point}=kill@{at}"})
                self.mend()
            except NotTrue as wrong:
                raise NotTrue(f"{point}@{at}: {wrong}") from wrong
            if killed:
                self.kills += 1
                return
        raise NotTrue(f"{point} is not passed")

    def world(self):
        """Everything that is there, as each side shows it. Only what was worked on is looked at."""
        touched = sorted({s.entry for s in self.ledger.submits if "first" not in s.note})
        self.ledger.submits = [s for s in self.ledger.submits if s.entry in touched]
        hub = {e: revisions_of(self.commune.hub_json("history", *e)) for e in touched}
        agents = {c.name: {e: c.history(e[1:]) for e in touched} for c in self.computers}
        reasons, count = [], 0
        if self.ledger.verdicts:
            lines = self.commune.hub_json("log", "--from", "1", "--limit", "1000")["lines"]
            verdicts = [line["summary_vi"] for line in lines if line["kind"] == "verdict_given"]
            reasons, count = [v.split(": ", 1)[1] for v in verdicts if v.startswith("Trả lại")], len(verdicts)
        return World(hub, agents, reasons, count, self.commune.hub_json("verify", check=False).get("problems_en", ["no verify"]))

    # -- programs ------------------------------------------------------------------------------------------------------

    def mark(self, word):
        self.marks += 1
        return f"{word} {self.marks}"

    def hub_up(self):
        if self.commune.hub_process is None:
            self.commune.start_hub()

    def hub_down(self):
        self.commune.stop_hub(self.chance.choice([signal.SIGTERM, signal.SIGKILL]))

    def by_command(self, done):
        """Whether the program that was started for this command was killed."""
        check(done.returncode in (0, -signal.SIGKILL), f"{done.args}: {done.returncode} {done.stderr}")
        return done.returncode == -signal.SIGKILL

    def in_hub(self, env, work, times=3):
        """`work` some times, against a hub that may be killed."""
        self.commune.stop_hub()
        hub = self.commune.hub_process = self.commune.launch_hub(extra_env=env)
        for _ in range(times):
            if hub.poll() is not None:
                break
            if work().returncode != 0:
                hub.wait(timeout=60)  # whoever could not do it was not answered
        killed = hub.poll() == -signal.SIGKILL
        check(killed or hub.poll() is None, f"the hub ended by itself: {hub.returncode}")
        self.commune.stop_hub(signal.SIGKILL)
        return killed

    def in_agent(self, env, work, computer=None, times=3):
        """`work`, by a command of its own, or some times against a daemon."""
        computer = computer or self.a
        if self.chance.random() < 0.6:
            return self.by_command(work(env))
        daemon = computer.agent.launch(extra_env=env)
        for _ in range(times):
            if daemon.poll() is not None:
                break
            if work(None).returncode != 0:
                daemon.wait(timeout=60)
        killed = daemon.poll() == -signal.SIGKILL
        check(killed or daemon.poll() is None, f"the agent ended by itself: {daemon.returncode}")
        daemon.kill()
        daemon.communicate()
        return killed

    def at_hub(self, env, *words):
        """A command at the hub's own computer, without a daemon or against one."""
        if self.chance.random() < 0.6:
            self.hub_down()
            return self.by_command(self.commune.hub(*words, check=False, extra_env=env))
        return self.in_hub(env, lambda: self.commune.hub(*words, check=False), times=1)
