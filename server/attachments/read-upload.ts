import type { FileBytes } from "../contract/tickets.ts";
import { Readable } from "node:stream";
import { Busboy, type BusboyHeaders, type BusboyInstance } from "@fastify/busboy";
import { Refusal } from "../errors.ts";

export const maxFileBytes: FileBytes = 10_485_760;
/** With the form around it. */
const maxBodyBytes = maxFileBytes + 10_000;

interface Upload<Saved> {
  name: string;
  saved: Saved;
  /** What the form says beside the file. */
  fields: Record<string, string>;
}

/**
 * Streams the one file of a multipart body into `save`, so that ten uploads at once do not stand in memory.
 * @throws Refusal 400, 413, 415; whatever `save` had begun is its own to clean up when its stream fails
 */
export async function readUpload<Saved>(
  request: Request,
  save: (content: Readable) => Promise<Saved>,
): Promise<Upload<Saved>> {
  const type = request.headers.get("Content-Type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal(415, "multipart_required");
  if (Number(request.headers.get("Content-Length") ?? 0) > maxBodyBytes) throw new Refusal(413, "too_large");
  if (!request.body) throw new Refusal(400, "multipart_invalid");
  const body = Readable.fromWeb(request.body as import("node:stream/web").ReadableStream);

  return new Promise((resolve, reject) => {
    let upload: Promise<Omit<Upload<Saved>, "fields">> | undefined;
    let content: Readable | undefined;
    const fields: Record<string, string> = Object.create(null);
    const stop = (error: unknown): void => {
      body.unpipe();
      body.resume();
      // Otherwise the store would wait for the rest for ever, and half a file would stay.
      content?.destroy(error as Error);
      // The refusal comes after the upload has ended, so that the caller cleans up all that there is.
      void Promise.allSettled([upload]).then(() => reject(error));
    };
    // The listener comes first: a body that breaks off fails also where nobody reads it, and an `error` without a
    // listener ends the process.
    body.on("error", (error) => {
      parser?.destroy(error);
      stop(new Refusal(400, "multipart_invalid", { cause: error }));
    });
    const parser = parserFor(type, stop);
    if (!parser) return;
    let read = 0;
    // A body without a length may go on for ever in parts that nobody keeps.
    body.on("data", (chunk: Uint8Array) => {
      read += chunk.length;
      if (read <= maxBodyBytes) return;
      stop(new Refusal(413, "too_large"));
      body.destroy();
    });
    parser.on("file", (field, stream, name) => {
      // A part that ends too early fails by itself, and a failure that nobody hears ends the process.
      stream.on("error", () => {});
      if (field !== "file" || upload) {
        stream.resume();
        return;
      }
      stream.on("limit", () => stream.destroy(new Refusal(413, "too_large")));
      content = stream as Readable;
      // Browsers write a quote of the name so, and a per cent sign as it is: who wants the name exact sends it beside.
      upload = save(content).then((saved) => ({ name: (name ?? "").replaceAll("%22", '"'), saved }));
      upload.catch(stop);
    });
    parser.on("field", (name, value) => {
      fields[name] = value;
    });
    parser.on("finish", () => {
      if (upload) upload.then((saved) => resolve({ ...saved, fields }), stop);
      else stop(new Refusal(400, "multipart_invalid"));
    });
    parser.on("error", (cause: unknown) => stop(new Refusal(400, "multipart_invalid", { cause })));
    body.pipe(parser);
  });
}

function parserFor(type: string, stop: (error: unknown) => void): BusboyInstance | undefined {
  try {
    const headers: BusboyHeaders = { "content-type": type };
    return new Busboy({
      headers,
      limits: { fileSize: maxFileBytes, files: 2, fields: 5, fieldSize: 1000, parts: 8, headerPairs: 20 },
    });
  } catch (cause) {
    stop(new Refusal(400, "multipart_invalid", { cause }));
    return undefined;
  }
}
