/** A name or an address inside a right-to-left sentence: however it runs itself, it moves nothing around it. */
export const apart = (text: string): string => `\u2068${text}\u2069`;
