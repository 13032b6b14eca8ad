import type { VNode } from "preact";
import type * as News from "../../state/news.ts";
import { later } from "../../ui/later.tsx";
import { Switch } from "../../ui/switch.tsx";

/** Its words and what it does come with the part that tells of news. */
export const NewsChoices = later(async () => {
  const part = await import("../../state/news.ts");
  await part.startNews();
  return () => <Choices {...part} />;
});

function Choices({ newsWords: t, ...news }: typeof News): VNode {
  // A press that came to nothing has moved the switch all the same.
  void news.asked.value;
  return (
    <section class="card" aria-label={t.title}>
      <h2>{t.title}</h2>
      <p class="hint">{t.lead}</p>
      <Switch label={t.sound} sentence={t.soundHint} checked={news.isSoundOn.value} onChange={news.wantSound} />
      <Switch
        label={t.note}
        sentence={news.refusal.value ?? t.noteHint}
        checked={news.isNoteOn.value}
        onChange={(isOn) => void news.wantNotes(isOn)}
      />
    </section>
  );
}
