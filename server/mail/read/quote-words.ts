/**
 * Words by which mail programs announce what they quote, in the languages of the programs people use. All in small
 * characters; compared whole or looked for in a line that was shortened before, never as patterns over a whole mail.
 */

export type HeaderField = "from" | "to" | "date" | "subject" | "cc";

const fieldWords: Record<HeaderField, string> = {
  from: "from|von|de|de la|da|van|od|odesílatel|odosielateľ|från|avsändare|fra|afsender|avsender|lähettäjä|от|от кого|отправитель|від|від кого|відправник|kimden|gönderen|差出人|送信元|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|발신|من|מאת|expeditor|expeditorul|feladó|šalje|saatja|από|afzender|expéditeur|remitente|remetente|mittente|nadawca|absender",
  to: "to|an|à|a|para|aan|do|komu|pro|pre|till|til|vastaanottaja|кому|kime|alıcı|宛先|送信先|收件人|收件者|받는 사람|받는사람|수신|إلى|אל|destinatarul|către|címzett|prima|za|προς|pour|destinataire|destinatario|destinatário|empfänger|ontvanger|mottagare|modtager|mottaker|adresat",
  date: "date|sent|datum|gesendet|envoyé|date d'envoi|fecha|enviado|enviado el|enviado em|enviada|enviada em|data|inviato|data invio|verzonden|wysłano|wysłane|data wysłania|odesláno|odoslané|skickat|dato|sendt|päivämäärä|päiväys|lähetetty|дата|отправлено|дата отправки|надіслано|відправлено|tarih|gönderildi|gönderme tarihi|gönderilen|日時|日付|送信日時|送信日|发送时间|发送日期|日期|时间|寄件日期|傳送時間|날짜|보낸 날짜|보낸날짜|التاريخ|تاريخ الإرسال|تم الإرسال|תאריך|נשלח|dată|trimis|dátum|küldve|elküldve|poslano|kuupäev|saadetud|ημερομηνία|στάλθηκε",
  subject:
    "subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|temat|předmět|ämne|emne|aihe|тема|konu|件名|主题|主旨|主題|제목|الموضوع|נושא|subiect|subiectul|tárgy|predmet|naslov|teema|θέμα",
  cc: "cc|kopie|kopie (cc)|copie|copie à|kopia|kopi|kopio|копия|копія|bilgi|抄送|副本|참조|نسخة|עותק|másolat|másolatot kap|kópia|dw|udw|bcc|reply-to|risposta|rispondi a|responder a|antwort an|antwoord aan|répondre à|odpowiedz do|svara till|vastausosoite|importance|priorität|importancia|attachments|anlagen|organization",
};

/** The field that a line of a quoted header names, by what stands before its colon. */
export const headerFields: ReadonlyMap<string, HeaderField> = new Map(
  (Object.keys(fieldWords) as HeaderField[]).flatMap((field) =>
    fieldWords[field].split("|").map((word): [string, HeaderField] => [word, field]),
  ),
);

/** "On Monday, Ann wrote:"; some stand before the name. */
export const wroteWords = (
  "wrote|writes|schrieb|geschrieben|a écrit|écrit|écrivait|escribió|escribio|ha scritto|scritto|escreveu|schreef|geschreven|" +
  "napisał|napisała|pisze|napsal|napsala|napísal|napísala|skrev|kirjoitti|написал|написала|написав|" +
  "писал|пишет|пише|yazdı|yazmış|書きました|のメール|のメッセージ|写道|寫道|写到|寫到|作成|작성|썼습니다|님이 작성|كتب|كتبت|تمت كتابة|כתב|כתבה|מאת|a scris|" +
  "írta|έγραψε|написа|je napisao|je napisala|napisao|menulis|đã viết|kirjutas|skrifaði|rašė|rakstīja"
).split("|");

/** How such a line begins, where not by a figure. */
export const openingWords: ReadonlySet<string> = new Set(
  (
    "on|at|am|le|el|il|in data|em|no dia|op|dnia|w dniu|dne|dňa|den|den|ke|pe|la|ma|ti|to|su|в|во|у|på|kl|pada|" +
    "vào|στις|ב|בתאריך|في|from|von|de|da|van|pe|ons|tor|fre|lør|søn|man|tir|mån|tis|lör|sön"
  ).split("|"),
);

