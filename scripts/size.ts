/**
 * `npm run size`: what visitors and staff load, measured on the minified bundles. `--write` puts it into
 * `docs/figures.md`. Ends with 1 over budget.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { isWriting, printed, writeFigures } from "./figures/write.ts";

/** In kB of 1,000 bytes after gzip. A budget grows only by a decision, written down with its reason. */
const budgets = {
  /**
   * Every page view of every site pays this; more than 1.5 since it believes nothing of the page that it stands in: not
   * its markup, its attributes, its root element or its browser's age.
   */
  loader: 1.8,
  /** The same with what checks every file before it runs: a digest, and the way to have it compared. */
  pinnedLoader: 2.05,
  /** Paid when a visitor first points at the button: home, form and thread, with drafts and the outbox. */
  firstUse: 20,
  /** All that really comes when a visitor first opens it: how it lives with the page, and what listens, come at once. */
  firstOpen: 22.5,
  /** All ways in: codes, passwords, registering, links from mails. */
  signIn: 4.5,
  /**
   * All that there is of the widget, which nobody ever loads whole: so that a part more is a decision too. It was 42.7 before
   * pinned snippets checked their files (2.2), pictures opened large (2.2), the portal had a head of its own (1.4), settings
   * showed a preview (1.0), pages were told of answers (0.8), and modals and older browsers had what they need (1.2).
   */
  whole: 57.5,
  /** Any other chunk, a language too: each is one wait after one press. */
  part: 4.5,
  /**
   * What the staff page loads before a ticket can be answered: once a day for somebody at a desk. More than 62 since a list
   * that has the whole page shows its columns, theme and language are changed in the menu behind one's name (0.4), and
   * views lie behind More (0.2); and than 62.7 since a mail that waits beside a ticket is told above it, in words (0.3).
   */
  admin: 63.1,
  /**
   * Customers, settings, staff: fetched when one of them is first opened. A line of its own since there are people. More
   * than 30 since there are Undo (2.5 kB), drafts on the desk (1.1) and signs of Markdown (1.4), which come with the
   * field of an answer: nothing that is sent waits for them; pictures, large, come with the first one that is pressed. More
   * than 36 since staff, keys and blocks have projects (0.5), and than 37 since the lists of people stand here and no more in
   * what a ticket waits for, which has 0.5 less. More than 37.5 since a search counts what it found by status, and marks it
   * (0.8), and than 38.3 since a tab tells of news while nobody looks (2.1), which comes after the page. More than 41
   * since the mails stand here and no more in what a ticket waits for, which has 0.8 less for it, and than 42 since staff
   * decide here about mails that came in (0.3).
   */
  adminLater: 42.4,
  /** All words of the staff page in another language than English, for whoever reads it in that one. */
  adminLanguage: 17,
};

interface Line {
  what: string;
  files: string[];
  budget?: number;
}

const scriptsIn = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(dir, name))
    .sort();

/** What a file imports at once, not on demand: it is loaded with it. */
function withImports(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const imports = [...readFileSync(file, "utf8").matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g)];
  return [file, ...imports.flatMap(([, name]) => withImports(join(file, "..", name ?? ""), seen))];
}

function lines(): Line[] {
  const loader = "dist/widget/widget.js";
  const pinnedLoader = "dist/widget/widget-pinned.js";
  const first = withImports("dist/widget/main.js");
  const atOnce = ["around", "live-events"].map((name) => `dist/widget/${name}.js`);
  const later = scriptsIn("dist/widget").filter((file) => ![loader, pinnedLoader, ...first].includes(file));
  const adminFiles = scriptsIn("dist/admin");
  const ofAdmin = (name: string): string[] =>
    withImports(adminFiles.find((file) => file.startsWith(`dist/admin/${name}-`))!);
  const firstOfAdmin = [...new Set([...ofAdmin("main"), ...ofAdmin("page")])];
  const languagesOfAdmin = adminFiles.filter((file) => /\/[a-z]{2}-[^/]*$/.test(file));
  const laterOfAdmin = adminFiles.filter((file) => ![...firstOfAdmin, ...languagesOfAdmin].includes(file));
  return [
    { what: "loader", files: [loader], budget: budgets.loader },
    { what: "loader of a pinned snippet", files: [pinnedLoader], budget: budgets.pinnedLoader },
    { what: "loader + home, form, thread", files: [loader, ...first], budget: budgets.firstUse },
    { what: "first open, live updates", files: [loader, ...first, ...atOnce], budget: budgets.firstOpen },
    ...later.map((file) => ({
      what: `+ ${file.slice("dist/widget/".length)}`,
      files: [file],
      budget: file.endsWith("/sign-in.js") ? budgets.signIn : budgets.part,
    })),
    {
      what: "everything in English",
      files: [loader, ...first, ...later.filter((file) => !/\/(?:ar|de)(?:-sign-in)?\.js$/.test(file))],
      budget: budgets.whole,
    },
    { what: "admin", files: firstOfAdmin, budget: budgets.admin },
    { what: "+ admin's later pages", files: laterOfAdmin, budget: budgets.adminLater },
    ...languagesOfAdmin.map((file) => ({
      what: `+ admin's words, ${/\/([a-z]{2})-[^/]*$/.exec(file)![1]}`,
      files: [file],
      budget: budgets.adminLanguage,
    })),
  ];
}

/** Each file by itself, as it travels. */
function measure(files: string[]): { raw: number; gzip: number; brotli: number } {
  const bodies = files.map((file) => readFileSync(file));
  const total = (size: (body: Buffer) => number): number => bodies.reduce((sum, body) => sum + size(body), 0);
  return {
    raw: total((body) => body.length),
    gzip: total((body) => gzipSync(body, { level: 9 }).length),
    brotli: total((body) => brotliCompressSync(body).length),
  };
}

const kB = (bytes: number): string => (bytes / 1000).toFixed(2);
const columns = [30, 8, 8, 8, 8];
const row = (cells: string[]): string =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(columns[0]!) : cell.padStart(columns[at]!))).join(" ");

const table = await printed((print) => {
  print(row(["kB", "raw", "gzip", "brotli", "budget"]));
  for (const { what, files, budget } of lines()) {
    const { raw, gzip, brotli } = measure(files);
    const isOver = budget !== undefined && gzip > budget * 1000;
    if (isOver) process.exitCode = 1;
    const limit = budget === undefined ? "" : budget.toFixed(2);
    print(row([what, kB(raw), kB(gzip), kB(brotli), limit]) + (isOver ? "  over budget" : ""));
  }
});
if (isWriting()) writeFigures("size", table);
