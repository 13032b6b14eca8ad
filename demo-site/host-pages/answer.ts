/** Serves the pages of the table, their scripts, and the style sheets and libraries of others that they stand under. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { clobberedPages, type HostPage, hostPages, usualSnippet } from "./table.ts";

/** Where in `node_modules` each of them lies, as its makers publish it. */
const packages: Record<string, string> = {
  "bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
  "bootstrap.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
  "foundation.css": "foundation-sites/dist/css/foundation.min.css",
  "bulma.css": "bulma/css/bulma.min.css",
  "semantic-ui.css": "semantic-ui-css/semantic.min.css",
  "turbo.js": "@hotwired/turbo/dist/turbo.es2017-umd.js",
  "mootools.js": "mootools/lib/mootools-core-1.5.2-server.js",
};

const types = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

interface Answer {
  type: keyof typeof types;
  text: string;
  headers?: Record<string, string>;
}

/**
 * @param dir the folder of the demo site
 * @param values what the names in double braces stand for
 * @returns whether the path was one of these
 */
export function answerHostPages(
  response: ServerResponse,
  path: string,
  dir: string,
  values: Record<string, string>,
): boolean {
  const [, rest] = /^\/host-pages\/(.*)$/.exec(path) ?? [];
  if (rest === undefined) return false;
  find(rest, dir).then(
    (found) => {
      if (!found) return void response.writeHead(404, { "Content-Type": "text/plain" }).end("There is no such page.");
      const all: Record<string, string> = { ...values, NONCE: randomBytes(16).toString("base64") };
      const fill = (text: string): string => text.replace(/\{\{([A-Z_]+)\}\}/g, (whole, name) => all[name] ?? whole);
      const headers = Object.entries(found.headers ?? {}).map(([name, value]) => [name, fill(value)]);
      response.writeHead(200, {
        "Content-Type": types[found.type],
        "Cache-Control": "no-cache",
        // What an isolated page embeds has to say so, its own scripts and frames too.
        "Cross-Origin-Resource-Policy": "cross-origin",
        ...Object.fromEntries(headers),
      });
      // Only pages have values in them: a library may well write double braces of its own.
      response.end(found.type === "html" ? fill(found.text) : found.text);
    },
    (error: Error) => response.writeHead(500, { "Content-Type": "text/plain" }).end(error.message),
  );
  return true;
}

async function find(path: string, dir: string): Promise<Answer | undefined> {
  if (path === "") return { type: "html", text: listOfPages() };
  const page = [...hostPages, ...clobberedPages].find(({ name }) => path === `${name}.html`);
  if (page) return { type: "html", text: write(page), ...(page.headers && { headers: page.headers }) };
  const published = packages[path.replace(/^packages\//, "")];
  if (published && path.startsWith("packages/")) {
    const text = await readFile(join(dir, "..", "node_modules", published), "utf8");
    // Semantic UI asks a host of fonts, which a demo and a test have to do without.
    if (path.endsWith(".css")) return { type: "css", text: text.replace(/@import url\(https?:[^)]*\);?/g, "") };
    return { type: "js", text };
  }
  if (!/^[a-z-]+\.js$/.test(path)) return undefined;
  return readFile(join(dir, "host-pages", path), "utf8").then(
    (text) => ({ type: "js", text }),
    () => undefined,
  );
}

const write = ({ title, doctype = "<!doctype html>", root = 'lang="en"', head = "", snippet, body = "" }: HostPage) =>
  `${doctype}
<html ${root}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    ${head}
    ${snippet ?? usualSnippet}
  </head>
  <body>
    <h1>${title}</h1>
    ${body}
    <p>A host page of Deskbell. <a href="/host-pages/">All of them</a></p>
  </body>
</html>
`;

const listOfPages = (): string =>
  write({
    name: "",
    title: "Host pages, ordinary and odd",
    snippet: "",
    body: `<ul>${[...hostPages, ...clobberedPages]
      .filter(({ isPart }) => !isPart)
      .map(({ name, title }) => `<li><a href="/host-pages/${name}.html">${title}</a></li>`)
      .join("")}</ul>`,
  });
