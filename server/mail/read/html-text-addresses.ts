/** Where a link of a mail really leads, as words: what its label says is the sender's choice. */

/** Beyond that it is no address that anybody reads; what is left still leads to the same host. */
const maxHref = 2000;

/** @returns the address as it is written out; undefined where it leads to nothing that people open */
export function addressOf(href: string): string | undefined {
  // A browser leaves out what stands around and within.
  const bare = href.replaceAll(/[\p{Cc} ]+/gu, "");
  if (bare.length > 100_000) return undefined;
  const [, scheme = ""] = /^([a-z]+):/i.exec(bare) ?? [];
  switch (scheme.toLowerCase()) {
    case "http":
    case "https":
      return webAddress(bare);
    case "mailto":
    case "tel": {
      const [address = ""] = bare.slice(scheme.length + 1).split("?", 1);
      const decoded = unescaped(address);
      return /^[^\s<>"()]{1,320}$/.test(decoded) ? decoded : undefined;
    }
    default:
      return undefined;
  }
}

function webAddress(bare: string): string | undefined {
  const url = URL.parse(bare);
  if (!url || url.hostname === "") return undefined;
  // `https://bank.example@evil.example/` shows another host than it leads to.
  url.username = "";
  url.password = "";
  const whole = url.href.length > maxHref ? `${url.origin}/` : url.href;
  // So that one within brackets ends where it does.
  return whole.replaceAll("(", "%28").replaceAll(")", "%29");
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a label is nothing but the address it leads to. */
export function isSameAddress(label: string, address: string): boolean {
  const bare = (one: string): string =>
    one
      .trim()
      .toLowerCase()
      .replace(/^(https?:\/\/|mailto:|tel:)/, "")
      .replace(/\/$/, "");
  if (label.length > maxHref) return false;
  if (bare(label) === bare(address)) return true;
  if (/^https?:/i.test(address)) {
    const asWeb = webAddress(/^https?:\/\//i.test(label.trim()) ? label.trim() : `https://${label.trim()}`);
    return asWeb !== undefined && !/\s/.test(label.trim()) && bare(asWeb) === bare(address);
  }
  return /^[+\d\s()/.-]+$/.test(label) && label.replaceAll(/\D/g, "") === address.replaceAll(/\D/g, "");
}

/** The id of a part that a picture shows: `cid:…`, or the id alone, as some programs write. */
export function cidOf(src: string): string | undefined {
  const bare = src.trim();
  if (/^(https?|data|file|blob|javascript):/i.test(bare) || bare === "" || bare.length > 1000) return undefined;
  return unescaped(bare.replace(/^cid:/i, "")).replace(/^<|>$/g, "");
}
