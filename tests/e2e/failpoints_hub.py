"""What the hub makes durable, operation by operation (failpoints_commune.py)."""
import shutil
import signal

from commune import Agent, run
from failpoints_agent import CHECKED, SALVAGED, SWITCHED, WRITTEN, EnrollsByFile, Exports, SendsPhoto, WithPhoto, spoil, steps
from failpoints_commune import UNIT, Trial, check
from kills_ledger import Verdict, effective


class Serves(Trial):
    """The start of a hub that was killed at work."""
    points = steps("hub.open", "flush", "checkpoint") + steps("hub.port", *WRITTEN)

    def stage(self):
        self.hub_up()
        self.a.report()
        self.a.sync_well()
        self.commune.stop_hub(signal.SIGKILL)

    def operate(self, env):
        hub = self.commune.launch_hub(extra_env=env)
        killed = hub.poll() == -signal.SIGKILL
        hub.kill()
        hub.communicate()
        return killed

    def mend(self):
        self.hub_up()


class Takes(Trial):
    """What schools send."""
    points = steps("hub.log", "append", "commit")

    def stage(self):
        self.a.report()
        self.b.report()

    def operate(self, env):
        def work():
            self.a.report()
            return self.chance.choice([self.a, self.b]).sync()
        return self.in_hub(env, work)

    def mend(self):
        self.hub_up()
        self.a.sync_well()
        self.b.sync_well()


class Judges(Trial):
    """A verdict; and the ratchet, which goes along where a command opens the hub by itself."""
    points = steps("hub.log", "append", "commit") + steps("hub.ratchet", *WRITTEN)

    def stage(self):
        self.entry = self.chance.choice(self.a.entries)
        self.a.report(self.entry)
        self.hub_up()
        self.a.sync_well()
        self.reason = self.mark("Xin xem lại lần") + "."

    def words(self):
        return ("return", UNIT, *self.entry[:2], "--reason", self.reason)

    def verdict(self):
        note = self.ledger.submits[-1].note
        (revision,) = effective(self.a.history(self.entry), note)
        return Verdict(self.a.key(self.entry), revision.id, False, self.reason)

    def operate(self, env):
        return self.at_hub(env, *self.words())

    def mend(self):
        self.hub_up()
        self.commune.hub(*self.words())
        self.ledger.verdicts.append(self.verdict())
        check(self.commune.hub_json("status")["position"]["term"] == "1", "a kill is no restore")


class MakesSlips(Trial):
    """A code that was said is good."""
    points = steps("hub.secrets", "append", "secrets", "commit")

    def operate(self, env):
        return self.at_hub(env, "enroll", UNIT)

    def mend(self):
        self.hub_up()
        code = self.commune.hub_json("enroll", UNIT)["code"]
        new = Agent(self.commune, UNIT, self.commune.root / "agents" / self.mark("new").replace(" ", "-"))
        new("enroll", f"127.0.0.1:{self.commune.port}", code)


class MakesSlipFiles(EnrollsByFile):
    """A slip that has its name is good."""
    points = steps("hub.slip", *CHECKED)

    def stage(self):
        if self.chance.random() < 0.5:
            self.hub_up()
        self.new_school()
        self.slip.unlink()

    def make(self, **options):
        return self.commune.hub("enroll", UNIT, "--file", self.slip, **options)

    def operate(self, env):
        return self.by_command(self.make(check=False, extra_env=env))

    def mend(self):
        if not self.slip.exists():
            self.make()
        self.ask()
        self.at_the_office()
        self.welcome()
        self.look()


class FindsRatchetDamaged(Trial):
    points = steps("hub.ratchet_damaged", *WRITTEN) + steps("hub.ratchet", *WRITTEN)
    SPOILT = b"gom-ratchet 1\nterm 1\nhighest-in"

    def prepare(self):
        self.term = 1

    def stage(self):
        self.hub_down()
        (self.commune.hub_data / "ratchet").write_bytes(self.SPOILT)
        for kept in self.commune.hub_data.glob("ratchet.damaged-*"):
            kept.unlink()

    def operate(self, env):
        return self.by_command(self.commune.hub("status", check=False, extra_env=env))

    def mend(self):
        before, self.term = self.term, int(self.commune.hub_json("status")["position"]["term"])
        check(self.term > before, "a new term has begun")
        kept = {f.read_bytes() for f in self.commune.hub_data.glob("ratchet.damaged-*") if not f.name.endswith(".new")}
        check(kept == {self.SPOILT}, f"{kept} was kept")
        self.hub_up()
        self.a.report()
        self.a.sync_well()


