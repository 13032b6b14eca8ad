/** As it is compared: "Señal" is found by "sen", "STRASSE" by "straße" or not, as the browser's own capitals have it. */
const plain = (words: string): string => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** 0: the very word, 1: begins with it, 2: one of its words does, 3: holds it somewhere. */
function rank(name: string, typed: string): number {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  const at = name.indexOf(typed);
  if (at < 0) return -1;
  return name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed)) ? 2 : 3;
}

/** What fits the typed words, what begins with them first, else in the order that it has. */
export function matching<Item>(items: readonly Item[], typed: string, nameOf: (item: Item) => string): readonly Item[] {
  const wanted = plain(typed.trim());
  if (!wanted) return items;
  return items
    .map((item) => ({ item, rank: rank(plain(nameOf(item)), wanted) }))
    .filter((found) => found.rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}
