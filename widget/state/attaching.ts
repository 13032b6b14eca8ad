/** What a message that is being written knows of its files. All else about files is fetched when there is one. */
import type { Files } from "../files/upload.ts";

/** What is kept of a file with a draft: not its bytes. Without an id it was not uploaded. */
export interface KeptFile {
  name: string;
  size: number;
  id?: string | undefined;
}

export interface Attaching {
  files?: Files | undefined;
  /** Of an earlier visit, or chosen now, until the part of the widget that shows and uploads them is there. */
  left?: readonly (File | KeptFile)[] | undefined;
  /** Set while the message is on its way. */
  sending?: unknown;
}

/** Undefined while one is still on its way or did not arrive. */
export const fileIds = ({ files, left }: Attaching): string[] | undefined =>
  left ? undefined : files ? files.ids() : [];

export const keptFiles = ({ files, left = [] }: Attaching): readonly KeptFile[] =>
  [...(files?.chosen ?? []), ...left.map((file) => ({ file, id: (file as KeptFile).id }))].map(
    ({ file: { name, size }, id }) => ({ name, size, id }),
  );

/** They belong to the message at once, or it could be sent without them. */
export const attach = (to: Attaching, added: Iterable<File | KeptFile>): void => {
  // The list of a file input is emptied as soon as the input is.
  const list = [...(to.left ?? []), ...added];
  if (list.length) to.left = list;
};
