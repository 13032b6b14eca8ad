/**
 * A name, an address or a number inside a right-to-left sentence: however it runs itself, it moves nothing around it.
 * The widget has the same line of its own, since neither page takes code from the other.
 */
export const apart = (text: string): string => `\u2068${text}\u2069`;
