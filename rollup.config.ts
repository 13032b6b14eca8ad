/** The widget's chunks, what checks them and its loaders (which name both), the staff page, the server with its threads. */
import { readFileSync, rmSync } from "node:fs";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import type { Plugin, RollupOptions } from "rollup";
import esbuild from "rollup-plugin-esbuild";
import { borders } from "./scripts/borders/rollup.ts";
import { leanPreact } from "./scripts/rollup/lean-preact.ts";
import { cssText } from "./scripts/rollup/css-text.ts";
import { ownCopies } from "./scripts/rollup/own-copies.ts";
import { minified } from "./scripts/rollup/minified.ts";
import { noWaitingModules } from "./scripts/rollup/no-waiting-modules.ts";
import { widgetRelease } from "./scripts/rollup/widget-release.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const emptied = (dir: string): Plugin => ({
  name: "emptied",
  generateBundle: () => rmSync(dir, { recursive: true, force: true }),
});

const script = { target: "es2022", tsconfig: false, define: { "process.env.NODE_ENV": '"production"' } } as const;

const browser = (): Plugin[] => [
  borders(),
  cssText(),
  nodeResolve({ browser: true }),
  esbuild({ ...script, include: /\.ts$/ }),
  // Children as arguments, not as a property: a hundred bytes of the widget. The names are none that a view would use.
  esbuild({
    ...script,
    include: /\.tsx$/,
    jsxFactory: "_jsx",
    jsxFragment: "_Fragment",
    banner: 'import { h as _jsx, Fragment as _Fragment } from "preact";',
  }),
  minified(),
  noWaitingModules(),
];

/** What the loader fetches by itself. */
const entries = {
  main: "widget/main.tsx",
  around: "widget/around/around.ts",
  explain: "widget/explain.ts",
  identify: "widget/identify.ts",
  lift: "widget/around/lift.ts",
  news: "widget/news.ts",
};

/** What may be there before the main chunk, or without it. */
const withoutMain = /\/(news|identify|enter|badge|explain)\.ts$|\/around\//;

const widgetChunks: RollupOptions = {
  input: entries,
  // Later views import from the main chunk itself, instead of a shared one that would be a second request.
  preserveEntrySignatures: "allow-extension",
  output: {
    dir: "dist/widget",
    format: "es",
    entryFileNames: "[name].js",
    // The folder of a release is named by what is in it: a digest in each name would only be bytes.
    chunkFileNames: "[name].js",
    // The account uses pieces of signing in: a chunk more would be a request more.
    manualChunks: (id) => (/\/(en-sign-in\.ts$|sign-in\/)/.test(id) ? "sign-in" : undefined),
    onlyExplicitManualChunks: true,
  },
  plugins: [emptied("dist/widget"), leanPreact(), ...browser(), ownCopies(withoutMain)],
};

const release = (isPinned: boolean): Plugin => widgetRelease("dist/widget", version, Object.keys(entries), isPinned);

const widgetChecks: RollupOptions = {
  input: "widget/checks.ts",
  output: { file: "dist/widget/checks.js", format: "es" },
  plugins: [...browser(), release(false)],
};

/** Of a page that takes the newest, and of one that pins a release. */
const widgetLoaders: RollupOptions[] = [false, true].map((isPinned) => ({
  input: "widget/loader.ts",
  output: { file: `dist/widget/widget${isPinned ? "-pinned" : ""}.js`, format: "iife", strict: false },
  plugins: [...browser(), release(isPinned)],
}));

const admin: RollupOptions = {
  input: { main: "server/admin/main.ts", page: "server/admin/page.tsx" },
  // The page takes its texts from the chunk that read them, instead of a shared one that would be a request more.
  preserveEntrySignatures: "allow-extension",
  output: { dir: "dist/admin", format: "es", entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js" },
  plugins: [emptied("dist/admin"), ...browser()],
};

/** Machine code and CommonJS, in themselves or beneath, which cannot be taken apart. The rest shrinks to what is used: 100 ms and 20 MB less. */
const outside =
  /^(better-sqlite3|@node-rs\/argon2|pg|pino|file-type|tar-stream|@fastify\/busboy|@zone-eu\/mailsplit|libmime|iconv-lite)$/;

const server: RollupOptions = {
  input: {
    main: "server/main.ts",
    "csv-worker": "server/imports/csv-worker.ts",
    "mail-worker": "server/mail/read/mail-worker.ts",
    "reader-thread": "server/db/reader-thread.ts",
  },
  external: (id) => id.startsWith("node:") || outside.test(id),
  output: {
    dir: "dist/server",
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    sourcemap: true,
    banner: "#!/usr/bin/env node",
  },
  plugins: [
    emptied("dist/server"),
    borders(),
    nodeResolve({ exportConditions: ["node"], preferBuiltins: true }),
    esbuild({ target: "node22", tsconfig: false, define: { __VERSION__: JSON.stringify(version) } }),
  ],
};

const parts: Record<string, RollupOptions[]> = {
  widget: [widgetChunks, widgetChecks, ...widgetLoaders],
  admin: [admin],
  server: [server],
};

/** `--configOnly server` builds one part. */
export default ({ configOnly }: { configOnly?: string }): RollupOptions[] =>
  configOnly ? (parts[configOnly] ?? []) : Object.values(parts).flat();
