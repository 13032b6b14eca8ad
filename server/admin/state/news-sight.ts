/**
 * Which of the browser's tabs hear the desk while nobody looks at them. Over HTTP/1.1 a browser has six connections to a
 * host for all tabs together, so those out of sight give theirs back after a minute, but for one, the teller: whoever
 * holds a lock, which goes to the next tab when this one closes or is put to sleep.
 */
import { noteLoss, open, rest, stream } from "./live.ts";

const tellerLock = "deskbell:teller";
/** Shared by all tabs that somebody can see. */
const sightLock = "deskbell:in-sight";
const untilRest = 60_000;
const tick = 20_000;

let isTeller = false;
let ending: ReturnType<typeof setTimeout> | undefined;
let lookAway: (() => void) | undefined;

export const tellsOthers = (): boolean => isTeller;

/** Whether somebody can see a tab of the desk in this browser. */
export const isDeskInSight = (): Promise<boolean> =>
  navigator.locks.request(sightLock, { ifAvailable: true }, (free) => !free);

/** @param cameBack somebody can see this tab from now on */
export function watchSight(cameBack: () => void): void {
  const follow = (): void => {
    clearTimeout(ending);
    lookAway?.();
    lookAway = undefined;
    if (document.hidden) {
      ending = setTimeout(() => {
        if (!isTeller) rest();
      }, untilRest);
      return;
    }
    void navigator.locks.request(
      sightLock,
      { mode: "shared" },
      () =>
        new Promise<void>((resolve) => {
          // It may have waited until nobody looks any more.
          if (document.hidden) resolve();
          else lookAway = resolve;
        }),
    );
    if (!stream.peek()) open();
    cameBack();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
  void navigator.locks.request(tellerLock, () => {
    isTeller = true;
    if (!stream.peek()) open();
    return new Promise(() => {});
  });
  reopenAfterSleep();
}

/** A computer that slept leaves a connection that looks open and brings nothing any more. */
function reopenAfterSleep(): void {
  let last = Date.now();
  setInterval(() => {
    const slept = Date.now() - last > 3 * tick;
    last = Date.now();
    if (!slept || (document.hidden && !isTeller)) return;
    noteLoss();
    open();
  }, tick);
}