class Inits(Trial):
    points = (steps("hub.folder", "flush") + steps("hub.open", "commit") + steps("hub.ca_key", *WRITTEN) +
              steps("hub.ca", *WRITTEN) + steps("hub.server_key", *WRITTEN) + steps("hub.server", *WRITTEN) +
              steps("hub.sign_key", *WRITTEN) + steps("hub.listen", *WRITTEN) + steps("hub.secrets", "append", "secrets", "commit"))
    most = 30

    def stage(self):
        self.data = self.commune.root / self.mark("hub")

    def init(self, env=None):
        return run("gom-hub", self.data, "init", "--name", "Xã", check=False, lang="en", extra_env=env)

    def operate(self, env):
        return self.by_command(self.init(env))

    def mend(self):
        again = self.init()
        check(again.returncode == 0 or "already holds a hub" in again.stderr, f"once more: {again.stderr}")
        run("gom-hub", self.data, "verify")
        if self.chance.random() < 0.3:
            run("gom-hub", self.data, "authority", "begin")  # its keys fit
        shutil.rmtree(self.data)


class BeginsAuthority(Trial):
    points = steps("hub.next_ca_key", *WRITTEN) + steps("hub.next_ca", *WRITTEN) + steps("hub.server", *WRITTEN)
    most = 5

    def operate(self, env):
        return self.at_hub(env, "authority", "begin")

    def mend(self):
        self.commune.hub("authority", "begin")
        self.hub_up()
        self.a.sync_well()
        files = 1 + sum(1 for f in self.commune.hub_data.glob("ca-*.pem"))
        certificates = (self.a.agent.data / "agent.pem").read_text().count("BEGIN CERTIFICATE")
        check(certificates == 1 + files, f"{certificates} certificates of {files} authorities")
        lines = self.commune.hub_json("log", "--from", "1", "--limit", "1000")["lines"]
        check(sum(line["kind"] == "authority_begun" for line in lines) == files - 1, "each authority is one record")


class MakesSnapshot(Trial):
    """And one that is none of ours goes."""
    points = steps("hub.snapshot", "sync", "rename", "flush") + steps("hub.snapshot_gone", "remove")

    def stage(self):
        self.hub_up()
        self.a.report()
        self.a.sync_well()
        self.hub_down()
        folder = self.commune.hub_data / "snapshots"
        folder.mkdir(exist_ok=True)
        (folder / "000000000001.snapshot").write_bytes(b"cut off")

    def operate(self, env):
        return self.by_command(self.commune.hub("snapshot", check=False, extra_env=env))

    def mend(self):
        if self.chance.random() < 0.5:
            self.hub_up()
            self.hub_down()
        self.commune.hub("snapshot")
        names = [f.name for f in (self.commune.hub_data / "snapshots").iterdir()]
        check(all(n.endswith(".snapshot") for n in names) and "000000000001.snapshot" not in names, f"{names}")
        check(self.commune.hub_json("verify").get("problems_en", []) == [], "what it says is what the log says")


class BacksUp(Trial):
    points = (steps("hub.backup_copy", *WRITTEN, "copy") + steps("hub.backup_seal", "flush", "commit", "close") +
              steps("hub.backup", "rename", "flush"))

    def prepare(self):
        self.folder = self.commune.root / "backups"
        self.folder.mkdir()

    def stage(self):
        if self.chance.random() < 0.3:
            self.hub_up()
            self.a.report()
            self.a.sync_well()
        self.file = self.folder / self.mark("backup")

    def operate(self, env):
        return self.at_hub(env, "backup", self.file)

    def mend(self):
        there = self.file.exists()
        again = self.commune.hub("backup", self.file, check=False)
        check((again.returncode != 0) == there, f"{again}")
        left = {f.name for f in self.folder.iterdir()}
        check(left == {self.file.name}, f"{left} is left")
        data = self.commune.root / "restored"
        run("gom-hub", data, "restore", self.file)
        run("gom-hub", data, "verify")
        shutil.rmtree(data)
        self.file.unlink()


