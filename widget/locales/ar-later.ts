/** Arabic for the parts that are fetched later. */
import { apart } from "./apart.ts";
import type { Words } from "./words.ts";

export const later = {
  notHere: "لا يمكن الوصول إلينا من هذه الصفحة حاليًا. يُرجى مراسلتنا بطريقة أخرى أو المحاولة لاحقًا.",
  yourAccount: "حسابك",
  language: "اللغة",
  cancel: "إلغاء",

  charactersLeft: {
    zero: "لم تبقَ أحرف",
    one: "بقي حرف واحد",
    two: "بقي حرفان",
    few: "بقيت # أحرف",
    many: "بقي # حرفًا",
    other: "بقي # حرف",
  },
  charactersOver: {
    zero: "بلا أحرف زائدة",
    one: "حرف واحد زائد",
    two: "حرفان زائدان",
    few: "# أحرف زائدة",
    many: "# حرفًا زائدًا",
    other: "# حرف زائد",
  },

  follows: (number) => `تكملة للتذكرة ${apart(`#${number}`)}`,
  noType: "بلا نوع",
  tags: "الوسوم",
  addTag: "إضافة وسم",
  removeTag: (tag) => `إزالة ${apart(tag)}`,
  closeTicket: "إغلاق التذكرة",
  closeQuestion: "هل انتهى الأمر؟ الرد خلال 14 يومًا يفتحها من جديد، وبعدها يبدأ تذكرة جديدة.",
  changeFailed: "لم يتغير شيء. يُرجى إعادة المحاولة.",
  notPermitted: "لم يعد تغيير هذا ممكنًا هنا.",

  filesUnfinished: "يُرجى الانتظار حتى يكتمل رفع الملفات، أو إزالتها.",
  pictureAdded: "أُضيفت الصورة",
  fileAdded: "أُضيف الملف",
  removeFile: (name) => `إزالة ${apart(name)}`,
  chooseAgain: "لم يُرفع من قبل. يُرجى اختياره من جديد أو إزالته.",
  leftTitle: "لم تُرسل بعد",
  takeBack: "استعادة وتعديل",
  uploading: (percent) => `جارٍ الرفع، ${apart(percent)}`,
  uploadFailed: "لم يُرفع",
  filesTooMany: "10 ملفات على الأكثر مع كل رسالة.",
  fileTooLarge: (name) => `${apart(name)} أكبر من 10 ميغابايت.`,
  fileEmpty: (name) => `${apart(name)} فارغ.`,
  pictureAt: (at, count) => `${at} من ${count}`,
  previousPicture: "الصورة السابقة",
  nextPicture: "الصورة التالية",
  readingPicture: (name) => `جارٍ تحميل ${apart(name)}`,
  download: "تنزيل",

  earlier: "الرسائل السابقة",
  earlierShown: "ظهرت الرسائل السابقة.",
  rest: "بقية الرسالة معروضة كما كُتبت",

  help: "مقالات المساعدة",
  helpSoon: "مقالات المساعدة قادمة. وحتى ذلك الحين راسلنا وسنجيبك.",

  copied: "تم النسخ",
  copyByHand: "انسخ هذا الرابط. يمكن لكل من يملكه قراءة هذه التذكرة والرد عليها.",

  team: "الفريق",
  newAnswer: (name) => `رد جديد من ${apart(name)}`,

  notFound: "لا توجد هنا تذكرة كهذه. قد تكون تابعة لجهاز آخر أو حساب آخر.",
  gone: "لم تعد هذه التذكرة متاحة لك.",
  unsentReply: "ردك الذي لم يُرسل، لنسخه",
  home: "الرئيسية",

  chooseTicket: "اختر تذكرة لقراءتها هنا.",

  claimTitle: "أُرسلت بعنوانك: هل هي لك؟",
  claimYes: "نعم، أنا من أرسلها",
  claimNo: "ليست لي",
  fromBrowser: (count, email) =>
    count === 1
      ? `أُرسلت رسالة من هذا المتصفح. هل تعود إلى ${apart(email)}؟`
      : `عدد الرسائل المرسلة من هذا المتصفح: ${count}. هل تعود إلى ${apart(email)}؟`,
  fromBrowserHint: "إن لم تكن كذلك فلن يضيع شيء: ما أُرسل يظهر هنا من جديد بعد تسجيل الخروج.",

  sentNumber: (number) => `رقم تذكرتك ${apart(`#${number}`)}. يمكنك متابعتها هنا على هذا الجهاز.`,
  sentUnkept: (number) => `رقم تذكرتك ${apart(`#${number}`)}. لن يتذكرها هذا المتصفح: انسخ الرابط لتجدها من جديد.`,
  sentSignedIn: (number) => `رقم تذكرتك ${apart(`#${number}`)}. يمكنك متابعتها على كل جهاز تسجل الدخول منه.`,
  sentMail: (email) =>
    `يصل تأكيدنا عادةً إلى ${apart(email)} خلال دقائق، وفيه رابط للأجهزة الأخرى. ويمكنك نسخ رابط من هنا.`,
  openTicket: "فتح التذكرة",
  readAnswer: "قراءة الرد",

  whose: "تذاكر من",
  mine: "تذاكري",
  showMore: "عرض المزيد",
  forget: "نسيان هذا الجهاز",
  forgetQuestion: "لن تظهر تذاكرك على هذا الجهاز بعد الآن. لكنها لن تُحذف.",
  forgetYes: "نسيان",
} satisfies Partial<Words>;
