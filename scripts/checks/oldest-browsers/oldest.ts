/**
 * The oldest browsers that widget, portal and staff page are made for. What drew the line: colours by `light-dark()`, and
 * colours made of another one (`oklch(from …)`). A newer line is a decision that README tells customers of.
 */
export const oldest = {
  chrome: 123,
  chrome_android: 123,
  edge: 123,
  firefox: 128,
  firefox_android: 128,
  safari: 18,
  safari_ios: 18,
} as const;

export type Browser = keyof typeof oldest;

export const browsers = Object.keys(oldest) as Browser[];

/** As README says it. */
export const oldestInWords = `Chrome and Edge ${oldest.chrome}, Firefox ${oldest.firefox}, Safari ${oldest.safari} (also on iPhone and iPad)`;

/** Of JavaScript's grammar: the last year of which the oldest browsers know everything. Its library is asked for by name. */
export const grammarOf = 2024;
