/** The certificate by which mail comes in encrypted. It is renewed every few weeks, and nobody restarts a desk for it. */
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { Logger } from "pino";

/** Where the two lie. */
export interface CertificateFiles {
  cert: string;
  key: string;
}

/** What stands in them, as PEM. */
export interface CertificatePair {
  cert: string;
  key: string;
}

export interface Certificate {
  pair: CertificatePair;
  /** Looks at the files, once a minute however often it is called. @returns a new pair, once */
  renewed(): Promise<CertificatePair | undefined>;
}

const lookEveryMs = 60_000;

/** Fails where the two cannot be read or do not belong together: a desk does not begin with a broken pair. */
export async function openCertificate(files: CertificateFiles, log: Logger, now: () => number): Promise<Certificate> {
  let lookedAt = now();
  let looked = await read(files);
  check(looked);

  const certificate: Certificate = {
    pair: looked,
    async renewed() {
      // Counted both ways, since a clock may be set back.
      if (Math.abs(now() - lookedAt) < lookEveryMs) return undefined;
      lookedAt = now();
      try {
        // By what stands in them and not by their times: they may be links to others of the same age.
        const found = await read(files);
        if (isSame(found, looked)) return undefined;
        looked = found;
        check(found);
        // A pair that was put back after a broken one is in use already.
        if (isSame(found, certificate.pair)) return undefined;
        certificate.pair = found;
        log.info("the certificate for incoming mail was renewed");
        return found;
      } catch (error) {
        // Also while one of the two is new and the other is not yet: the next look finds both.
        log.warn({ err: error }, "the new certificate for incoming mail cannot be used; the old one stays");
        return undefined;
      }
    },
  };
  return certificate;
}

async function read({ cert, key }: CertificateFiles): Promise<CertificatePair> {
  const [certText, keyText] = await Promise.all([readFile(cert, "utf8"), readFile(key, "utf8")]);
  return { cert: certText, key: keyText };
}

/** Throws for what TLS could not use. */
const check = (pair: CertificatePair): void => void createSecureContext(pair);

const isSame = (one: CertificatePair, other: CertificatePair): boolean =>
  one.cert === other.cert && one.key === other.key;
