import { Readable } from "node:stream";
import type { Context } from "hono";
import { z } from "zod";
import { findCustomer } from "../customers/store.ts";
import { findAccount } from "../access/account.ts";
import { guestPrincipal } from "../access/guests.ts";
import { requireOfNetwork } from "../access/network-limits.ts";
import { customerPrincipal, type PortalPrincipal, principalKey, type StaffPrincipal } from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import { may } from "../access/rules.ts";
import { newId } from "../access/tokens.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { PortalContext, StaffContext } from "../http/env.ts";
import { text } from "../http/fields.ts";
import { readQuery } from "../http/read-query.ts";
import type { ProjectRow } from "../projects/store.ts";
import { findMessage, findTicket } from "./store.ts";
import { attachmentView } from "./views.ts";
import { abandonFile } from "../attachments/arriving.ts";
import { fileKind, shownName } from "../attachments/file-kind.ts";
import { isValidLink } from "../attachments/links.ts";
import { tooLargeToDraw } from "../attachments/picture-size.ts";
import { readUpload } from "../attachments/read-upload.ts";
import { inSpace, requireSpaceStill, requireRoomOfStrangers } from "../attachments/room.ts";
import {
  announceFile,
  type AttachmentRow,
  changeOfOwner,
  findAttachment,
  confirmFile,
  showAsDownload,
} from "../attachments/store.ts";
import { findChange } from "./pending-changes.ts";

const link = z.strictObject({ who: text(100), expires: text(20), signature: text(100) });

type KnownPortalPrincipal = Exclude<PortalPrincipal, { kind: "nobody" }>;

type AttachmentDeps = Pick<
  Deps,
  "database" | "sessions" | "files" | "limiter" | "secrets" | "now" | "publicUrl" | "log"
>;

