/** Texts of the pages that the server writes itself, for customers. */
import type { Language } from "../languages.ts";

export interface Notice {
  title: string;
  text: string;
}

interface PageTexts {
  dir: "ltr" | "rtl";
  closed: Notice;
  noArticles: Notice;
  toPortal: string;
  notFound: Notice;
  /** Whoever runs the desk reads it too. */
  otherHost: Notice;
  failed: Notice;
  /** On the staff page, in a browser that cannot show it. */
  tooOld: string;
  /** Of the round button, as the widget calls it. */
  launcher: string;
}

export const pageTexts: Record<Language, PageTexts> = {
  en: {
    dir: "ltr",
    closed: {
      title: "This portal is closed at the moment",
      text: "The link may work again later. If you need help now, please contact the team you got it from.",
    },
    noArticles: {
      title: "There are no help articles here yet",
      text: "You can write to the team, and read their answers, in the portal.",
    },
    toPortal: "Go to the portal",
    launcher: "Help",
    tooOld:
      "This browser is too old for the staff page. Please update it, or use Chrome or Edge 123, Firefox 128, Safari 18 or newer.",
    notFound: {
      title: "There is nothing at this address",
      text: "It may be mistyped, or what was here is gone. Please check the link that you followed.",
    },
    otherHost: {
      title: "This desk does not answer at this address",
      text: "Please use the link that you were given. If you run this desk: name this host in the setting HOSTS, or set PUBLIC_URL.",
    },
    failed: {
      title: "Something went wrong on our side",
      text: "Nothing that you sent is lost. Please try again in a moment.",
    },
  },
  de: {
    dir: "ltr",
    closed: {
      title: "Dieses Portal ist gerade geschlossen",
      text: "Vielleicht geht der Link später wieder. Wenn Sie jetzt Hilfe brauchen, wenden Sie sich bitte an das Team, von dem Sie ihn haben.",
    },
    noArticles: {
      title: "Hier gibt es noch keine Hilfeartikel",
      text: "Im Portal können Sie dem Team schreiben und seine Antworten lesen.",
    },
    toPortal: "Zum Portal",
    launcher: "Hilfe",
    tooOld:
      "Dieser Browser ist zu alt für die Seite des Teams. Bitte aktualisieren Sie ihn, oder nehmen Sie Chrome oder Edge ab 123, Firefox ab 128 oder Safari ab 18.",
    notFound: {
      title: "Unter dieser Adresse ist nichts",
      text: "Vielleicht ist sie vertippt, oder was hier war, gibt es nicht mehr. Bitte prüfen Sie den Link, dem Sie gefolgt sind.",
    },
    otherHost: {
      title: "Unter dieser Adresse antwortet dieser Desk nicht",
      text: "Bitte nehmen Sie den Link, den Sie bekommen haben. Wenn Sie den Desk betreiben: Nennen Sie diesen Host in der Einstellung HOSTS, oder setzen Sie PUBLIC_URL.",
    },
    failed: {
      title: "Auf unserer Seite ging etwas schief",
      text: "Nichts, was Sie gesendet haben, ist verloren. Bitte versuchen Sie es gleich noch einmal.",
    },
  },
  ar: {
    dir: "rtl",
    closed: {
      title: "هذه البوابة مغلقة حاليًا",
      text: "قد يعمل الرابط من جديد لاحقًا. إن كنت بحاجة إلى مساعدة الآن، فتواصل مع الفريق الذي أعطاك إياه.",
    },
    noArticles: {
      title: "لا مقالات مساعدة هنا بعد",
      text: "يمكنك في البوابة مراسلة الفريق وقراءة ردوده.",
    },
    toPortal: "إلى البوابة",
    launcher: "المساعدة",
    tooOld:
      "هذا المتصفح قديم ولا يمكنه عرض صفحة الفريق. يُرجى تحديثه أو استخدام Chrome أو Edge 123 أو Firefox 128 أو Safari 18 أو أحدث.",
    notFound: {
      title: "لا شيء في هذا العنوان",
      text: "ربما كُتب بخطأ، أو لم يعد ما كان هنا موجودًا. يُرجى التحقق من الرابط الذي تبعته.",
    },
    otherHost: {
      title: "لا يجيب مكتب الدعم هذا على هذا العنوان",
      text: "يُرجى استخدام الرابط الذي وصلك. إن كنت تدير مكتب الدعم، فأضف هذا المضيف إلى الإعداد HOSTS أو عيّن PUBLIC_URL.",
    },
    failed: {
      title: "حدث خطأ من جانبنا",
      text: "لم يضِع شيء مما أرسلته. يُرجى المحاولة من جديد بعد قليل.",
    },
  },
};
