/** What a browser of any engine can do for a test: what a person can, and read the page. */
export interface Tab {
  goto: (address: string) => Promise<void>;
  /** From here on everything happens in the page's only frame. */
  enterFrame: () => Promise<void>;
  /** Runs in the page; what it takes and answers is JSON. */
  evaluate: <Answer, Given extends unknown[]>(run: (...given: Given) => Answer, ...given: Given) => Promise<Answer>;
  /** Points at a position of the window, in CSS pixels, and presses. */
  click: (x: number, y: number) => Promise<void>;
  /** Key by key, into whatever has the focus. */
  type: (text: string) => Promise<void>;
  /** Gives these files to the only field for files in the open widget. */
  attach: (paths: string[]) => Promise<void>;
  close: () => Promise<void>;
}

/** An engine that runs. Each tab is somebody else's browser, with its own cookies and storage. */
export interface Running {
  newTab: () => Promise<Tab>;
  close: () => Promise<void>;
}

export interface LaunchOptions {
  /** Of the proxy through which the sites of a test are reached. */
  proxyPort: number;
}

/** Finds the field for files, through open shadow roots. Runs in the page. */
export function fileField(): HTMLInputElement | null {
  const roots = [document, ...[...document.querySelectorAll("deskbell-widget")].map(({ shadowRoot }) => shadowRoot!)];
  return roots.map((root) => root.querySelector<HTMLInputElement>("input[type=file]")).find(Boolean) ?? null;
}
