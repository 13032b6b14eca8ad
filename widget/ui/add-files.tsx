/** Where files are chosen, dropped or pasted; what happens to them then is fetched. */
import type { App } from "../state/app.ts";
import { attach, type Attaching } from "../state/attaching.ts";
import { Icon } from "./icon.tsx";
import { Later } from "./later.tsx";

interface AddFilesProps {
  app: App;
  to: Attaching;
  token: () => Promise<string>;
}

export const AddFiles = ({ app, to, token }: AddFilesProps) => (
  <div class="files">
    {(to.left ?? to.files) && (
      <Later app={app} chunk="files">
        {({ Chosen }) => <Chosen app={app} to={to} token={token} />}
      </Later>
    )}
    <label class="add">
      <input
        type="file"
        multiple
        class="unseen"
        disabled={!!to.sending}
        onChange={({ currentTarget }) => {
          attach(to, currentTarget.files ?? []);
          currentTarget.value = "";
        }}
      />
      <Icon name="attach" />
      {app.t.addFiles}
    </label>
  </div>
);

/** Spread over an element to make it take dropped files and pasted pictures. Text goes where it always goes. */
export const takesFiles = (to: Attaching) => {
  const take = (event: Event, { files }: DataTransfer): void => {
    if (!files.length) return;
    event.preventDefault();
    // What is added to a letter that is already on its way would come too late, and go with it from the form.
    if (!to.sending) attach(to, files);
  };
  return {
    onDragOver(event: DragEvent) {
      if (event.dataTransfer!.types.includes("Files")) event.preventDefault();
    },
    onDrop: (event: DragEvent) => take(event, event.dataTransfer!),
    onPaste(event: ClipboardEvent) {
      // Cells of a table come with a picture of themselves; what was copied is their text.
      if (!event.clipboardData!.getData("text")) take(event, event.clipboardData!);
    },
  };
};
