// A commune of real processes in a temporary folder, for tests that look at it through a browser: one hub, as many agents as
// a test wants. The Python twin of this is tests/e2e/commune.py. Nothing sleeps.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const source = process.env["GOM_SOURCE"] ?? new URL("../../..", import.meta.url).pathname;
const bin = process.env["GOM_BIN"] ?? join(source, "build/dev/bin");

// How far a program's clock is ahead, in seconds, or "@" and the second since 1970 at which it stands (system_calls.c).
export type Clock = `+${number}` | `-${number}` | `@${number}`;

function environment(clock: Clock | undefined): NodeJS.ProcessEnv {
  if (clock === undefined) return process.env;
  return { ...process.env, LD_PRELOAD: join(bin, "../tests/libsystem_calls.so"), GOM_CALLS_CLOCK: clock };
}

interface Surroundings {
  readonly clock?: Clock | undefined;
  // What the program is started by: a command that takes another.
  readonly by?: readonly string[];
  readonly input?: string;
}

function run(program: string, data: string, args: readonly string[], { clock, by = [], input }: Surroundings): string {
  const [first = "", ...rest] = [...by, join(bin, program), "--data", data, "--lang", "en", ...args];
  return execFileSync(first, rest, {
    encoding: "utf8",
    timeout: 120_000,
    env: environment(clock),
    input: input ?? "",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

// Resolves when it says that it listens.
async function launch(program: string, args: readonly string[], { clock, by = [] }: Surroundings): Promise<ChildProcess> {
  const [first = "", ...rest] = [...by, join(bin, program), ...args];
  const child = spawn(first, rest, { stdio: ["ignore", "pipe", "inherit"], env: environment(clock) });
  const lines = createInterface({ input: child.stdout });
  await Promise.race([once(lines, "line"), once(child, "exit")]);
  if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
  child.stdout?.resume();
  return child;
}

async function end(child: ChildProcess | undefined, how: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(how);
  await gone;
}

// A small file system takes root.
export const maySmallDisk = process.getuid?.() === 0 && existsSync("/usr/bin/unshare");

export class Agent {
  private daemon: ChildProcess | undefined;
  private folder: string;
  // Where the data folder is seen from.
  private by: readonly string[] = [];

  constructor(
    readonly data: string,
    private clock: Clock | undefined,
  ) {
    this.folder = data;
  }

  run(...args: string[]): string {
    return run("gom-agent", this.folder, args, { clock: this.clock, by: this.by });
  }
  // The same where a person types.
  answer(input: string, ...args: string[]): string {
    return run("gom-agent", this.folder, args, { clock: this.clock, by: this.by, input });
  }
  async start(clock = this.clock): Promise<void> {
    this.clock = clock;
    this.daemon = await launch("gom-agent", ["--data", this.folder, "serve"], { clock });
  }
  // On a disk of its own, in a mount namespace that ends with the program.
  async startOnSmallDisk(megabytes: number): Promise<void> {
    this.folder = `${this.data}-disk`;
    mkdirSync(this.folder);
    const script = 'mount -t tmpfs -o size="$1" tmpfs "$3" && cp -a "$2"/. "$3"/ && shift 3 && exec "$@"';
    const by = ["unshare", "-m", "bash", "-c", script, "bash", `${megabytes}m`, this.data, this.folder];
    this.daemon = await launch("gom-agent", ["--data", this.folder, "serve"], { clock: this.clock, by });
    this.by = ["nsenter", "-m", "-t", String(this.daemon.pid), "--"];
  }
  // In a mount namespace of its own, where disks are plugged in and pulled out.
  async startWithStick(stick: string | undefined, megabytes: number): Promise<void> {
    const script = 'mount -t tmpfs tmpfs /media && exec "$@"';
    this.daemon = await launch("gom-agent", ["--data", this.folder, "serve"], { clock: this.clock, by: ["unshare", "-m", "bash", "-c", script, "bash"] });
    this.by = ["nsenter", "-m", "-t", String(this.daemon.pid), "--"];
    if (stick !== undefined) this.plugIn(stick, megabytes);
  }
  plugIn(stick: string, megabytes: number): void {
    this.beside("mkdir", "-p", stick);
    this.beside("mount", "-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", stick);
  }
  pullOut(stick: string): void {
    this.beside("umount", "-l", stick);
  }
  // Another program, where the agent is.
  beside(...words: string[]): string {
    const [first = "", ...rest] = [...this.by, ...words];
    return execFileSync(first, rest, { encoding: "utf8" }).trimEnd();
  }
  // Another agent, where this one is.
  gom(data: string, ...args: string[]): string {
    return run("gom-agent", data, args, { clock: this.clock, by: this.by });
  }
  // Until not a byte more fits.
  fillDisk(): void {
    const [first = "", ...rest] = [...this.by, "sh", "-c", 'cat /dev/zero >> "$0/filling" 2>&- || true', this.folder];
    execFileSync(first, rest);
  }
  makeRoom(): void {
    const [first = "", ...rest] = [...this.by, "rm", join(this.folder, "filling")];
    execFileSync(first, rest);
  }
  async kill(): Promise<void> {
    await end(this.daemon, "SIGKILL");
  }
  // An address that opens the page, once.
  open(): string {
    return (JSON.parse(this.run("--json", "open", "--print")) as { address: string }).address;
  }
}

export class Commune {
  readonly root = mkdtempSync(join(tmpdir(), "gom-page-"));
  private readonly agents: Agent[] = [];
  private hubProcess: ChildProcess | undefined;
  private port = 0;

  // The clock of all that is started in it, where nothing else is said.
  constructor(private clock?: Clock) {
    this.hub("init", "--name", "Xã thử nghiệm");
    this.hub("plan", "apply", join(source, "hub/plans/tan-ky-2026.textproto"));
    this.hub("unit", "import", join(source, "hub/plans/demo/roster.csv"));
  }

  hub(...args: string[]): string {
    return run("gom-hub", join(this.root, "hub"), args, { clock: this.clock });
  }
  // At the same port as before.
  async startHub(clock = this.clock): Promise<void> {
    this.clock = clock;
    const portFile = join(this.root, "port");
    rmSync(portFile, { force: true });
    const listen = `127.0.0.1:${this.port}`;
    this.hubProcess = await launch("gom-hub", ["--data", join(this.root, "hub"), "serve", "--listen", listen, "--port-file", portFile], { clock });
    this.port = Number(readFileSync(portFile, "utf8"));
  }
  async stopHub(): Promise<void> {
    await end(this.hubProcess, "SIGTERM");
  }
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }
  slipCode(unit: string): string {
    return (JSON.parse(this.hub("--json", "enroll", unit)) as { code: string }).code;
  }
  // A computer that nobody has enrolled; not started.
  stranger(): Agent {
    const agent = new Agent(join(this.root, `agent-${this.agents.length}`), this.clock);
    this.agents.push(agent);
    return agent;
  }
  // A computer of that unit, enrolled; not started.
  enroll(unit: string): Agent {
    const agent = this.stranger();
    agent.run("enroll", this.address, this.slipCode(unit));
    return agent;
  }
  async close(): Promise<void> {
    await Promise.all([...this.agents.map((agent) => agent.kill()), end(this.hubProcess, "SIGKILL")]);
    rmSync(this.root, { recursive: true, force: true });
  }
}

// What the made-up schools report for a period, as a clerk types it: by form, by field.
export function reportOf(unit: string, period: string): Map<string, Map<string, string>> {
  const forms = new Map<string, Map<string, string>>();
  const rows = readFileSync(join(source, "hub/plans/demo/entries.csv"), "utf8").trimEnd().split("\n").slice(1);
  for (const row of rows) {
    const [, ofUnit, ofPeriod, form = "", field = "", text = ""] = /^([^,]*),([^,]*),([^,]*),([^,]*),(.*)$/.exec(row) ?? [];
    if (ofUnit !== unit || ofPeriod !== period) continue;
    const fields = forms.get(form) ?? new Map<string, string>();
    forms.set(form, fields.set(field, text.replace(/^"(.*)"$/, "$1")));
  }
  return forms;
}
