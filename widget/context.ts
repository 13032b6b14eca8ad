/** What the loader and the main chunk know of each other, and what the page knows of both. */
import type { PortalCustomer, Ticket } from "../server/contract/index.ts";

export interface Prefill {
  subject?: string;
  body?: string;
  inbox?: string;
  type?: string;
  priority?: string;
  name?: string;
  email?: string;
}

/** Tells the page, which listens by `Deskbell.on`. */
export type Emit = (event: string, detail?: unknown) => void;

/** What the chunks that sign in for the site, and look for answers, need of the main one. */
interface Inside {
  readonly isOpen: boolean;
  tickets: { readonly items: readonly Ticket[]; readonly loaded?: boolean; load(): Promise<void> };
  readonly portal?: object | undefined;
  session: { person(): PortalCustomer | undefined };
  forget(all?: boolean): Promise<void>;
}

/** Made by the loader, for the chunks. */
export interface Loader {
  host: HTMLElement;
  button: HTMLElement;
  /** What the page holds. */
  api: DeskbellApi;
  load(): Promise<WidgetHandle>;
  /** Once the main chunk is there. */
  app?: Inside;
  /** Once it has what it needs to live with the page around it. */
  knowsPage?: true;
  /** The last words of an answer, while they stand beside the button. */
  preview?: HTMLElement;
  /** Id of the customer that the page has named, while it names nobody else. */
  named?: string | undefined;
  /** Where the page says who its user is: to be called before anything is read. Resolves to whether all is read then. */
  signIn?(): Promise<boolean>;
}

/** Made by the main chunk, for the loader. */
export interface WidgetHandle {
  open(view?: string): void;
  close(): void;
  toggle(): void;
  prefill(fields: Prefill): void;
  signOut(): Promise<void>;
  setLocale(tag: string): Promise<void>;
}

/** What the site's own server signed about its user, or how to get it. */
export type SiteToken = string | (() => string | Promise<string>);

/** `window.Deskbell`. Every call waits for the widget's files and answers when it is done. */
export type DeskbellApi = {
  [Name in keyof WidgetHandle]: (
    ...given: Parameters<WidgetHandle[Name]>
  ) => Promise<Awaited<ReturnType<WidgetHandle[Name]>>>;
} & {
  identify(given: SiteToken): Promise<PortalCustomer>;
  setTheme(theme: "auto" | "light" | "dark"): void;
  on(event: string, listener: (detail: unknown) => void): () => void;
  /** Tickets with news, as far as known. */
  unread: number;
  destroy(): void;
  push(...calls: [name: string, ...args: unknown[]][]): void;
};

declare global {
  interface Window {
    Deskbell?: DeskbellApi;
  }
}
