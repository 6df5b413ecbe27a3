// Builds the page into dist/: the linter as WASM, and the scripts as two files. Prints
// what they weigh, and fails if the WASM has become too large to be fetched with ease.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const mostCompressed = 3 * 1024 * 1024; // bytes of the WASM

process.chdir(import.meta.dirname);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");

const go = (...args) => execFileSync("go", args, { env: { ...process.env, GOOS: "js", GOARCH: "wasm" }, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
go("build", "-trimpath", "-ldflags=-s -w", "-o", "dist/edgeproxy.wasm", ".");

await build({
  entryPoints: { page: "web/page.ts", worker: "web/worker.ts" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "eof",
  loader: { ".json": "text" },
  alias: { wasm_exec: join(go("env", "GOROOT").trim(), "lib/wasm/wasm_exec.js") },
});
for (const file of ["index.html", "style.css"]) copyFileSync(join("web", file), join("dist", file));

for (const file of ["edgeproxy.wasm", "page.js", "worker.js", "style.css", "index.html"]) {
  const content = readFileSync(join("dist", file));
  const compressed = gzipSync(content, { level: 9 }).length;
  console.log(`${file.padEnd(15)} ${String(content.length).padStart(9)} bytes, gzipped ${String(compressed).padStart(8)}`);
  if (file === "edgeproxy.wasm" && compressed > mostCompressed) {
    console.error(`${file} is too large: expected at most ${mostCompressed} bytes gzipped`);
    process.exitCode = 1;
  }
}
