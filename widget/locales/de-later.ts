/** German for the parts that are fetched later. */
import type { Words } from "./words.ts";

export const later = {
  notHere:
    "Von dieser Seite aus sind wir gerade nicht zu erreichen. Bitte schreiben Sie uns auf einem anderen Weg oder versuchen Sie es später noch einmal.",
  account: "Ihr Konto",
  yourAccount: "Ihr Konto",
  language: "Sprache",
  passwordIsSet: "Ist festgelegt",
  passwordIsNot: "Keines: Wir schicken Ihnen einen Code",
  change: "Ändern",
  save: "Speichern",
  saved: "Gespeichert.",
  cancel: "Abbrechen",
  newAddress: "Neue E-Mail-Adresse",
  newAddressHint: "Wir schicken sechs Ziffern dorthin, um zu sehen, dass sie Ihnen gehört.",
  currentPassword: "Jetziges Passwort",
  currentWrong: "Das ist nicht Ihr jetziges Passwort.",
  chosenPassword: "Neues Passwort",
  chosenPasswordHint: "Mindestens 8 Zeichen. Ihre anderen Geräte werden abgemeldet.",
  passwordByLink: (email) =>
    `Ein Passwort legen Sie auf einer eigenen Seite fest. Den Link dorthin schicken wir an ${email}.`,
  sendLink: "Link schicken",
  passwordLinkSent: (email) => `Ein Link ist unterwegs zu ${email}. Er gilt 24 Stunden lang.`,
  proveTitle: "Sind Sie es?",
  proveText: (email) =>
    `Wir haben sechs Ziffern an ${email} gesendet, um zu sehen, dass Sie es sind. Sie gelten zehn Minuten lang.`,
  next: "Weiter",
  stopTitle: "Waren Sie das nicht?",
  stopText: (project) =>
    `Halten Sie das Konto an, dann werden alle abgemeldet, auch Sie. Niemand kann sich mehr anmelden, bis ${project} es sich mit Ihnen angesehen hat.`,
  stopYes: "Konto anhalten",
  stopNo: "Ich war es: nichts ändern",
  stopped: "Das Konto ist angehalten",
  stoppedText: (project) =>
    `Jetzt kann sich niemand mehr anmelden. ${project} sieht, dass es per E-Mail angehalten wurde.`,
  stopOver: "Er gilt einmal und 7 Tage lang.",
  stopWrite: (project) => `Schreiben Sie ${project} hier, was geschehen ist.`,
  stopAsk: (project) => `Bitte sagen Sie ${project} auf einem anderen Weg, was geschehen ist.`,
  signOut: "Abmelden",
  signOutAll: "Überall abmelden",
  signOutUnsent: "Was Sie noch nicht gesendet haben, wird dabei verworfen.",
  taken: "Diese Adresse gehört hier zu einem anderen Konto.",

  charactersLeft: { one: "noch # Zeichen", other: "noch # Zeichen" },
  charactersOver: { one: "# Zeichen zu viel", other: "# Zeichen zu viel" },

  follows: (number) => `Geht aus Ticket #${number} hervor`,
  noType: "Keine Angabe",
  tags: "Schlagwörter",
  addTag: "Hinzufügen",
  removeTag: (tag) => `${tag} entfernen`,
  closeTicket: "Ticket schließen",
  closeQuestion:
    "Ist das erledigt? Eine Antwort innerhalb von 14 Tagen öffnet es wieder; danach beginnt sie ein neues Ticket.",
  changeFailed: "Das wurde nicht geändert. Bitte versuchen Sie es noch einmal.",
  notPermitted: "Das lässt sich hier nicht mehr ändern.",

  filesUnfinished: "Bitte warten Sie, bis die Dateien hochgeladen sind, oder entfernen Sie sie.",
  pictureAdded: "Bild hinzugefügt",
  fileAdded: "Datei hinzugefügt",
  removeFile: (name) => `${name} entfernen`,
  chooseAgain: "Zuvor nicht hochgeladen. Bitte wählen Sie die Datei neu aus, oder entfernen Sie sie.",
  leftTitle: "Noch nicht gesendet",
  takeBack: "Zurückholen und ändern",
  uploading: (percent) => `Wird hochgeladen, ${percent}`,
  uploadFailed: "Nicht hochgeladen",
  filesTooMany: "Mit einer Nachricht gehen höchstens 10 Dateien.",
  fileTooLarge: (name) => `${name} ist größer als 10 MB.`,
  fileEmpty: (name) => `${name} ist leer.`,
  pictureAt: (at, count) => `${at} von ${count}`,
  previousPicture: "Voriges Bild",
  nextPicture: "Nächstes Bild",
  readingPicture: (name) => `${name} wird geladen`,
  download: "Herunterladen",

  earlier: "Frühere Nachrichten",
  earlierShown: "Frühere Nachrichten sind jetzt da.",
  rest: "Der Rest steht hier, wie er getippt wurde",

  help: "Hilfeartikel",
  helpSoon: "Hilfeartikel sind in Arbeit. Schreiben Sie uns bis dahin, wir antworten gern.",

  copied: "Kopiert",
  copyByHand: "Kopieren Sie diesen Link. Wer ihn hat, kann dieses Ticket lesen und beantworten.",

  team: "Team",
  newAnswer: (name) => `Neue Antwort von ${name}`,

  notFound: "Dieses Ticket gibt es hier nicht. Vielleicht gehört es zu einem anderen Gerät oder Konto.",
  gone: "Dieses Ticket steht Ihnen nicht mehr offen.",
  unsentReply: "Ihre nicht gesendete Antwort, zum Kopieren",
  home: "Startseite",

  chooseTicket: "Wählen Sie ein Ticket, um es hier zu lesen.",

  claimTitle: "Mit Ihrer Adresse gesendet: von Ihnen?",
  claimYes: "Ja, das war ich",
  claimNo: "Nicht von mir",
  fromBrowser: (count, email) =>
    count === 1
      ? `Aus diesem Browser wurde eine Nachricht gesendet. Gehört sie zu ${email}?`
      : `Aus diesem Browser wurden ${count} Nachrichten gesendet. Gehören sie zu ${email}?`,
  fromBrowserHint: "Wenn nicht, geht nichts verloren: Nach dem Abmelden ist wieder da, was gesendet wurde.",

  sentNumber: (number) => `Es ist Ticket #${number}. Sie können es hier auf diesem Gerät verfolgen.`,
  sentUnkept: (number) =>
    `Es ist Ticket #${number}. Dieser Browser merkt es sich nicht: Mit dem Link zum Kopieren finden Sie es wieder.`,
  sentSignedIn: (number) =>
    `Es ist Ticket #${number}. Sie können es auf jedem Gerät verfolgen, auf dem Sie sich anmelden.`,
  sentMail: (email) =>
    `Meist erreicht unsere Bestätigung ${email} in wenigen Minuten. Sie bringt einen Link für andere Geräte; oder kopieren Sie hier einen.`,
  openTicket: "Ticket öffnen",
  readAnswer: "Antwort lesen",

  register: "Registrieren",
  whySignIn: "Dann sehen Sie hier alle Ihre Tickets, auf jedem Gerät.",
  whyRequired: (project) => `${project} öffnet das Portal für Menschen mit einem Konto.`,
  byInvitation: (project) => `Konten gibt es auf Einladung: Fragen Sie ${project}.`,
  keptMeanwhile: "Was Sie geschrieben haben, bleibt erhalten und geht in Ihrem Namen hinaus.",
  sendCode: "Code schicken",
  newHere: "Neu hier? Registrieren",
  knownHere: "Schon ein Konto? Anmelden",
  usePassword: "Lieber mit Passwort",
  useCode: "Lieber einen Code schicken",
  password: "Passwort",
  forgotPassword: "Passwort vergessen? Link schicken",
  lookIntoMails: "Sehen Sie in Ihre E-Mails",
  code: "Die sechs Ziffern",
  mailIsNotSent:
    "Hier werden noch keine E-Mails verschickt, also kommt nichts an. Bitte fragen Sie auf einem anderen Weg nach.",
  codeSent: (email) => `Wir haben sechs Ziffern an ${email} geschickt. Sie gelten zehn Minuten lang.`,
  codeInvited: (email) =>
    `Wenn es ein Konto für ${email} gibt, sind sechs Ziffern dorthin unterwegs. Sie gelten zehn Minuten lang.`,
  lookInSpam: "Nichts da? Sehen Sie auch unter den unerwünschten E-Mails nach.",
  sendAgain: "Noch einmal schicken",
  sendAgainIn: (seconds) => `Noch einmal schicken in ${seconds}`,
  otherAddress: "Andere Adresse",
  linkSent: (email) => `Wenn es ein Konto für ${email} gibt, ist ein Link dorthin unterwegs. Er gilt 24 Stunden lang.`,
  checking: "Wir konnten Ihren Link nicht prüfen",
  linkOver: "Dieser Link ist abgelaufen",
  linkOverText: "Links gelten einmal und nur eine Zeit lang, und ein neuerer beendet die älteren.",
  trackingOver: "Er ist zu alt, oder ein neuerer hat ihn abgelöst. Suchen Sie den neuesten in Ihren E-Mails.",
  sendNewLink: "Neuen Link schicken",
  greetings: {
    invitation: (project) => `${project} lädt Sie ein`,
    welcome: (project) => `Ihre Tickets bei ${project}`,
    registration: (project) => `Willkommen bei ${project}`,
    password: () => "Neues Passwort",
    "sign-in": (project) => `Bei ${project} anmelden`,
  },
  greetingTexts: {
    invitation: (email) => `Hier können Sie als ${email} Tickets senden und verfolgen.`,
    welcome: (email) => `Hier sehen und beantworten Sie Ihre Tickets als ${email}.`,
    registration: (email) => `Noch ein Schritt, und ${email} ist registriert.`,
    password: (email) => `Für Ihr Konto ${email}.`,
    "sign-in": (email) => `Als ${email}.`,
  },
  newPasswordHint: "Mindestens 8 Zeichen. Oder lassen Sie es leer: Dann schicken wir zu jeder Anmeldung einen Code.",
  goIn: "Eintreten",
  passwordProblems: {
    too_short: "Bitte mindestens 8 Zeichen.",
    too_common: "Dieses gehört zu den ersten, die andere erraten würden. Bitte wählen Sie ein anderes.",
  },
  tryAgainIn: (time) => `Ein neuer Versuch ist in ${time} möglich.`,
  refusals: {
    code_wrong: "Diese Ziffern stimmen nicht. Bitte vergleichen Sie sie mit der neuesten E-Mail.",
    link_expired: "Diese Ziffern sind abgelaufen: Sie gelten zehn Minuten lang. Bitte lassen Sie neue schicken.",
    credentials_wrong: "Adresse und Passwort gehören nicht zusammen.",
    password_required: "Bitte geben Sie auch Ihr jetziges Passwort an.",
    too_many_tries:
      "Das wurde zu oft versucht. Bitte lassen Sie neue Ziffern schicken, oder nehmen Sie den Link in der E-Mail.",
    too_many_requests: "Das war viel in kurzer Zeit. Bitte warten Sie ein wenig.",
    registration_closed: "Konten gibt es hier auf Einladung.",
    offline: "Wir haben den Desk nicht erreicht. Bitte versuchen Sie es noch einmal, wenn Sie online sind.",
    unavailable: "Der Desk hat gerade eine Störung. Bitte versuchen Sie es in einer Minute noch einmal.",
    other: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  },

  whose: "Wessen Tickets",
  mine: "Meine",
  showMore: "Mehr zeigen",
  forget: "Dieses Gerät vergessen",
  forgetQuestion: "Ihre Tickets werden auf diesem Gerät nicht mehr gezeigt. Gelöscht werden sie nicht.",
  forgetYes: "Vergessen",
} satisfies Partial<Words>;
