/** What stands where a mail says nothing, in the project's language. */
import { type Language, nearestLanguage } from "../languages.ts";

interface StandIns {
  noSubject: string;
  noText: string;
  unreadable: string;
}

const spoken: Record<Language, StandIns> = {
  en: {
    noSubject: "(no subject)",
    noText: "(This email has no text.)",
    unreadable: "(This email could not be read. It is attached as it came.)",
  },
  de: {
    noSubject: "(kein Betreff)",
    noText: "(Diese E-Mail hat keinen Text.)",
    unreadable: "(Diese E-Mail konnte nicht gelesen werden. Sie liegt bei, wie sie kam.)",
  },
  ar: {
    noSubject: "(بلا موضوع)",
    noText: "(لا نص في هذه الرسالة.)",
    unreadable: "(تعذّرت قراءة هذه الرسالة. أُرفقت كما وصلت.)",
  },
};

export const standInsFor = (locale: string | null): StandIns => spoken[nearestLanguage(locale)];
