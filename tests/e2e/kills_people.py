"""The people of a commune whose programs are killed under their hands: schools and the operator. They remember what they
were told, look again after each kill, and go on."""
import os
import select
import subprocess
import time

import grpc

from commune import BIN
from kills_daemon import PATIENCE, Daemon
from kills_ledger import Receipt, Revision, Submit, Verdict, World, effective


class Caller:
    """Asks daemons; sometimes the question is the last thing that one of them hears."""

    def __init__(self, score, chance):
        self.score, self.chance = score, chance

    def ask(self, operation, daemon, method, request, mortal=()):
        """The answer, or None where it never came because somebody was killed. `mortal`: who may be, besides `daemon`."""
        lives = {d: d.now() for d in {daemon, *mortal}}
        daemon.mourn(lives[daemon][0])  # dead before anything began
        lives[daemon] = daemon.now()
        began = time.monotonic()
        try:
            future = method(lives[daemon][1], request)
        except ValueError:  # that life is over; nothing was asked
            return None
        victim = self.chance.choice(mortal) if mortal and self.chance.random() < 0.6 else None
        if victim:
            try:
                future.exception(timeout=self.score.moment(operation, self.chance))
            except grpc.FutureTimeoutError:
                pass
        killed = victim is not None and victim.kill(lives[victim][0])
        failure = future.exception()
        if failure is None:
            if not killed:
                self.score.took[operation].append(time.monotonic() - began)
            return future.result()
        if failure.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
            raise failure
        if killed or any(d.mourn(life, 0.05) for d, (life, _) in lives.items()):
            self.score.unanswered(operation)
        return None

    def surely(self, daemon, method, request):
        """Asks until somebody lives long enough to answer."""
        began = time.monotonic()
        while (answer := self.ask("look", daemon, method, request)) is None:
            if time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"{daemon.name} does not answer")
        return answer


def caller_of(stub_class, name):
    return lambda channel, request: getattr(stub_class(channel), name).future(request, timeout=PATIENCE)


def revision_of(view):
    number = next((v.value.number for v in view.values if v.field in ("events", "staff")), 0)
    verdict = (view.verdict.accepted, view.verdict.reason) if view.HasField("verdict") else ()
    return Revision(view.id, view.standing, view.note, number, view.hub_index, verdict)


