/** An idempotency key and the content it stands for. */
export interface SendingKey {
  key: string;
  content: string;
}

/**
 * The same content keeps its key over failures and reloads, so that a repeated send makes nothing twice;
 * changed content is another message and needs another key, or the desk would refuse it.
 */
export function keyFor(previous: SendingKey | null, content: unknown): SendingKey {
  const written = JSON.stringify(content);
  return previous?.content === written ? previous : { key: crypto.randomUUID(), content: written };
}
