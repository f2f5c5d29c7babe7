// A commune of real processes in a temporary folder, for tests that look at it through a browser: one hub, as many agents as
// a test wants. The Python twin of this is tests/e2e/commune.py. Nothing sleeps.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const source = process.env["GOM_SOURCE"] ?? new URL("../../..", import.meta.url).pathname;
const bin = process.env["GOM_BIN"] ?? join(source, "build/dev/bin");

function run(program: string, data: string, args: readonly string[]): string {
  return execFileSync(join(bin, program), ["--data", data, "--lang", "en", ...args], {
    encoding: "utf8",
    timeout: 120_000,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

// Resolves when it says that it listens.
async function launch(program: string, args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(join(bin, program), args, { stdio: ["ignore", "pipe", "inherit"] });
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

export class Agent {
  private daemon: ChildProcess | undefined;

  constructor(readonly data: string) {}

  run(...args: string[]): string {
    return run("gom-agent", this.data, args);
  }
  async start(): Promise<void> {
    this.daemon = await launch("gom-agent", ["--data", this.data, "serve"]);
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

  constructor() {
    this.hub("init", "--name", "Xã thử nghiệm");
    this.hub("plan", "apply", join(source, "hub/plans/tan-ky-2026.textproto"));
    this.hub("unit", "import", join(source, "hub/plans/demo/roster.csv"));
  }

  hub(...args: string[]): string {
    return run("gom-hub", join(this.root, "hub"), args);
  }
  // At the same port as before.
  async startHub(): Promise<void> {
    const portFile = join(this.root, "port");
    rmSync(portFile, { force: true });
    const listen = `127.0.0.1:${this.port}`;
    this.hubProcess = await launch("gom-hub", ["--data", join(this.root, "hub"), "serve", "--listen", listen, "--port-file", portFile]);
    this.port = Number(readFileSync(portFile, "utf8"));
  }
  async stopHub(): Promise<void> {
    await end(this.hubProcess, "SIGTERM");
  }
  // A computer of that unit, enrolled; not started.
  enroll(unit: string): Agent {
    const { code } = JSON.parse(this.hub("--json", "enroll", unit)) as { code: string };
    const agent = new Agent(join(this.root, `agent-${this.agents.length}`));
    agent.run("enroll", `127.0.0.1:${this.port}`, code);
    this.agents.push(agent);
    return agent;
  }
  async close(): Promise<void> {
    await Promise.all([...this.agents.map((agent) => agent.kill()), end(this.hubProcess, "SIGKILL")]);
    rmSync(this.root, { recursive: true, force: true });
  }
}
