/** Keys by what is written on them. */
import { text } from "../locales/text.ts";

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const enterKey = text.keys.enter;
export const commandKey = isMac ? "⌘" : text.keys.control;
export const sendKeys = [commandKey, enterKey];
