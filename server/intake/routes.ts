/** The door for mail over HTTP: for a mail server's pipe, or the worker of a provider that hands mails on. */
import { Readable } from "node:stream";
import { z } from "zod";
import { reaches } from "../access/reach.ts";
import type { Deps } from "../deps.ts";
import { Refusal, refuseField } from "../errors.ts";
import type { KeyedContext } from "../http/env.ts";
import { text } from "../http/fields.ts";
import { readQuery } from "../http/read-query.ts";
import { readAddress } from "../mail-address.ts";
import { mailQuery, mailView } from "../mail/store.ts";
import { receiveMail } from "./receive.ts";
import { arrivalsAt } from "./targets.ts";

const maxMailBytes = 25 * 1024 * 1024;

/** The envelope. `from` is empty for mails that nobody shall answer. */
const envelope = z.strictObject({ to: text(320), from: text(320).default("") });

type IntakeDeps = Pick<Deps, "database" | "files" | "now" | "log" | "mailDomain">;

export function intakeRoutes(deps: IntakeDeps) {
  const { database, mailDomain } = deps;
  return {
    async receive(c: KeyedContext) {
      const { to, from } = readQuery(c, envelope);
      const who = c.get("who");
      // A page that somebody is signed in at sends no mail in anybody's name.
      if (who.kind !== "key") throw new Refusal(403, "forbidden");
      if (!/^message\/rfc822\s*(;|$)/i.test(c.req.header("Content-Type") ?? ""))
        throw new Refusal(415, "mail_required");
      const found = await arrivalsAt(database.read, mailDomain, [to]);
      const arrivals = found.filter(({ target }) => reaches(who, target.projectId));
      if (arrivals.length === 0) refuseField("to", "not_allowed");
      if (Number(c.req.header("Content-Length") ?? 0) > maxMailBytes) throw new Refusal(413, "too_large");
      if (!c.req.raw.body) throw new Refusal(415, "mail_required");
      const content = Readable.from(upTo(maxMailBytes, c.req.raw.body));
      const sender = from === "" ? null : (readAddress(from) ?? null);
      const [id] = await receiveMail(deps, content, arrivals, { door: "http", from: sender });
      const row = await mailQuery(database.read).where("mails.id", "=", id!).executeTakeFirstOrThrow();
      return c.json({ mail: mailView(row) }, 201);
    },
  };
}

/** A body without a length may go on for ever. */
async function* upTo(bytes: number, body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of body) {
    read += chunk.length;
    if (read > bytes) throw new Refusal(413, "too_large");
    yield Buffer.from(chunk);
  }
}
