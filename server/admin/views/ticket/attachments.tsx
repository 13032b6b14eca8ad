import { useSignal } from "@preact/signals";
import type { TargetedMouseEvent, VNode } from "preact";
import type { Attachment } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";
import { later } from "../../ui/later.tsx";
import { sizeText } from "../../ui/size-text.ts";

const LightBox = later(async () => (await import("./light-box.tsx")).LightBox);

/** The messages around these files, as they are now: an opened picture leads on to the others. */
export type Thread = () => readonly { attachments: readonly Attachment[] }[];

export function Attachments({ files, thread }: { files: readonly Attachment[]; thread: Thread }): VNode {
  const opened = useSignal<string | null>(null);
  const pictures = files.filter(isShown);
  const others = files.filter((file) => !isShown(file));
  return (
    <div class="attachments" role="group" aria-label={text.letter.files}>
      {pictures.length > 0 && (
        <ul class="pictures">
          {pictures.map((file) => (
            <li key={file.id}>
              <Picture
                file={file}
                onPress={(event) => {
                  // With such a key the link is what it is anywhere: a tab of its own, a window, a file.
                  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
                  event.preventDefault();
                  // Safari gives a link no focus when it is pressed, and so would have none to give back.
                  event.currentTarget.focus();
                  opened.value = file.id;
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul class="files">
          {others.map((file) => (
            <li key={file.id}>
              <FileLink file={file} />
            </li>
          ))}
        </ul>
      )}
      {opened.value && (
        <LightBox
          thread={thread}
          id={opened.value}
          onClose={() => {
            opened.value = null;
          }}
        />
      )}
    </div>
  );
}

export const isShown = ({ picture, url }: Attachment): boolean => picture && url !== undefined;

/** The desk signs links with its public address; on another name for the same desk the page's policy allows only its own. */
export function here({ url = "" }: Attachment): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

interface PictureProps {
  file: Attachment;
  onPress: (event: TargetedMouseEvent<HTMLAnchorElement>) => void;
}

const Picture = ({ file, onPress }: PictureProps): VNode => (
  <a
    class="picture"
    href={here(file)}
    target="_blank"
    rel="noopener noreferrer"
    aria-label={text.letter.opensPicture(file.name)}
    title={file.name}
    onClick={onPress}
  >
    <img src={here(file)} alt="" loading="lazy" decoding="async" />
    <span class="file-name clip" dir="auto">
      {file.name}
    </span>
  </a>
);

const FileLink = ({ file }: { file: Attachment }): VNode => (
  <a
    class="file"
    {...(file.url && { href: here(file) })}
    target="_blank"
    rel="noopener noreferrer"
    download={file.name}
  >
    <Icon name="file" />
    <span class="file-name clip" dir="auto">
      {file.name}
    </span>
    <span class="hint">{sizeText(file.size)}</span>
  </a>
);