class Restores(Trial):
    """Over a hub that has gone on; what it loses the computers bring again."""
    points = (steps("hub.restore_copy", *WRITTEN, "copy") + steps("hub.restore_check", "flush", "drop", "close") +
              steps("hub.ratchet", *WRITTEN) + steps("hub.restore_fold", "flush", "checkpoint", "remove") +
              steps("hub.restore_keep", "remove", "link", "flush") + steps("hub.restore_switch", "rename", "flush"))
    most = 8

    def stage(self):
        first, then = self.chance.sample(self.computers, 2)
        if self.chance.random() < 0.5:
            self.hub_up()
            first.report()
            first.sync_well()
        self.file = self.commune.root / self.mark("backup")
        self.commune.hub("backup", self.file)
        then.report()
        if self.commune.hub_process:
            then.sync_well()
        self.hub_down()

    def restore(self, env=None):
        return self.commune.hub("restore", self.file, check=env is None, extra_env=env)

    def operate(self, env):
        return self.by_command(self.restore(env))

    def mend(self):
        # Whichever of the two it is now, it is whole.
        check(self.commune.hub_json("verify").get("problems_en", []) == [], "one log or the other")
        if self.chance.random() < 0.3:
            self.hub_up()
            self.a.report()
            self.a.sync_well()
            self.hub_down()
        self.restore()
        if self.chance.random() < 0.4:
            self.settle()
        left = [f.name for f in self.commune.hub_data.iterdir() if f.name.startswith("hub.db.restoring")]
        check(left == [], f"{left} is left")


