/** The part of planer that is used, which brings no types. */
declare module "planer" {
  /** @returns the mail without what it quotes */
  export function extractFromPlain(mail: string): string;
}
