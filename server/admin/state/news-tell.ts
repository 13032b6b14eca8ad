/** What of the browser says that there is news: the picture of its tab, a tone, a notification. */
import { language, text } from "../locales/text.ts";

const icon = (): HTMLLinkElement | null => document.querySelector('link[rel="icon"]');
const bell = icon()?.href ?? "";
const dot = "%3Ccircle cx='14.5' cy='5.5' r='5' fill='%23d3302f' stroke='%23fff' stroke-width='1.2'/%3E";

/** A dot that neither moves nor blinks. Drawn into the same picture, which is no file that has to be fetched. */
export function wearDot(isOn: boolean): void {
  const link = icon();
  if (link) link.href = isOn ? bell.replace(/(?=(?:%3C|<)\/svg)/i, dot) : bell;
}

const toneSeconds = 0.5;
const latest = 1_000;

/** Made here, so that there is no file for a policy to refuse. A page that nobody has touched yet may make no sound. */
export async function ring(): Promise<void> {
  const since = performance.now();
  const context = new AudioContext();
  await context.resume();
  // It waited for a touch: a tone now would tell of nothing.
  if (performance.now() - since > latest) return context.close();
  const { currentTime: now, destination } = context;
  const volume = context.createGain();
  volume.gain.setValueAtTime(0.12, now);
  volume.gain.setTargetAtTime(0, now + 0.1, 0.1);
  const tone = context.createOscillator();
  tone.frequency.setValueAtTime(660, now);
  tone.frequency.setValueAtTime(880, now + 0.12);
  tone.connect(volume).connect(destination);
  tone.onended = () => void context.close();
  tone.start(now);
  tone.stop(now + toneSeconds);
}

/**
 * @param tag another one of the same takes its place
 * @returns false where the browser shows none of a page
 */
export function showNote(title: string, body: string, tag: string, open = (): void => {}, isSilent = false): boolean {
  try {
    const note = new Notification(title, { body, tag, lang: language, dir: text.dir, silent: isSilent });
    note.onclick = () => {
      focus();
      open();
      note.close();
    };
    return true;
  } catch {
    return false;
  }
}
