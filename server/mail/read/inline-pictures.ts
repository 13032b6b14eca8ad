/** Which file a picture in the text of a mail is. Programs name it by id, by location or by its file's name. */
import type { MimeNode } from "@zone-eu/mailsplit";
import type { MailFile } from "./read-mail.ts";

export class InlinePictures {
  readonly #byId = new Map<string, MailFile>();
  readonly #byName = new Map<string, MailFile>();

  add(node: MimeNode, file: MailFile): void {
    if (!node.headers) return;
    for (const field of ["content-id", "content-location"]) {
      const id = keyOf(node.headers.getFirst(field));
      if (id !== "" && !this.#byId.has(id)) this.#byId.set(id, file);
    }
    const name = keyOf(file.name);
    if (!this.#byName.has(name)) this.#byName.set(name, file);
  }

  /** Its name, which then stands in the text. */
  nameOf(cid: string): string | undefined {
    const key = keyOf(cid);
    const file = this.#byId.get(key) ?? this.#byId.get(unescaped(key)) ?? this.#byName.get(key);
    if (file) file.isInline = true;
    return file?.name;
  }
}

const keyOf = (id: string): string =>
  id
    .trim()
    .replace(/^cid:|[<>]/gi, "")
    .trim()
    .toLowerCase();

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
