import type { VNode } from "preact";
import type { Attachment } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";
import { sizeText } from "../../ui/size-text.ts";

export function Attachments({ files }: { files: readonly Attachment[] }): VNode {
  const pictures = files.filter(isShown);
  const others = files.filter((file) => !isShown(file));
  return (
    <div class="attachments" role="group" aria-label={text.letter.files}>
      {pictures.length > 0 && (
        <ul class="pictures">
          {pictures.map((file) => (
            <li key={file.id}>
              <Picture file={file} />
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
    </div>
  );
}

const isShown = ({ picture, url }: Attachment): boolean => picture && url !== undefined;

/** The desk signs links with its public address; on another name for the same desk the page's policy allows only its own. */
function here(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}

const Picture = ({ file }: { file: Attachment }): VNode => (
  <a
    class="picture"
    href={here(file.url ?? "")}
    target="_blank"
    rel="noopener noreferrer"
    aria-label={text.letter.opensPicture(file.name)}
    title={file.name}
  >
    <img src={here(file.url ?? "")} alt="" loading="lazy" decoding="async" />
    <span class="file-name clip" dir="auto">
      {file.name}
    </span>
  </a>
);

const FileLink = ({ file }: { file: Attachment }): VNode => (
  <a
    class="file"
    {...(file.url && { href: here(file.url) })}
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
