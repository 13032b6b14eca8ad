import type { VNode } from "preact";
import { text } from "../locales/text.ts";
import { areKeysShown } from "../state/chrome.ts";
import { Dialog } from "../ui/dialog.tsx";

export const KeysDialog = (): VNode => (
  <Dialog
    title={text.keys.title}
    onClose={() => {
      areKeysShown.value = false;
    }}
  >
    <p class="quiet">{text.keys.lead}</p>
    <div class="keys">
      {text.keys.groups.map((group) => (
        <section key={group.name}>
          <h3>{group.name}</h3>
          <dl>
            {group.keys.map(([keys, meaning]) => (
              <div key={meaning}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