class School(Caller):
    """One computer of a school, and who sits at it."""

    def __init__(self, api, agent, entries, hub, score, ledger, synced, chance):
        super().__init__(score, chance)
        self.pb, self.hub, self.ledger, self.synced = api.school_pb, hub, ledger, synced
        self.unit, self.name = agent.unit, agent.data.name
        self.entries = entries
        self.methods = {name: caller_of(api.school.SchoolServiceStub, name)
                        for name in ("SaveDraft", "Submit", "SyncNow", "GetForm", "GetEntryHistory")}
        self.agent = Daemon("agent", score, chance, agent.launch, agent.data)
        self.drafts = {}  # entry: (note, number) that was kept
        self.typed, self.told = 0, 0

    def key(self, entry):
        return self.unit, entry[0], entry[1]

    def step(self):
        what = self.chance.random()
        if what < 0.08:
            self.by_command()
        elif what < 0.1 and not self.score.scarce:
            self.agent.kill(self.agent.now()[0])  # in the middle of nothing
        elif what < 0.4 or not self.drafts:
            self.enter(self.chance.choice(self.entries))
        elif what < 0.65:
            self.submit(list(self.drafts) if self.chance.random() < 0.4 else [self.chance.choice(list(self.drafts))])
        elif what < 0.9:
            self.sync()
        else:
            self.look(self.chance.choice(self.entries))

    # -- what a clerk does, in the daemon ------------------------------------------------------------------------------

    def next_mark(self):
        self.typed += 1
        return f"{self.name}:{self.typed}", self.typed

    def enter(self, entry):
        note, number = self.next_mark()
        request = self.pb.SaveDraftRequest(form=entry[0], period=entry[1], note=note, set_note=True,
                                           typed=[self.pb.TypedField(field=entry[2], text=str(number))])
        answer = self.ask("enter", self.agent, self.methods["SaveDraft"], request,
                          [self.agent] if self.chance.random() < 0.2 and not self.score.scarce else [])
        self.settle_enter(entry, note, number, answer is not None)

    def settle_enter(self, entry, note, number, said):
        if not said:
            kept = self.draft(entry)
            if kept != (note, number):
                if kept != self.drafts.get(entry):
                    self.ledger.missing.append(f"{self.name}: draft {self.drafts.get(entry)} became {kept}")
                return
        self.drafts[entry] = (note, number)

    def draft(self, entry):
        form = self.surely(self.agent, self.methods["GetForm"], self.pb.GetFormRequest(form=entry[0], period=entry[1]))
        number = next((f.value.number for f in form.fields if f.field.code == entry[2]), 0)
        return (form.note, number) if form.is_draft else None

    def submit(self, entries):
        request = self.pb.SubmitRequest()
        if len(entries) < len(self.drafts) or len(entries) == 1:
            request.form, request.period = entries[0][0], entries[0][1]
            entries = entries[:1]
        answer = self.ask("submit", self.agent, self.methods["Submit"], request, [self.agent])
        if answer is not None and len(answer.entries) != len(entries):
            self.ledger.missing.append(f"{self.name}: {len(answer.entries)} of {len(entries)} were submitted")
        self.settle_submit(entries, answer is not None)

    def settle_submit(self, entries, said):
        """Without an answer one looks: all were saved and their drafts are gone, or none was."""
        saved = []
        for entry in entries:
            note, number = self.drafts[entry]
            if not said and self.draft(entry) == (note, number):
                continue
            if not said and not effective(self.history(entry), note):
                self.ledger.missing.append(f"{self.name}: draft {note} is gone and was not saved")
            saved.append(entry)
            self.ledger.submits.append(Submit(self.key(entry), note, number, self.name, said))
            del self.drafts[entry]
        if saved and not said:
            self.score.landed["submit"] += 1
        if saved and len(saved) < len(entries):
            self.ledger.missing.append(f"{self.name}: half of a submit")

    def history(self, entry):
        request = self.pb.GetEntryHistoryRequest(form=entry[0], period=entry[1])
        try:
            return [revision_of(r) for r in self.surely(self.agent, self.methods["GetEntryHistory"], request).revisions]
        except grpc.RpcError as refused:
            if refused.code() is grpc.StatusCode.NOT_FOUND:
                return []  # nothing was ever submitted
            raise

    def sync(self):
        mine = [s for s in self.ledger.submits[self.told:] if s.device == self.name]
        seen = len(self.ledger.submits)
        answer = self.ask("sync", self.agent, self.methods["SyncNow"], self.pb.SyncNowRequest(), [self.agent, self.hub])
        if answer is None or answer.waiting:
            return False
        self.told = seen
        self.ledger.receipts += [Receipt(s.entry, s.note) for s in mine]
        self.synced.set()
        return True

    def look(self, entry):
        self.ledger.receipts += [Receipt(self.key(entry), r.note, r.hub_index) for r in self.history(entry) if r.hub_index]

    # -- the same without a daemon -------------------------------------------------------------------------------------

    def by_command(self):
        """The daemon is stopped, one command runs in its place (and is killed, perhaps), and the daemon comes back."""
        said = []
        if self.drafts and self.chance.random() < 0.7:
            entry = self.chance.choice(list(self.drafts))
            self.agent.pause(lambda: said.append("Đã lưu: biểu" in self.command("submit", *entry[:2])))
            self.settle_submit([entry], said[0])
        else:
            self.agent.pause(lambda: self.command("sync"))

    def command(self, *words):
        """What it printed before it ended, or was killed."""
        mortal = self.chance.random() < 0.7 and self.score.promise()
        name = f"command {words[0]}"
        began = time.monotonic()
        with subprocess.Popen([str(BIN / "gom-agent"), "--data", str(self.agent.data), "--lang", "vi", *words],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as process:
            end = time.monotonic() + (self.score.moment(name, self.chance) if mortal else PATIENCE)
            printed = b""
            while select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))[0]:
                piece = os.read(process.stdout.fileno(), 65536)
                printed += piece
                if not piece:
                    break
            begun = mortal and has_open(process.pid, "agent.db")
            process.kill()
            printed += process.stdout.read()
        if mortal:
            self.score.killed("command")
            if begun and not printed:
                self.score.unanswered(words[0])
        else:
            self.score.took[name].append(time.monotonic() - began)
        return printed.decode(errors="replace")

    # -- the end -------------------------------------------------------------------------------------------------------

    def rest(self):
        if self.agent.traced:
            self.agent.kill(self.agent.now()[0])

    def settle(self):
        if self.drafts:
            self.submit(list(self.drafts))
        if not self.sync():
            raise RuntimeError(f"{self.name} could not sync in the end")


