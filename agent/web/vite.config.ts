// The school's page: static files under build/web/agent that the agent shows at a loopback address. Nothing comes from
// outside, nothing is inline, so that its Content-Security-Policy can be default-src 'self'.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The door hands out x.js.br and x.js.gz where a browser takes them, so that nobody compresses at run time.
const compressed: Plugin = {
  name: "compressed",
  writeBundle: {
    sequential: true,
    order: "post",
    handler(options) {
      for (const name of readdirSync(options.dir ?? "", { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const path = `${options.dir}/${name}`;
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  },
};

export default defineConfig({
  root: here("."),
  base: "./",
  resolve: {
    alias: {
      "@gom/clients": here("../../build/web/clients"),
      "@gom/web": here("../../common/web"),
    },
  },
  plugins: [compressed],
  esbuild: { jsx: "automatic" },
  test: {
    root: here("../.."),
    include: ["tests/{agent,common}/web/**/*.test.ts"],
    environment: "node",
    // How long something takes says nothing here: a busy computer takes its time.
    testTimeout: 120_000,
    // Few and quick: one process for all of them.
    pool: "threads",
    poolOptions: { threads: { singleThread: true } },
  },
  build: {
    outDir: here("../../build/web/agent"),
    emptyOutDir: true,
    // Windows 10 that is never updated still gets a browser of its time.
    target: ["chrome109", "firefox115", "safari16"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      // "use client" is for servers; there is none.
      onwarn: (warning, warn) => warning.code !== "MODULE_LEVEL_DIRECTIVE" && warn(warning),
    },
  },
});
