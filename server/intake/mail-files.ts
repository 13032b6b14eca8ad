/** Files of a mail on their way into the store, from where they were read into. */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { newId } from "../access/tokens.ts";
import { abandonFile } from "../attachments/arriving.ts";
import { fileKind, shownName } from "../attachments/file-kind.ts";
import { tooLargeToDraw } from "../attachments/picture-size.ts";
import { requireSpaceStill } from "../attachments/room.ts";
import { announceFile, confirmFile } from "../attachments/store.ts";
import type { Deps } from "../deps.ts";
import { withoutSecretsIn } from "../mail/without-secrets.ts";
import type { MailFile } from "../mail/read/read-mail.ts";
import { ownerOfFiles } from "./file-mail.ts";

type FileDeps = Pick<Deps, "database" | "files" | "now" | "log">;

/** @param into takes the ids, in their order, each as soon as there is something to clean up */
export async function storeFiles(
  { database, files, now }: FileDeps,
  mailId: string,
  read: readonly MailFile[],
  into: string[],
): Promise<void> {
  for (const { name, path, isText } of read) {
    const id = newId();
    into.push(id);
    const { size, sha256, head } = await files.save(id, contentOf(path, isText), async () => {
      await requireSpaceStill(files);
      await database.write((tx) => announceFile(tx, id, now()));
    });
    const { type, picture } = await fileKind(head);
    const drawn = picture && !(await tooLargeToDraw(type, (at, length) => files.peek(id, at, length)));
    const row = {
      id,
      project_id: "",
      message_id: null,
      position: 0,
      owner: ownerOfFiles(mailId),
      name: shownName(name === "" ? "file" : name),
      size,
      type,
      picture: Number(drawn),
      sha256,
      created_at: now(),
    };
    await database.write((tx) => confirmFile(tx, row));
  }
}

/** Of the words of a mail nothing opens a ticket, however long they are. */
const contentOf = (path: string, isText: boolean | undefined): Readable => {
  const content = createReadStream(path);
  return isText ? Readable.from(withoutSecretsIn(content)) : content;
};

/** Those that were still on their way when something failed; the sweep takes those that no message took. */
export async function dropFiles({ database, files, log }: FileDeps, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await abandonFile({ database, files }, id).catch((err: unknown) => log.warn({ err }, "a file was left behind"));
  }
}
