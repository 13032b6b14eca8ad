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
    {(to.files ?? to.left) && (
      <Later app={app} chunk="files">
        {({ Chosen }) => <Chosen app={app} to={to} token={token} />}
      </Later>
    )}
    <label class="add">
      <input
        type="file"
        multiple
        class="unseen"
        onChange={({ currentTarget }) => {
          void attach(app, to, currentTarget.files ?? [], token);
          currentTarget.value = "";
        }}
      />
      <Icon name="attach" />
      {app.t.addFiles}
    </label>
  </div>
);

/** Spread over an element to make it take dropped files and pasted pictures. */
export const takesFiles = ({ app, to, token }: AddFilesProps) => ({
  onDragOver: (event: DragEvent) => event.preventDefault(),
  onDrop: (event: DragEvent) => {
    event.preventDefault();
    void attach(app, to, event.dataTransfer?.files ?? [], token);
  },
  onPaste: (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.files;
    if (!pasted?.length) return;
    event.preventDefault();
    void attach(app, to, pasted, token);
  },
});
