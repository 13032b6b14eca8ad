/** Built files for browsers, read once at the start and kept in memory with their compressed forms. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
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

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };
type Encoding = keyof typeof compressors;

const compressed = new WeakMap<Asset, Partial<Record<Encoding, Promise<Buffer<ArrayBuffer>>>>>();

/** Once for each asset, whoever asks meanwhile, and beside the thread that answers: the best takes tens of milliseconds. */
function compress(found: Asset, encoding: Encoding): Promise<Buffer<ArrayBuffer>> {
  const known = compressed.get(found) ?? {};
  compressed.set(found, known);
  return (known[encoding] ??= compressors[encoding](found.body));
}

/** Sends the asset in the best encoding that the client takes, or 304. */
export async function sendAsset(c: Context, found: Asset, cacheControl: string): Promise<Response> {
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
  return c.body(await compress(found, encoding));
}
