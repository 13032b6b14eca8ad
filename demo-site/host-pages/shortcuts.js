/* Shortcuts of one letter, as hotkey libraries take them: everywhere but in what they know as fields. */
const isField = ({ tagName, isContentEditable }) => /^(INPUT|TEXTAREA|SELECT)$/.test(tagName) || isContentEditable;
document.documentElement.dataset.heard = "";

for (const capture of [false, true]) {
  document.addEventListener(
    "keydown",
    (event) => {
      const { key, target, ctrlKey, metaKey } = event;
      if (isField(target) || ctrlKey || metaKey || key.length > 1) return;
      document.documentElement.dataset.heard += key;
      event.preventDefault();
      if (key === "/") document.querySelector("[type=search]").focus();
    },
    capture,
  );
}