class Rescues(Trial):
    """The end of the log is garbage and there is no backup: the log goes on before it, and the computers bring the rest again."""
    points = (steps("hub.rescue_salvage", *SALVAGED) + steps("hub.ratchet", *WRITTEN) + steps("hub.rescue_count", *SWITCHED) +
              steps("hub.rescue_switch", *SWITCHED))
    most = 6

    def prepare(self):
        self.kept = set()

    def stage(self):
        self.hub_up()
        for computer in self.computers:
            computer.report()
            computer.sync_well()
        self.hub_down()
        self.commune.hub("status")  # leaves one file, which is read as it stands
        log = self.commune.hub_data / "hub.db"
        spoil(log, log.stat().st_size // 4096 - 1)
        self.damaged = log.read_bytes()

    def rescue(self, env=None):
        return self.commune.hub("rescue", check=False, lang="en", extra_env=env)

    def operate(self, env):
        if self.chance.random() < 0.3:
            self.commune.hub("status")  # shows what stands before the damage, and leaves its own copy of that
        return self.by_command(self.rescue(env))

    def mend(self):
        if self.chance.random() < 0.5:
            self.commune.hub("status", check=False)  # a start goes on with what was begun
        again = self.rescue()
        check(again.returncode == 0 or "nothing to rescue" in " ".join(again.stderr.split()), f"rescued again: {again.stderr}")
        folder = self.commune.hub_data
        kept = {f.name for f in folder.iterdir() if f.name.startswith("hub.db.damaged-") and not f.name.endswith("-wal")}
        (name,) = kept - self.kept
        check((folder / name).read_bytes() == self.damaged, "the damaged file is kept as it was")
        self.kept = kept
        left = [f.name for f in folder.iterdir() if ".salvag" in f.name and f.suffix != ".lock"]
        check(left == [], f"{left} is left")
        self.settle()

    def settle(self):
        self.hub_up()
        self.a.sync_well()
        self.b.sync_well()
        self.commune.hub("device", "readmit", "--all", check=False)
        super().settle()


class RestoresElsewhere(Trial):
    """To a new computer, or where a key is damaged."""
    points = steps("hub.restore", "flush") + steps("hub.restore_key", *WRITTEN) + steps("hub.restore_old_key", *WRITTEN)
    most = 30

    def prepare(self):
        self.file = self.commune.root / "backup"
        self.commune.hub("backup", self.file)

    def stage(self):
        self.data = self.commune.root / self.mark("hub")
        if "old_key" in self.point or "restore_key" in self.point and self.chance.random() < 0.5:
            shutil.copytree(self.commune.hub_data, self.data, ignore=shutil.ignore_patterns("*.sock"))
            (self.data / "ca.key").write_bytes(b"half a k")
            (self.data / "sign.key").write_bytes(b"")

    def restore(self, env=None):
        return run("gom-hub", self.data, "restore", self.file, check=env is None, extra_env=env)

    def operate(self, env):
        return self.by_command(self.restore(env))

    def mend(self):
        self.restore()
        run("gom-hub", self.data, "verify")
        check((self.data / "ca.key").read_bytes() == (self.commune.hub_data / "ca.key").read_bytes(), "the authority's key")
        check((self.data / "sign.key").read_bytes() == (self.commune.hub_data / "sign.key").read_bytes(), "the signing key")
        shutil.rmtree(self.data)


class Erases(Trial):
    """Words and a name, on request."""
    points = (steps("hub.log", "append", "commit") + steps("hub.ratchet", *WRITTEN) +
              steps("hub.erase", "erase", "commit", "checkpoint"))

    def prepare(self):
        self.done = 0

    def stage(self):
        self.hub_up()
        self.author = self.mark("Nguyễn Thị Lan")
        entry = self.a.entries[0]
        self.a.run("enter", *entry[:2], f"{entry[2]}=5", "--note", "", "--author", self.author, check=True)
        self.a.run("submit", check=True)
        self.a.sync_well()

    def redact(self):
        return ("redact", "--unit", UNIT, "--author", self.author, "--reason", "Theo đơn", "--yes")

    def operate(self, env):
        return self.at_hub(env, *self.redact())

    def mend(self):
        self.hub_up()
        recorded = [line for line in self.commune.hub_json("log", "--from", "1", "--limit", "1000")["lines"]
                    if line["kind"] == "redacted"]
        if len(recorded) == self.done:
            self.commune.hub(*self.redact())
        self.done += 1
        held = [f.name for f in self.commune.hub_data.rglob("*") if f.is_file() and self.author.encode() in f.read_bytes()]
        check(held == [], f"{self.author} stands in {held}")
        self.a.sync_well()

    def settle(self):
        self.a.report(self.a.entries[1])
        super().settle()


class ErasesPhoto(WithPhoto):
    points = steps("hub.erase_file", "remove", "flush")
    most = 8

    def stage(self):
        self.hub_up()
        self.report_with_photo()
        self.a.sync_well()
        (self.name,) = [f.name for f in (self.commune.hub_data / "evidence").iterdir()]

    def redact(self, **options):
        return self.commune.hub("redact", "--unit", UNIT, "--evidence", self.name, "--reason", "Theo đơn", "--yes", **options)

    def operate(self, env):
        self.hub_down()
        return self.by_command(self.redact(check=False, extra_env=env))

    def mend(self):
        self.hub_up()  # brings to its end what was begun: the record came first
        for what in ("is left", "came back"):
            check(list((self.commune.hub_data / "evidence").iterdir()) == [], f"the photo {what}")
            self.a.sync_well()


class TakesPhoto(SendsPhoto):
    points = steps("hub.evidence", "flush", "write", "sync") + steps("hub.evidence_whole", "rename", "flush")
    most = 6

    def stage(self):
        shutil.rmtree(self.commune.hub_data / "evidence", ignore_errors=True)
        self.hub_up()
        super().stage()

    def operate(self, env):
        return self.in_hub(env, self.a.sync, times=1)

    def mend(self):
        self.hub_up()
        super().mend()
        check("đang đến" not in self.commune.hub("evidence", "list").stdout, "nothing is left on its way")


class FindsPhotoDamaged(SendsPhoto):
    points = steps("hub.evidence_damaged", "rename")

    def stage(self):
        self.hub_up()
        super().stage()
        self.a.sync_well()
        for file in (self.commune.hub_data / "evidence").iterdir():
            file.write_bytes(b"spoilt")
        self.hub_down()

    def operate(self, env):
        return self.by_command(self.commune.hub("evidence", "list", check=False, extra_env=env))

    def mend(self):
        self.commune.hub("evidence", "list")
        self.hub_up()
        super().mend()


class SavesPhoto(SendsPhoto):
    points = steps("hub.saved_photo", *WRITTEN)

    def stage(self):
        self.hub_up()
        super().stage()
        self.a.sync_well()
        kept = max((self.commune.hub_data / "evidence").iterdir(), key=lambda f: f.stat().st_mtime_ns)
        self.bytes, self.to = kept.read_bytes(), self.commune.root / self.mark("out")
        self.words = ("evidence", "get", kept.name, "--to", self.to)

    def operate(self, env):
        return self.by_command(self.commune.hub(*self.words, check=False, extra_env=env))

    def mend(self):
        if self.to.exists():
            check(self.to.read_bytes() == self.bytes, "half a photo under its name")
            self.to.unlink()
        self.commune.hub(*self.words)
        check(self.to.read_bytes() == self.bytes, "the photo")


class AnswersByStick(Exports):
    points = steps("hub.stick", *CHECKED)

    def stage(self):
        super().stage()
        self.a.run("bundle", "export", self.up, check=True)

    def operate(self, env):
        return self.by_command(self.commune.hub("bundle", "import", self.up, "--reply", self.down, check=False, extra_env=env))

    def mend(self):
        if self.down.exists():  # whatever has the name is whole
            self.a.run("bundle", "import", self.down, check=True)
        super().mend()


TRIALS = (Serves, Takes, Judges, MakesSlips, MakesSlipFiles, FindsRatchetDamaged, Inits, BeginsAuthority, MakesSnapshot, BacksUp, Restores, Rescues,
          RestoresElsewhere, Erases, ErasesPhoto, TakesPhoto, FindsPhotoDamaged, SavesPhoto, AnswersByStick)
