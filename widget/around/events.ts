/**
 * What somebody does in the widget stays there. Sites have shortcuts of one letter, carousels that take the space bar,
 * readers of barcodes, copy protection, smooth scrolling and focus traps: all of them listen to the whole page, and
 * none of them can see that somebody is writing, since a shadow root shows them an element that they do not know.
 */

/** What a page could take away by its own listeners, or answer by taking the focus. */
const types =
  "copy cut paste keydown keypress keyup pointerdown mousedown pointerup mouseup click dblclick auxclick contextmenu " +
  "input beforeinput focusin focusout focus blur dragstart dragover drop selectstart compositionstart " +
  "compositionupdate compositionend";
/** Nobody here listens to these, so that scrolling need not wait for anybody, and gestures are whole or not at all. */
const scrolling = "wheel touchstart touchmove touchend touchcancel dragenter dragleave";

export function keepEvents(host: HTMLElement, signal: AbortSignal): void {
  /** Before the page: the window is where every event begins. @returns where in the widget it was going */
  const stop = (event: Event): EventTarget | undefined => {
    const path = event.composedPath();
    if (path.includes(host)) {
      event.stopImmediatePropagation();
      return path[0];
    }
    // Somebody goes from the page into the widget. A trap that knew would fetch the focus back; as it is, it believes
    // that somebody has left the page for another window, and the rest of the page learns that all the same.
    if ((event as FocusEvent).relatedTarget === host) Object.defineProperty(event, "relatedTarget", { value: null });
  };
  /** Keys and buttons that went down here; a button twice, as a pointer's and as a mouse's. */
  const down = new Set<string>();
  const keep = (event: Event): void => {
    const { type, code, button } = event as KeyboardEvent & MouseEvent;
    const pressed = type[0]! + (code ?? button);
    // Of what began in the page, the page learns the end too, or its slider sticks to the pointer.
    if (type.endsWith("up") && !down.delete(pressed)) return;
    // Filling an element of the page, it has nothing to close; a dialog of the page around it may have.
    if (code === "Escape" && host.dataset["target"]) return;
    const target = stop(event);
    if (!target || target === host) return;
    if (type.endsWith("down")) down.add(pressed);
    // Goes on inside, as one that never leaves; not of the same class, since of a second click the browser would do what
    // it does of a click.
    const copy = new Event(type, { bubbles: event.bubbles, cancelable: event.cancelable });
    for (const name in event) {
      // Firefox warns of its own old ones as soon as they are read.
      if (!(name in copy || name.startsWith("moz"))) Reflect.set(copy, name, event[name as keyof Event]);
    }
    // Refused from the start, since Safari does of such a copy what it does of a press: a link would be followed twice.
    // Who refuses it here means the real one.
    copy.preventDefault();
    Object.defineProperty(copy, "preventDefault", { value: () => event.preventDefault() });
    target.dispatchEvent(copy);
  };
  for (const type of types.split(" ")) addEventListener(type, keep, { capture: true, signal });
  for (const type of scrolling.split(" ")) addEventListener(type, stop, { capture: true, passive: true, signal });
  // Well-behaved listeners that heard before the window's others leave alone what is being edited.
  Object.defineProperty(host, "isContentEditable", { value: true });
}
