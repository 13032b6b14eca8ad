/** Server-sent events over `fetch`, because an EventSource cannot carry a token in a header. */
export interface LiveEvent {
  type: string;
  data: unknown;
}

interface LiveOptions {
  /** Of the events of whoever has a token, and of those that are for everybody. */
  url: string;
  changesUrl: string;
  /** The event to begin after: what came between reading and listening would never be heard of. */
  after: string;
  hear(event: LiveEvent): void;
  /** The server refuses this token, or the portal is closed: no use in trying again. */
  refused(status: number): void;
  random?: () => number;
  /** Milliseconds without a byte after which a stream is dead. The server beats every 25 seconds. */
  silence?: number;
}

export interface Live {
  /**
   * With this token, with none (""), or not at all. What happened during a break is replayed by the server.
   * @param ticket the one before the reader's eyes: staff then answer them without the time to take it back
   */
  listen(token: string | undefined, ticket?: string): void;
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

export function createLive({
  url,
  changesUrl,
  after,
  hear,
  refused,
  random = Math.random,
  silence = 60_000,
}: LiveOptions): Live {
  let wanted: string | undefined;
  let inSight: string | undefined;
  let stop: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const parser = createParser(hear);
  parser.lastId = after;

  const connect = async (): Promise<void> => {
    const token = wanted;
    const mine = (stop = new AbortController());
    parser.reset();
    // A computer that slept, or a network that changed, leaves a stream that looks open and brings nothing any more.
    const live = (): void => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        mine.abort();
        void connect();
      }, silence);
    };
    live();
    try {
      const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
      if (parser.lastId) headers["Last-Event-ID"] = parser.lastId;
      const answer = await fetch(token ? url + (inSight ? `?ticket=${inSight}` : "") : changesUrl, {
        headers,
        credentials: "omit",
        signal: mine.signal,
      });
      // Asking again with this token would be refused again: it stays the wanted one, and quiet.
      if (answer.status === 401 || answer.status === 404) {
        clearTimeout(watch);
        return refused(answer.status);
      }
      const reader = answer.ok && answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        live();
        failures = 0;
        parser.push(value);
      }
    } catch {
      // Lost: comes back below.
    }
    if (mine.signal.aborted) return;
    clearTimeout(watch);
    // Spread over a growing time, so that a server that starts again is not met by everybody at once.
    timer = setTimeout(connect, parser.retry * Math.min(2 ** failures++, 20) * random());
  };

  return {
    listen(token, ticket) {
      if (token === wanted && ticket === inSight) return;
      wanted = token;
      inSight = ticket;
      clearTimeout(timer);
      clearTimeout(watch);
      stop?.abort();
      if (token !== undefined) void connect();
    },
  };
}