/** Between dashes: what follows was written by somebody else before, and is answered here. */
export const originalWords: ReadonlySet<string> = new Set(
  (
    "original message|original-nachricht|originalnachricht|ursprüngliche nachricht|original nachricht|message d'origine|message original|" +
    "mensaje original|messaggio originale|messaggio originario|mensagem original|oorspronkelijk bericht|origineel bericht|" +
    "oryginalna wiadomość|wiadomość oryginalna|wiadomość pierwotna|původní zpráva|původní e-mail|pôvodná správa|ursprungligt meddelande|originalmeddelande|" +
    "oprindelig meddelelse|original meddelelse|original besked|opprinnelig melding|original melding|alkuperäinen viesti|исходное сообщение|оригинальное сообщение|" +
    "исходное письмо|оригінальне повідомлення|початкове повідомлення|вихідне повідомлення|orijinal ileti|özgün ileti|orijinal mesaj|元のメッセージ|元のメール|" +
    "原始邮件|原始郵件|邮件原件|原始信息|원본 메시지|원본 메일|الرسالة الأصلية|הודעה מקורית|mesajul original|eredeti üzenet|αρχικό μήνυμα|originalna poruka|reply message|original email|original mail"
  ).split("|"),
);

/** Between dashes, or before a colon: what follows is what the writer passes on, and so the matter itself. */
export const forwardWords: ReadonlySet<string> = new Set(
  (
    "forwarded message|begin forwarded message|forwarded|fwd|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transféré|message transmis|" +
    "début du message réexpédié|début du message transféré|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|" +
    "mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|doorgestuurd bericht|begin doorgestuurd bericht|" +
    "wiadomość przesłana dalej|przekazana wiadomość|treść przekazanej wiadomości|początek przekazywanej wiadomości|přeposlaná zpráva|začátek přeposílané zprávy|" +
    "preposlaná správa|začiatok preposlanej správy|vidarebefordrat meddelande|vidarebefordrat mejl|videresendt meddelelse|videresendt melding|start på videresendt besked|" +
    "videresendt besked|edelleenlähetetty viesti|välitetty viesti|välitetty viesti alkaa|välitetty viesti / fwd.msg|пересылаемое сообщение|перенаправленное сообщение|" +
    "пересланное сообщение|начало переадресованного сообщения|переслане повідомлення|перенаправлене повідомлення|початок листа, що пересилається|iletilen ileti|iletilmiş mesaj|" +
    "yönlendirilen ileti|ileti başlangıcı|メッセージを転送|転送メッセージ|転送されたメッセージ|转发的邮件|轉寄的郵件|已转发邮件|轉寄郵件|전달된 메시지|전달된 메일|رسالة معاد توجيهها|הודעה שהועברה|" +
    "továbbított üzenet|továbbított levél kezdete|mesaj redirecționat|începe mesajul redirecționat|proslijeđena poruka|započni proslijeđenu poruku|προωθημένο μήνυμα"
  ).split("|"),
);

/** What phones and programs call themselves beneath a mail. */
export const deviceWords = (
  "iphon|ipad|ipod|android|blackberry|galaxy|samsung|huawei|xiaomi|nokia|htc|oneplus|alcatel|lumia|windows|outlook|yahoo|gmail|" +
  "airmail|mailbox|sparrow|spark|proton|tutanota|thunderbird|k-9|k9|fairemail|bluemail|gmx|web.de|t-online|mail.ru|mymail|newton|" +
  "superhuman|mobil|móvil|mobiel|telefon|telefoon|phone|téléphone|telefono|teléfono|handy|cell|tablet|zoho|телефон"
).split("|");

/** "Sent from my …", by what its lines begin with; what follows is a device. */
export const sentBeginnings = (
  "sent from|sent via|sent with|sent by|sent using|sent through|from my|gesendet von|gesendet mit|gesendet vom|gesendet über|von meinem|von meiner|" +
  "diese nachricht wurde von|diese mail wurde|envoyé de|envoyé depuis|envoyé à partir|envoyé avec|enviado desde|enviado de|enviado do|enviado por|enviado con|" +
  "enviada do|inviato da|inviata da|inviato dal|verzonden met|verzonden vanaf|verzonden via|verstuurd vanaf|verstuurd via|wysłane z|wysłano z|wysłana z|odesláno z|" +
  "odesláno ze|odoslané z|skickat från|skickades från|skickad från|sendt fra|sendt via|lähetetty|отправлено с|отправлено из|надіслано з|надіслано із|відправлено з|" +
  "trimis de|küldve|elküldve|poslano s|发自|来自|發自|נשלח מ|أرسلت من|أُرسلت من|تم الإرسال من"
).split("|");

/** The same, by what its lines end with. */
export const sentEndings = "gönderildi|から送信|から送信されました|傳送|寄出|发送|에서 보냄|보냄".split("|");
