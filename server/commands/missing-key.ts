import { createSecrets } from "../access/secrets.ts";
import type { Config } from "../config.ts";
import { keysHere } from "../secret-key.ts";

/** Sentences for whoever restores without the key that a backup needs; the server would refuse to start afterwards. */
export interface MissingKey {
  before: string;
  after: string;
}

/**
 * @param fingerprint of the key that is needed
 * @returns undefined where it is here, or where none is needed
 */
export function missingKey(config: Config, fingerprint: string | undefined): MissingKey | undefined {
  const keys = keysHere(config);
  if (fingerprint === undefined || keys.some((key) => createSecrets(key).fingerprint === fingerprint)) return undefined;
  const { secretKey, keyFile } = config;
  const here =
    secretKey !== undefined
      ? "SECRET_KEY is another one"
      : keys.length > 0
        ? `${keyFile} holds another one`
        : `SECRET_KEY is not set, and there is no ${keyFile}`;
  return {
    before: `This backup needs the key of the desk that it was made on (fingerprint ${fingerprint}), and that is not here: ${here}.`,
    after:
      `The server starts once it has the key with the fingerprint ${fingerprint}, ` +
      `${secretKey === undefined ? `in ${keyFile}` : "as SECRET_KEY"}. ` +
      "If that is lost, `deskbell rotate-key --lost` goes on without it, and says first what ends.",
  };
}
