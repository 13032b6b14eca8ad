/** Which browser, in words for its owner: enough to tell one's own sessions apart, too little to follow anybody. */

type Sign = [sign: RegExp, name: string];

/** In this order: most browsers also say that they are the ones below them. */
const browsers: Sign[] = [
  [/\b(Edg|EdgA|EdgiOS)\//, "Edge"],
  [/\b(OPR|OPT|Opera)\//, "Opera"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/[\d.]+ .*\bSafari\//, "Safari"],
];

const systems: Sign[] = [
  [/\b(iPhone|iPod)\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

const nameIn = (userAgent: string, signs: Sign[]): string | undefined =>
  signs.find(([sign]) => sign.test(userAgent))?.[1];

/** @returns such as "Firefox · Linux", in no language; undefined for what is no browser that we know */
export function browserName(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const browser = nameIn(userAgent, browsers);
  const system = nameIn(userAgent, systems);
  if (browser && system) return `${browser} · ${system}`;
  return browser ?? system;
}
