import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { areKeysShown } from "../../state/chrome.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { enterKey, sendKeys } from "../../ui/key-names.ts";

const { meanings } = text.keys;

const groups: { name: string; keys: [keys: string[], meaning: string][] }[] = [
  {
    name: text.keys.list,
    keys: [
      [["j", "k"], meanings.move],
      [[enterKey], meanings.open],
      [["/"], meanings.search],
      [["f"], meanings.filters],
      [["c"], meanings.write],
    ],
  },
  {
    name: text.keys.ticket,
    keys: [
      [["r"], meanings.reply],
      [["n"], meanings.note],
      [["a"], meanings.assign],
      [["s"], meanings.status],
      [sendKeys, meanings.send],
      [["z"], text.undo.undo],
      [["Esc"], meanings.back],
    ],
  },
  { name: text.keys.everywhere, keys: [[["?"], meanings.help]] },
];

export const KeysDialog = (): VNode => (
  <Dialog
    title={text.keys.title}
    onClose={() => {
      areKeysShown.value = false;
    }}
  >
    <p class="quiet">{text.keys.lead}</p>
    <div class="keys">
      {groups.map((group) => (
        <section key={group.name}>
          <h3>{group.name}</h3>
          <dl>
            {group.keys.map(([keys, meaning]) => (
              <div key={meaning}>
                <dt dir="ltr">
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
