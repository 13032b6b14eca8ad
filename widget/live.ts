/** Server-sent events over `fetch`, because an EventSource cannot carry a token in a header. */
export interface LiveEvent {
  type: string;
  data: unknown;
}

interface LiveOptions {
  url: string;
  token: () => string | undefined;
  hear(event: LiveEvent): void;
  /** The server refuses this token, or the portal is closed: no use in trying again. */
  refused(status: number): void;
  /** Back after a break; what lay between is replayed by the server. */
  random?: () => number;
}

export interface Live {
  /** Only a visible tab with an open panel listens: browsers allow six connections to a server in all. */
  listen(on: boolean): void;
}

/** Splits a growing text into its events; keeps the place to resume from. */
export function createParser(hear: (event: LiveEvent) => void) {
  let rest = "";
  const parser = {
    lastId: "",
    /** Milliseconds the server asks to wait before coming back. */
    retry: 3000,
    push(text: string): void {
      const blocks = (rest + text).split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        const fields = new Map(block.split("\n").map((line) => line.split(/:(.*)/) as [string, string]));
        const value = (name: string): string => fields.get(name)?.trim() ?? "";
        if (fields.has("id")) parser.lastId = value("id");
        if (fields.has("retry")) parser.retry = +value("retry") || parser.retry;
        if (fields.has("data")) hear({ type: value("event"), data: JSON.parse(value("data")) });
      }
    },
    reset(): void {
      rest = "";
    },
  };
  return parser;
}

export function createLive({ url, token, hear, refused, random = Math.random }: LiveOptions): Live {
  let wanted = false;
  let stop: AbortController | undefined;
  let timer = 0;
  let failures = 0;
  const parser = createParser(hear);

  const connect = async (): Promise<void> => {
    const bearer = token();
    if (!wanted || stop || !bearer) return;
    const mine = (stop = new AbortController());
    parser.reset();
    try {
      const headers: Record<string, string> = { Authorization: `Bearer ${bearer}` };
      if (parser.lastId) headers["Last-Event-ID"] = parser.lastId;
      const answer = await fetch(url, { headers, credentials: "omit", signal: mine.signal });
      if (answer.status === 401 || answer.status === 404) {
        wanted = false;
        refused(answer.status);
      }
      const reader = answer.ok && answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        failures = 0;
        parser.push(value);
      }
    } catch {
      // Lost: comes back below.
    }
    if (stop !== mine) return;
    stop = undefined;
    // Spread over a growing time, so that a server that starts again is not met by everybody at once.
    if (wanted) timer = setTimeout(connect, parser.retry * Math.min(2 ** failures++, 20) * random());
  };

  return {
    listen(on) {
      wanted = on;
      clearTimeout(timer);
      if (on) void connect();
      else {
        stop?.abort();
        stop = undefined;
      }
    },
  };
}
