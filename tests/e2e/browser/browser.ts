// Debian's Chromium, headless, and what it must never say while a page of ours is open.
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page, type Request } from "playwright-core";

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["GOM_CHROMIUM"] ?? "/usr/bin/chromium",
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
