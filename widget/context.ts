/** What the loader and the main chunk know of each other, and what the page knows of both. */
export interface Prefill {
  subject?: string;
  body?: string;
  inbox?: string;
  type?: string;
  priority?: string;
  name?: string;
  email?: string;
}

export type Emit = (event: string, detail?: unknown) => void;

/** Made by the loader, for the main chunk. */
export interface Loader {
  emit: Emit;
  setUnread(count: number): void;
  destroy(): void;
}

/** Made by the main chunk, for the loader. */
export interface WidgetHandle {
  open(view?: string): void;
  close(): void;
  toggle(): void;
  prefill(fields: Prefill): void;
  identify(token: string | (() => Promise<string>)): Promise<unknown>;
  signOut(): Promise<void>;
  setLocale(tag: string): void;
  dispose(): void;
}

type Calls = Omit<WidgetHandle, "dispose">;

/** `window.Deskbell`. Every call waits for the widget's files and answers when it is done. */
export type DeskbellApi = {
  [Name in keyof Calls]: (...given: Parameters<Calls[Name]>) => Promise<Awaited<ReturnType<Calls[Name]>>>;
} & {
  setTheme(theme: "auto" | "light" | "dark"): void;
  on(event: string, listener: (detail: unknown) => void): () => void;
  readonly unread: number;
  destroy(): void;
  push(...calls: [name: string, ...args: unknown[]][]): void;
};

declare global {
  interface Window {
    Deskbell?: DeskbellApi;
  }
}
