/**
 * State as plain objects. Setting a field draws the whole panel anew, a moment later and once for all changes of
 * that moment: it is small, and nothing has to be wired. Values are replaced, never changed inside. Preact stays in
 * charge of what really changes on the page. Hooks and signals would cost 4 kB of 20 and buy nothing for one small panel;
 * the staff page, which is large, has them.
 */
export type Observed = <T extends object>(state: T) => T;

export function createObserved(draw: () => void): Observed {
  let due = false;
  return (state) =>
    new Proxy(state, {
      set(target, name, value) {
        Reflect.set(target, name, value);
        if (!due) {
          due = true;
          queueMicrotask(() => {
            due = false;
            draw();
          });
        }
        return true;
      },
    });
}
