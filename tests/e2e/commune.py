"""A commune of real processes in a temporary folder: one hub, as many agents as a test wants.

    with Commune() as commune:
        commune.start_hub()
        school = commune.enroll("31TK01")
        school("enter", "ho_so", "2026-Q2", "cbql=2")

Every command runs the programs that the build made (GOM_BIN); nothing sleeps: what has to be waited for is waited for by
an event (a line of output, a file that appears by rename, the end of a process).
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

SOURCE = pathlib.Path(os.environ.get("GOM_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
BIN = pathlib.Path(os.environ.get("GOM_BIN", SOURCE / "build/dev/bin"))
SANITIZED = b"__asan_init" in (BIN / "gom-hub").read_bytes()
PLAN = SOURCE / "hub/plans/tan-ky-2026.textproto"
DEMO = SOURCE / "hub/plans/demo"


# A kindergarten's profile, complete and believable (31TK01 of the demonstration roster).
PROFILE = ["cbql=2", "gv=20", "nv=5", "tre_mn=200", "ho_ph=180", "nghi_dai_han_ql=0", "nghi_dai_han_gv=0"]


def profile(gv):
    """The same with another number of teachers."""
    return [f"gv={gv}" if field.startswith("gv=") else field for field in PROFILE]


class Refused(Exception):
    """A command that ended with a refusal: .code, .out, .err."""

    def __init__(self, command, done):
        super().__init__(f"{command} -> {done.returncode}\n{done.stdout}\n{done.stderr}")
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


def run(program, data, *args, lang="vi", check=True, input_text=None, extra_env=None, prefix=()):
    env = dict(os.environ, LANG="C.UTF-8", **(extra_env or {}))
    if prefix:  # LeakSanitizer cannot work under a tracer
        env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    command = [*prefix, str(BIN / program), "--data", str(data), "--lang", lang, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, input=input_text, timeout=300,
                          stdin=None if input_text is not None else subprocess.DEVNULL)
    if check and done.returncode != 0:
        raise Refused(" ".join(command), done)
    return done


def launch(command, prefix=(), extra_env=None):
    """Starts a daemon and waits until it says that it listens, or ends."""
    env = dict(os.environ, **(extra_env or {}))
    if prefix:
        env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    process = subprocess.Popen([*prefix, str(BIN / command[0]), *map(str, command[1:])], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=env)
    if not process.stdout.readline():
        process.wait(timeout=60)
    return process


class Agent:
    def __init__(self, commune, unit, data, env=None):
        self.commune, self.unit, self.data, self.env = commune, unit, data, env or {}
        self.daemon = None

    def __call__(self, *args, extra_env=None, **options):
        return run("gom-agent", self.data, *args, extra_env={**self.env, **(extra_env or {})}, **options)

    def json(self, *args, **options):
        return json.loads(self("--json", *args, **options).stdout)

    def launch(self, prefix=(), extra_env=None, page=("--no-page",)):
        """A daemon that listens, or has ended (then its stderr says why)."""
        return launch(["gom-agent", "--data", self.data, "serve", *page], prefix, {**self.env, **(extra_env or {})})

    def start(self, *page):
        self.daemon = self.launch(page=page or ("--no-page",))

    def kill(self):
        if self.daemon:
            self.daemon.send_signal(signal.SIGKILL)
            self.daemon.communicate()
            self.daemon = None


class Commune:
    def __init__(self, plan=PLAN, roster=DEMO / "roster.csv"):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="gom-e2e-"))
        self.hub_data = self.root / "hub"
        self.hub_process = None
        self.port = 0
        self.agents = {}
        self.init_output = self.hub("init", "--name", "Xã thử nghiệm", "--json")
        self.hub("plan", "apply", plan)
        if roster:
            self.hub("unit", "import", roster)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for agent in self.agents.values():
            agent.kill()
        self.stop_hub(signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)

    def hub(self, *args, **options):
        return run("gom-hub", self.hub_data, *args, **options)

    def hub_json(self, *args, **options):
        return json.loads(self.hub("--json", *args, **options).stdout)

    @property
    def api_key(self):
        return json.loads(self.init_output.stdout)["key"]

    def launch_hub(self, prefix=(), extra_env=None):
        """A daemon that listens at self.port, or has ended (then its stderr says why)."""
        port_file = self.root / "port"
        port_file.unlink(missing_ok=True)
        process = launch(["gom-hub", "--data", self.hub_data, "serve", "--listen", f"127.0.0.1:{self.port}", "--port-file",
                          port_file], prefix, extra_env)
        if process.poll() is None:
            self.port = int(port_file.read_text())
        return process

    def start_hub(self, prefix=(), extra_env=None):
        self.hub_process = self.launch_hub(prefix, extra_env)
        if self.hub_process.poll() is not None:
            raise RuntimeError(f"the hub did not start: {self.hub_process.returncode} {self.hub_process.stderr.read()}")

    def stop_hub(self, how=signal.SIGTERM):
        if self.hub_process:
            self.hub_process.send_signal(how)
            self.hub_process.communicate(timeout=60)
            self.hub_process = None

    def enroll(self, unit, env=None):
        code = self.hub_json("enroll", unit)["code"]
        agent = Agent(self, unit, self.root / "agents" / f"{unit}-{len(self.agents)}", env)
        agent("enroll", f"127.0.0.1:{self.port}", code)
        self.agents[agent.data.name] = agent
        return agent

    def progress(self, *args):
        return self.hub_json("progress", *args)
