/**
 * The words with which mail programs begin what they quote, in the languages in which people write to a desk. From what
 * Gmail, Outlook, Apple Mail, Thunderbird and Yahoo write.
 */

/** "On Monday Mia wrote:" ends in one of these. */
const wrote = [
  "wrote|writes",
  "schrieb(?:en)?",
  "a écrit|écrivait",
  "escribi[óo]|escribe",
  "ha scritto|scrive",
  "escreveu|escreve",
  "schreef(?: het volgende)?|het volgende geschreven",
  "napisa[łl]a?(?:\\(a\\))?|pisze|pisa[łl]a?",
  "napsala?(?:\\(a\\))?|píše",
  "skrev(?: følgende)?",
  "kirjoitti",
  "написал(?:а|\\(а\\))?|пишет|писал(?:а|\\(а\\))?",
  "написав|написала|пише|писав",
  "(?:şunu )?yazd[ıi]",
  "(?:の?(?:メール|メッセージ):?|さんは書きました)",
  "(?:写道|寫道|写到)",
  "(?:님이 )?작성(?:했습니다)?",
  "كتب(?:ت)?",
  "כתבה?|‏כתב/ה",
].join("|");

/** A name, a time and an address stand before it; the sentence may be broken over lines. */
const endsInWrote = new RegExp(`(?:${wrote})[^\\p{L}\\d]{0,6}[:：]?\\s*$`, "iu");
const namesWhen = /\d.*\d|@|<[^>]+>/;
const beginsSo =
  /^(?:on|am|le|el|il|em|op|w dniu|dnia|dne|den|på|pa|mån|tors|fre|в|у|tarihinde|בתאריך|في|on behalf|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\b|^(?:\d{4}|\d{1,2})[年./-]|^\d{1,2}\.? \p{L}{3,}\.? \d{4}|^(?:в|у|בתאריך|في)\s/iu;

/** Where the name stands last, as in "schrieb Mia <mia@shop.test>:". */
const holdsWrote = new RegExp(`(?:^|[^\\p{L}])(?:${wrote})[^\\p{L}].*[:：]\\s*$`, "iu");
/** "2026-11-01 10:00 GMT+01:00 Mia <mia@shop.test>:" says no word of writing. */
const dateAndAddress = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.*<[^<>\s]*@[^<>\s]*>[:：]?\s*$/u;
/** Nor does Gmail in many languages: a year, a time, and an address at the end. */
const timeAndAddress = /(?:19|20)\d\d\D.*\d{1,2}[:.]\d\d\D.*<[^<>\s]*@[^<>\s]*>\W{0,3}[:：]\W{0,3}$/u;

/** @param line whole, on one line. @example "On 1 Nov 2026 at 10:00, Mia <mia@shop.test> wrote:" */
export function isAttribution(line: string): boolean {
  if (line.length > 400) return false;
  const flat = line.replace(/<\s+/g, "<");
  if (dateAndAddress.test(flat) || timeAndAddress.test(flat)) return true;
  if (!namesWhen.test(flat)) return false;
  if (endsInWrote.test(flat)) return /[:：]\s*$/.test(flat) || beginsSo.test(flat);
  return beginsSo.test(flat) && holdsWrote.test(flat);
}

/** The same of words that may stand on several lines. */
export const isAttributionText = (text: string): boolean => isAttribution(text.replace(/\s+/g, " ").trim());

/** Whether an attribution may begin in this line and go on in the next. */
export const mayBeginAttribution = (line: string): boolean => beginsSo.test(line);

const separatorWords =
  /original|ursprüngliche|originale|origineel|oorspronkelijk|oryginaln|původní|ursprungligt|oprindelig|opprinnelig|alkuperäinen|исходное|оригинал|вихідне|orijinal|reply message|元のメール|原始邮件|原始郵件|원본 메시지|الأصلية|המקורית|antwort|réponse|replied/iu;
const forwardWords =
  /forward|weitergeleitet|transféré|transmis|reenviado|inoltrat|encaminhad|doorgestuurd|przekazan|przeslan|předan|přeposlan|vidarebefordra|videresend|välitetty|пересыла|пересла|переслан|yönlendir|iletilen|転送|转发|轉寄|전달|محوّلة|المعاد|הועבר/iu;

/** "-----Original Message-----" and its relatives. */
export const isSeparator = (line: string): boolean =>
  line.length < 120 && /^\s*[-_*=]{2,}\s*\S.*[-_*=]{2,}\s*$/.test(line) && separatorWords.test(line);

/** What stands below it was passed on, and is what the mail is about. */
export const isForward = (line: string): boolean =>
  line.length < 120 &&
  /^\s*(?:[-_*=]{2,}.*[-_*=]{2,}|begin .*:|anfang .*:|début .*:|inizio .*:|.*:)\s*$/i.test(line) &&
  forwardWords.test(line);

const fromKey =
  /^\W{0,3}(?:from|von|de|da|van|od|från|fra|lähettäjä|от|від|kimden|gönderen|差出人|发件人|寄件者|보낸 사람|من|מאת|expéditeur|mittente|remetente|afzender)\W{0,3}\s*[:：]/iu;
const otherKeys =
  /^\W{0,3}(?:sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoyé|objet|à|enviado(?: el)?|fecha|para|asunto|inviato|data|a|oggetto|enviada(?: em)?|assunto|verzonden|aan|onderwerp|wysłano|do|temat|odesláno|komu|předmět|skickat|till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe|отправлено|дата|кому|тема|надіслано|gönderme tarihi|gönderildi|kime|konu|送信日時|日時|宛先|件名|发送时间|日期|收件人|主题|寄件日期|主旨|보낸 날짜|받는 사람|제목|تاريخ الإرسال|إلى|الموضوع|נשלח|אל|נושא)\W{0,3}\s*[:：]/iu;

/** A header as Outlook puts it above what it quotes: from whom, and two more lines of its kind. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!fromKey.test(lines[at]!)) return false;
  let others = 0;
  let looked = 0;
  for (let i = at + 1; i < lines.length && looked < 6; i++) {
    if (lines[i]!.trim() === "") continue;
    looked += 1;
    if (otherKeys.test(lines[i]!)) others += 1;
  }
  return others >= 2;
}

/** What phones and programs put below. */
export const isFooter = (line: string): boolean =>
  line.length < 100 &&
  /^\W{0,3}(?:sent from|sent by|from my (?:iphone|ipad|android)|diese nachricht wurde von mein|sent via|sent with|get outlook for|gesendet (?:von|mit)|von meinem .{1,40} gesendet|envoyé (?:de|depuis)|enviado (?:desde|do meu|de)|inviato da|verzonden (?:met|vanaf)|verstuurd vanaf|wysłan[eo] z|odesláno z|skickat från|sendt fra|lähetetty|отправлено с|надіслано з|iphone'?[uı]?mdan|iphoneから送信|发自我的|從我的|나의 .{1,20}에서 보냄|أُرسلت من|נשלח מה)/iu.test(
    line,
  );