def has_open(pid, file_name):
    """Whether the process has opened the file: then its work had begun."""
    try:
        return any(os.readlink(f"/proc/{pid}/fd/{fd}").endswith(file_name) for fd in os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return False


class Operator(Caller):
    """Accepts and returns what has come in, by the revision that was on the screen."""

    def __init__(self, api, hub, score, ledger, synced, chance):
        super().__init__(score, chance)
        self.admin, self.report = api.admin_pb, api.report_pb
        self.hub, self.ledger, self.synced = hub, ledger, synced
        self.review = caller_of(api.admin.AdminServiceStub, "Review")
        self.entries = caller_of(api.report.ReportServiceStub, "ListEntries")
        self.words = {}  # revision: the last word on it
        self.given = 0

    def step(self):
        self.synced.wait(PATIENCE)
        self.synced.clear()
        self.judge_some()

    def judge_some(self):
        listed = self.surely(self.hub, self.entries, self.report.ListEntriesRequest(page_size=1000)).entries
        for entry in self.chance.sample(list(listed), min(6, len(listed))):
            self.judge(entry)

    def judge(self, entry):
        revision = entry.counted.id
        self.given += 1
        accepted = not self.words[revision] if revision in self.words else self.chance.random() < 0.6
        kind = self.admin.ReviewAct.KIND_ACCEPT if accepted else self.admin.ReviewAct.KIND_RETURN
        act = self.admin.ReviewAct(kind=kind, unit=entry.unit, form=entry.form, period=entry.period, revision=revision,
                                   reason=f"lý do số {self.given}.")
        tries, answer = 0, None
        while answer is None:
            answer = self.ask("review", self.hub, self.review, self.admin.ReviewRequest(acts=[act]), [self.hub])
            tries += 1
        if answer.same:
            self.score.landed["review"] += 1
            if tries == 1:
                self.ledger.missing.append(f"hub: a verdict that nobody had given stood on {revision}")
        self.words[revision] = accepted
        self.ledger.verdicts.append(Verdict((entry.unit, entry.form, entry.period), revision, accepted, act.reason))

    def rest(self):
        if self.hub.traced:
            self.hub.kill(self.hub.now()[0])


def look_around(api, commune, hub, schools):
    """Everything that is there, as each side shows it."""
    caller = Operator(api, hub, schools[0].score, None, None, schools[0].chance)
    history = caller_of(api.report.ReportServiceStub, "GetHistory")
    request = api.report_pb.GetHistoryRequest
    everywhere = sorted({(s.unit, *e[:2]) for s in schools for e in s.entries})
    listed = caller.surely(hub, caller.entries, api.report_pb.ListEntriesRequest(page_size=1000)).entries
    present = {(e.unit, e.form, e.period) for e in listed}
    hub_side = {e: [revision_of(r) for r in caller.surely(hub, history, request(unit=e[0], form=e[1], period=e[2])).revisions]
                for e in present}
    agents = {s.name: {e: s.history(e[1:]) for e in everywhere if e[0] == s.unit} for s in schools}
    lines, read_log = [], caller_of(api.admin.AdminServiceStub, "ReadLog")
    while page := caller.surely(hub, read_log, api.admin_pb.ReadLogRequest(**{"from": len(lines) + 1, "limit": 1000})).lines:
        lines += page
    verdicts = [line.summary_vi for line in lines if line.kind == "verdict_given"]
    reasons = [v.split(": ", 1)[1] for v in verdicts if v.startswith("Trả lại")]
    problems = commune.hub_json("verify", check=False).get("problems_en", [])
    return World(hub_side, agents, reasons, len(verdicts), problems)
