// Debian's Chromium, headless, and what it must never say while a page of ours is open.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Request } from "playwright-core";

const executable = process.env["GOM_CHROMIUM"] ?? "/usr/bin/chromium";

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    // The tests run as whoever runs them, root too.
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

export interface Clerk {
  readonly context: BrowserContext;
  readonly page: Page;
  // Errors of the page and of its Content-Security-Policy so far.
  readonly complaints: string[];
  // What the page has asked for and not got; but for the stream of news, which never ends.
  readonly underway: ReadonlySet<Request>;
}

export async function sitDown(browser: Browser, options: BrowserContextOptions = {}): Promise<Clerk> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "vi-VN", ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refusal is an answer; the browser notes its status as an error.
    if (message.type() === "error" && !/^Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  const underway = new Set<Request>();
  const ended = (request: Request) => underway.delete(request);
  page.on("request", (request) => !request.url().endsWith("/WatchSchool") && underway.add(request));
  page.on("requestfinished", ended);
  page.on("requestfailed", ended);
  return { context, page, complaints, underway };
}

export interface MortalBrowser {
  readonly page: Page;
  // All of it at once, as where the power fails: nothing is written any more.
  readonly kill: () => Promise<void>;
}

// With a profile that is there again afterwards.
export async function startMortalBrowser(profile: string): Promise<MortalBrowser> {
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--window-size=1366,768"];
  // A group of its own: the browser and what it starts.
  const child = spawn(executable, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"], detached: true });
  const exit = once(child, "exit");
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? NaN), "SIGKILL");
    await exit;
  };
  const lines = createInterface({ input: child.stderr });
  for await (const line of lines) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stderr.resume();
    const [context] = (await chromium.connectOverCDP(address)).contexts();
    if (context === undefined) break;
    context.setDefaultTimeout(20_000);
    return { page: context.pages()[0] ?? (await context.newPage()), kill };
  }
  await kill();
  throw new Error("the browser does not say where it listens");
}