export function attachmentRoutes({ database, sessions, files, limiter, secrets, now, log }: AttachmentDeps) {
  const upload = async (c: Context, projectId: string, who: KnownPortalPrincipal | StaffPrincipal) => {
    const id = newId();
    const owner = principalKey(who);
    const isStranger = who.kind === "visitor" || who.kind === "tracking";
    if (who.kind !== "staff") await database.write((tx) => limiter.require(tx, "uploads", owner));
    const announce = async () => {
      await requireSpaceStill(files);
      await database.write((tx) => announceFile(tx, id, now()));
    };
    try {
      const { name, saved, fields } = await readUpload(c.req.raw, (content) => files.save(id, content, announce));
      if (saved.size === 0) throw new Refusal(422, "attachment_empty");
      const { type, picture } = await fileKind(saved.head);
      const drawn = picture && !(await tooLargeToDraw(type, (at, length) => files.peek(id, at, length)));
      const row: AttachmentRow = {
        id,
        project_id: projectId,
        message_id: null,
        position: 0,
        owner,
        name: shownName(fields["name"] ?? name),
        size: saved.size,
        type,
        picture: Number(drawn),
        sha256: saved.sha256,
        created_at: now(),
      };
      await database.write(async (tx) => {
        // Whoever signed in while it was on its way sends it again as the customer, who could not use it otherwise.
        if (who.kind === "visitor") await sessions.require(tx, who.session.hash);
        if (who.kind !== "staff") await limiter.require(tx, "uploadedBytes", owner, saved.size);
        if (isStranger) {
          await requireOfNetwork(tx, { limiter }, "uploadedBytesOfNetwork", c.get("network"), saved.size);
          await requireRoomOfStrangers(tx.db, saved.size);
        }
        await confirmFile(tx, row);
      });
      return c.json(attachmentView(row), 201);
    } catch (error) {
      // Where that fails as well, the sweep does it.
      await abandonFile({ database, files }, id).catch((err: unknown) =>
        log.warn({ err }, "an upload was left behind"),
      );
      throw error;
    }
  };

  const send = async (c: PortalContext | StaffContext, row: AttachmentRow): Promise<Response> => {
    // Of before sizes were looked at: told apart when it is first asked for, and from then on a plain download.
    if (row.picture === 1 && (await tooLargeToDraw(row.type, (at, length) => files.peek(row.id, at, length)))) {
      await database.write((tx) => showAsDownload(tx, row.id));
      throw new Refusal(413, "too_large");
    }
    const file = await files.open(row.id, row.sha256);
    file.on("error", (error) => {
      // Whoever stops reading, or asks by HEAD, breaks it off: no failure, and no line that anybody can have us write.
      if (error.name !== "AbortError") log.error({ err: error }, "an attachment could not be read");
    });
    return (c as PortalContext).body(Readable.toWeb(file) as ReadableStream, 200, downloadHeaders(row));
  };

  /** One's own upload that no message has yet, or a file of a public message of a ticket one may read. */
  const mayRead = async (who: PortalPrincipal, row: AttachmentRow): Promise<boolean> => {
    if (who.kind === "nobody" || who.projectId !== row.project_id) return false;
    if (row.message_id === null) return row.owner === principalKey(who);
    return mayReadMessage(who, row.message_id);
  };

  const mayReadMessage = async (who: PortalPrincipal | StaffPrincipal, id: string): Promise<boolean> => {
    const message = await findMessage(database.read, id);
    const ticket = message && (await findTicket(database.read, message.ticket_id));
    return ticket !== undefined && may(who, message!.internal ? "read-notes" : "read", ticket);
  };

  /** The same for staff, who also see what is to take effect, and what somebody is about to send. */
  const mayStaffRead = async (who: StaffPrincipal, row: AttachmentRow): Promise<boolean> => {
    if (row.message_id !== null) return mayReadMessage(who, row.message_id);
    if (row.owner === principalKey(who)) return true;
    const change = changeOfOwner(row.owner);
    const kept = change === undefined ? undefined : await findChange(database.read, change);
    return reaches(who, kept?.project_id ?? row.project_id);
  };

  return {
    portalUpload: (c: PortalContext) => {
      const who = c.get("who") as KnownPortalPrincipal;
      return inSpace(files, c.req.raw, () => upload(c, who.projectId, who));
    },

    async portalDownload(c: PortalContext) {
      const row = await findAttachment(database.read, c.req.param("id")!);
      const project = c.get("project");
      let who = c.get("who");
      if (who.kind === "nobody") {
        const query = readQuery(c, link.partial());
        if (query.signature === undefined) throw new Refusal(401, "unauthenticated");
        who = await holderOf(database.read, query, project);
        if (!row || !isValidLink({ secrets, now }, row.id, query as z.output<typeof link>)) throw notFound();
      }
      if (project.loginRequired && who.kind !== "customer") throw new Refusal(401, "login_required");
      if (!row || !(await mayRead(who, row))) throw notFound();
      return send(c, row);
    },

    async staffUpload(c: StaffContext) {
      return inSpace(files, c.req.raw, () => upload(c, "", c.get("who")));
    },

    async staffDownload(c: StaffContext) {
      const row = await findAttachment(database.read, c.req.param("id")!);
      if (!row || !(await mayStaffRead(c.get("who"), row))) throw notFound();
      return send(c, row);
    },
  };
}

/** The reader a signed link names; the signature covers the name. */
async function holderOf(
  db: Db,
  { who = "" }: { who?: string | undefined },
  project: ProjectRow,
): Promise<PortalPrincipal> {
  const [kind, id = ""] = who.split(":");
  const session = { hash: "", expiresAt: 0 };
  if (kind === "visitor" || kind === "tracking") {
    return (await guestPrincipal(db, kind, id, project, session)) ?? { kind: "nobody" };
  }
  const isStopped = kind === "customer" && (await findCustomer(db, id))?.stopped_at !== null;
  const account = kind === "customer" && !isStopped ? await findAccount(db, id) : undefined;
  return account ? customerPrincipal(account, project, session) : { kind: "nobody" };
}

/** A file is never a page of ours: it is handed out, not shown, and whatever is in it may do nothing. */
function downloadHeaders(row: AttachmentRow): Record<string, string> {
  const plain = row.name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(row.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return {
    "Content-Type": row.type,
    "Content-Length": String(row.size),
    "Content-Disposition": `${row.picture ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`,
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
  };
}
