/** Modern Standard Arabic, fetched when it is wanted. */
import { later } from "./ar-later.ts";
import { apart } from "./apart.ts";
import type { More } from "./pick.ts";
import type { Words } from "./words.ts";

/** For the second chunk, which takes it from this one. */
export { apart };

export const words: Words = {
  ...later,
  dir: "rtl",
  launcher: "المساعدة",
  close: "إغلاق",
  back: "رجوع",
  greeting: "كيف يمكننا مساعدتك؟",
  newTicket: "راسلنا",
  yourTickets: "تذاكرك",
  latestTickets: "أحدث تذاكرك",
  allTickets: "كل التذاكر",
  noTickets: "لا تذاكر بعد. عندما تراسلنا يمكنك متابعة تذكرتك هنا.",
  unread: "رد جديد",
  signIn: "تسجيل الدخول",
  signInToSend: "تسجيل الدخول للإرسال",
  closedTitle: "هذه البوابة مغلقة حاليًا",
  closedText: "لم يضِع شيء مما أرسلته. يُرجى المحاولة لاحقًا.",
  subject: "الموضوع",
  body: "رسالتك",
  bodyHint: "ماذا حدث، وماذا كنت تتوقع؟",
  type: "النوع",
  typeNone: "يُرجى الاختيار",
  inbox: "إلى",
  priority: "الأولوية",
  priorities: { low: "منخفضة", normal: "عادية", high: "مرتفعة", urgent: "عاجلة" },
  name: "اسمك",
  email: "عنوان بريدك الإلكتروني",
  emailHint: "نرسل إليه رابطًا لمتابعة الرد من أي جهاز.",
  optional: "اختياري",
  addFiles: "إضافة ملفات",
  tryAgain: "إعادة المحاولة",
  send: "إرسال",
  sending: "جارٍ الإرسال…",
  stop: "إيقاف وتعديل",
  sentTitle: "شكرًا لك، وصلتنا رسالتك",
  copyLink: "نسخ رابط لجهاز آخر",
  reply: "ردك",
  replyHint: "اكتب ردًا",
  you: "أنت",
  from: (name, project) => `${apart(name)} · ${apart(project)}`,
  statuses: {
    new: "وصلتنا",
    open: "قيد المعالجة",
    waiting: "بانتظار ردك",
    answered: "تم الرد عليها",
    "on-hold": "مؤجَّلة",
    solved: "تم حلها",
    closed: "مغلقة",
  },
  changedTo: (status) => `حالة التذكرة الآن: ${status}`,
  messageWaiting: "بانتظار الاتصال، وستُرسل تلقائيًا.",
  raisedBy: (name) => `من ${apart(name)}`,
  loadProblem: "تعذّر تحميل هذا.",
  problems: {
    offline: "تعذّر الوصول إلى مكتب الدعم. رسالتك محفوظة هنا وستُرسل عند عودة اتصالك.",
    unavailable: "في مكتب الدعم عطل حاليًا. رسالتك محفوظة هنا وستُرسل حالما يعود إلى العمل.",
    too_many_requests: "طلبات كثيرة في وقت قصير. رسالتك محفوظة هنا وستُرسل بعد قليل.",
    unauthenticated: "انتهت جلستك على هذا الجهاز. ما كتبته ما زال هنا؛ يُرجى تسجيل الدخول أو إعادة الإرسال.",
    login_required: "تطلب هذه البوابة الآن تسجيل الدخول. نصك ما زال هنا.",
    portal_unavailable: "أُغلقت البوابة أثناء الكتابة. نصك باقٍ هنا؛ يُرجى المحاولة لاحقًا أو نسخه.",
    tickets_closed: "لا يمكن إرسال رسائل جديدة هنا حاليًا. ما تكتبه يبقى محفوظًا.",
    key_reused: "وصل هذا إلى مكتب الدعم من قبل، من جلسة انتهت. لا حاجة إلى إرساله مرة أخرى.",
    too_large: "هذا أكبر مما يمكن إرساله هنا.",
    attachment_unknown: "أحد الملفات لم يعد موجودًا. يُرجى إزالته واختياره من جديد.",
    storage_full: "لم تبقَ مساحة في مكتب الدعم. رسالتك محفوظة هنا؛ يُرجى المحاولة لاحقًا.",
    fields_invalid: "يُرجى مراجعة الحقول المحددة.",
    other: "لم ينجح ذلك. نصك ما زال هنا؛ يُرجى إعادة المحاولة.",
  },
  fields: {
    required: "يُرجى ملء هذا الحقل.",
    too_long: "هذا أطول من المسموح.",
    invalid_email: "لا يبدو هذا عنوان بريد إلكتروني.",
    not_allowed: "يُرجى الاختيار من جديد.",
    other: "لا يمكن إرسال هذا كما هو.",
  },
};

export const more: More = (parts) =>
  /account|signIn/.test(parts) && import("./ar-sign-in.ts").then((later) => void Object.assign(words, later.words));
