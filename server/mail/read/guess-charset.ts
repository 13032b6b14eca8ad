/** What bytes are written in whose mail does not say it, or says what cannot be. */
import iconv from "iconv-lite";

/** ISO-2022-JP: seven bits, and an escape where Japanese begins. */
const japaneseEscapes = ["$@", "$B", "(I", "(J"].map((escape) => `\x1b${escape}`);

interface Candidate {
  charset: string;
  /** Signs that texts of its languages are made of. */
  usual: RegExp;
  /** How much of a text beyond ASCII they have to be. */
  minShare: number;
}

/** Scripts of one byte a sign whose words are whole rows beyond ASCII: by their commonest signs. */
const scripts: Candidate[] = [
  { charset: "windows-1251", usual: /[оеаинтсрвлкмпуі]/gu, minShare: 0.55 },
  { charset: "koi8-r", usual: /[оеаинтсрвлкмпу]/gu, minShare: 0.55 },
  { charset: "ibm866", usual: /[оеаинтсрвлкмпу]/gu, minShare: 0.55 },
  { charset: "windows-1253", usual: /[αοιετσνηυρπκμςά]/gu, minShare: 0.55 },
  { charset: "windows-1255", usual: /[אבהוילמנרשתע]/gu, minShare: 0.55 },
  { charset: "windows-1256", usual: /[ابتدرسعلمنهويأ]/gu, minShare: 0.55 },
  { charset: "windows-874", usual: /[านรอกเงมยลวดทสตคบะผขจ]/gu, minShare: 0.55 },
];

/** Of two bytes a sign: by the kana that nearly every Japanese text has, and no other. */
const japanese: Candidate[] = ["shift_jis", "euc-jp"].map((charset) => ({
  charset,
  usual: /[\u3041-\u30fe]/gu,
  minShare: 0.25,
}));

/** Of two bytes, too. Chinese of both kinds: by what many texts have, and otherwise by its being Chinese. */
const pairs: Candidate[] = [
  { charset: "euc-kr", usual: /[\uac00-\ud7a3]/gu, minShare: 0.85 },
  { charset: "big5", usual: /[的一是不我了在有人這您你們為請問謝無會來個貨訂單到電發好]/gu, minShare: 0.08 },
  { charset: "gb18030", usual: /[的一是不我了在有人这您你们为请问谢无会来个货订单到电发好]/gu, minShare: 0.08 },
  { charset: "big5", usual: /\p{Script=Han}/gu, minShare: 0.95 },
  { charset: "gb18030", usual: /\p{Script=Han}/gu, minShare: 0.95 },
];

const quotes = "“”„‘’‚–—…€«»°§©®™•";
const central = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽöüőűÖÜŐŰäôľĺŕâîăđß";
/** Latin ones, the commonest first: the first of those that explain the same is the one. */
const latin: Omit<Candidate, "minShare">[] = [
  {
    charset: "windows-1252",
    usual: new RegExp(`[äöüßéèàçêëïîôùûâñáíóúÄÖÜÉÈÀÇÑåæøÅÆØãõœ${quotes}]|(?<!\\p{L})[¿¡]`, "gu"),
  },
  { charset: "windows-1254", usual: new RegExp(`[çğıöşüÇĞİÖŞÜâî${quotes}]`, "gu") },
  { charset: "windows-1250", usual: new RegExp(`[${central}${quotes}]`, "gu") },
  { charset: "iso-8859-2", usual: new RegExp(`[${central}]`, "gu") },
  { charset: "ibm850", usual: /[äöüßéèàçêëïîôùûâñáíóúÄÖÜÉÈÀÇÑ]/gu },
];

const beyondAscii = /[^\p{ASCII}]/gu;
const count = (text: string, some: RegExp): number => text.match(some)?.length ?? 0;
const share = (text: string, some: RegExp, of: RegExp): number => count(text, some) / (count(text, of) || 1);
const shareOfSigns = (text: string, usual: RegExp): number => share(text, usual, /[^\p{ASCII}\s\p{P}]/gu);

/** Undefined where a byte is wrong. @param isCut its last sign may be unfinished */
export function decodeStrictly(bytes: Uint8Array, charset: string, isCut = false): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}

/** What is looked at: a text shows its charset by then. */
const sampleBytes = 16 * 1024;

/** A name that `TextDecoder` or iconv-lite knows. */
export function guessCharset(bytes: Uint8Array): string {
  const sample = sampleOf(bytes);
  if (japaneseEscapes.some((escape) => sample.includes(escape))) return "iso-2022-jp";
  if (decodeStrictly(bytes, "utf-8") !== undefined) return "utf-8";
  return (
    likeliestPairs(sample, japanese) ??
    likeliestScript(sample) ??
    likeliestPairs(sample, pairs) ??
    likeliestLatin(sample)
  );
}

function likeliestScript(sample: Buffer): string | undefined {
  const latin1 = sample.toString("latin1");
  const inRows = latin1.match(/[\x80-\xff]{3,}/g)?.join("").length ?? 0;
  if (inRows / count(latin1, /[\x80-\xff]/g) <= 0.5) return undefined;
  return scripts
    .map(({ charset, usual, minShare }) => ({
      charset,
      above: shareOfSigns(iconv.decode(sample, charset), usual) / minShare,
    }))
    .filter(({ above }) => above >= 1)
    .sort((one, other) => other.above - one.above)[0]?.charset;
}

/** Signs of such a text stand together. `für` and `été` have one by chance. */
const likeliestPairs = (sample: Buffer, candidates: Candidate[]): string | undefined =>
  candidates.find(({ charset, usual, minShare }) => {
    const text = decodeStrictly(sample, charset, true) ?? "";
    const inRows = text.match(/[^\p{ASCII}]{2,}/gu)?.join("").length ?? 0;
    return inRows > count(text, beyondAscii) * 0.6 && shareOfSigns(text, usual) >= minShare;
  })?.charset;

function likeliestLatin(sample: Buffer): string {
  let best = { charset: "windows-1252", share: 0 };
  for (const { charset, usual } of latin) {
    const explained = share(iconv.decode(sample, charset), usual, beyondAscii);
    if (explained > best.share + 0.05) best = { charset, share: explained };
  }
  return best.charset;
}

/** Around the first byte beyond ASCII, in whole lines: a pair is not cut in two. */
function sampleOf(all: Uint8Array): Buffer {
  const bytes = Buffer.from(all.buffer, all.byteOffset, all.length);
  const first = Math.max(
    0,
    bytes.findIndex((byte) => byte >= 0x80 || byte === 0x1b),
  );
  const start = Math.max(bytes.lastIndexOf(0x0a, first) + 1, first - sampleBytes / 2);
  if (bytes.length - start <= sampleBytes) return bytes.subarray(start);
  const end = bytes.lastIndexOf(0x0a, start + sampleBytes);
  return bytes.subarray(start, end > start ? end : start + sampleBytes);
}
