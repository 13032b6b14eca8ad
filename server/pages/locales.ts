/** Texts of the pages that the server writes itself, for customers. */
import type { Language } from "../languages.ts";

interface PageTexts {
  dir: "ltr" | "rtl";
  closedTitle: string;
  closedText: string;
}

export const pageTexts: Record<Language, PageTexts> = {
  en: {
    dir: "ltr",
    closedTitle: "This portal is closed at the moment",
    closedText: "The link may work again later. If you need help now, please contact the team you got it from.",
  },
  de: {
    dir: "ltr",
    closedTitle: "Dieses Portal ist gerade geschlossen",
    closedText:
      "Vielleicht geht der Link später wieder. Wenn Sie jetzt Hilfe brauchen, wenden Sie sich bitte an das Team, von dem Sie ihn haben.",
  },
  ar: {
    dir: "rtl",
    closedTitle: "هذه البوابة مغلقة حاليًا",
    closedText: "قد يعمل الرابط من جديد لاحقًا. إن كنت بحاجة إلى مساعدة الآن، فتواصل مع الفريق الذي أعطاك إياه.",
  },
};
