// Tests that look at real programs through a browser: one after the other, as the computer has two cores.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  cacheDir: here("../../../build/web/vitest-browser"),
  test: {
    include: ["*.test.ts"],
    // What is waited for comes by itself; a busy computer takes its time.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    pool: "threads",
    poolOptions: { threads: { singleThread: true } },
  },
});
