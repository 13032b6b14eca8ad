/** Built files for browsers, read once at the start and kept in memory with their compressed forms. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Context } from "hono";

export interface Asset {
  body: Buffer<ArrayBuffer>;
  type: string;
  etag: string;
}

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

export function asset(name: string, body: Buffer): Asset {
  const type = types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  const etag = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  return { body: Buffer.from(body), type, etag: `"${etag}"` };
}

/** @returns name to asset of every file of a folder that browsers may have */
export function readAssets(dir: string): Map<string, Asset> {
  const names = readdirSync(dir).filter((name) => /\.(js|css|svg)$/.test(name));
  return new Map(names.map((name) => [name, asset(name, readFileSync(join(dir, name)))]));
}

const compressed = new WeakMap<Asset, Record<string, Buffer<ArrayBuffer>>>();

/** Sends the asset in the best encoding that the client takes, or 304. */
export function sendAsset(c: Context, found: Asset, cacheControl: string): Response {
  c.header("Cache-Control", cacheControl);
  c.header("ETag", found.etag);
  c.header("Access-Control-Allow-Origin", "*");
  c.header("Cross-Origin-Resource-Policy", "cross-origin");
  c.header("Vary", "Accept-Encoding");
  if ((c.req.header("If-None-Match") ?? "").includes(found.etag)) return c.body(null, 304);
  c.header("Content-Type", found.type);
  const encoding = (["br", "gzip"] as const).find((one) => c.req.header("Accept-Encoding")?.includes(one));
  if (!encoding) return c.body(found.body);
  c.header("Content-Encoding", encoding);
  const known = compressed.get(found) ?? {};
  compressed.set(found, known);
  const body = (known[encoding] ??= Buffer.from(
    encoding === "br" ? brotliCompressSync(found.body) : gzipSync(found.body),
  ));
  return c.body(body);
}
