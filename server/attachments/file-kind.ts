/** Pictures that browsers draw without running anything. SVG is not one of them. */
const pictures = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Types that are handed out under their own name; everything else is a plain download. */
const named = new Set([
  ...pictures,
  "application/pdf",
  "application/zip",
  "application/gzip",
  "audio/mpeg",
  "audio/ogg",
  "video/mp4",
  "video/webm",
  "video/quicktime",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
]);

export interface FileKind {
  type: string;
  picture: boolean;
}

/** What a file is by its own first bytes. What the sender or its name says does not count. */
export async function fileKind(head: Uint8Array): Promise<FileKind> {
  // Loaded at the first upload, for its size in memory.
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const type = found && named.has(found.mime) ? found.mime : "application/octet-stream";
  // Three letters are enough for file-type, and anything may stand behind them.
  const truncatedGif = type === "image/gif" && !/^GIF8[79]a/.test(Buffer.from(head.subarray(0, 6)).toString("latin1"));
  if (truncatedGif) return { type: "application/octet-stream", picture: false };
  return { type, picture: pictures.has(type) };
}

/**
 * Signs that reorder or hide what stands beside them, and control characters: `gpj.exe` must read as it is. Joiners are
 * letters of a name: Persian and Hindi words, and many a picture, are others without them.
 */
const hidden = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const joinersAlone = /^[\u200c\u200d\s]*$/;
const maxNameCharacters = 200;

/** The name to show: as the sender wrote it, without folders and without signs that lie about it. */
export function shownName(name: string): string {
  const last = name.toWellFormed().replace(hidden, "").split(/[/\\]/).at(-1)!.trim();
  const kept = [...(joinersAlone.test(last) ? "file" : last)];
  if (kept.length <= maxNameCharacters) return kept.join("");
  const ending = /\.[^.\s]{1,12}$/.exec(last)?.[0] ?? "";
  return kept.slice(0, maxNameCharacters - ending.length).join("") + ending;
}
