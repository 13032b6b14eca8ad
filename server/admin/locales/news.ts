/** As in `text.ts`, for the words of one part: English lies with it, another language is fetched as it begins. */
import { enNews, type NewsWords } from "./en-news.ts";
import { language } from "./text.ts";

const further: Record<string, () => Promise<{ words: NewsWords }>> = {
  de: () => import("./de-news.ts"),
  ar: () => import("./ar-news.ts"),
};

export let newsWords: NewsWords = enNews;

export async function readNewsWords(): Promise<void> {
  const found = await further[language.split("-")[0]!]?.().catch(() => null);
  if (found) newsWords = found.words;
}
