import type { MemoryWords } from "./en";

export const de: MemoryWords = {
  title: "Was im Gedächtnis ist",
  lead: "Von einer langen Unterhaltung bekommen gehostete Modelle diese Sätze neben den letzten Nachrichten. Sie verschwinden mit der Unterhaltung.",
  none: "Noch nichts. Sätze werden aufbewahrt, wenn eine Unterhaltung lang wird und ein gehostetes Modell daran teilnimmt.",
  failed: "Das Gedächtnis konnte nicht geladen werden.",
  forget: "Diesen Satz vergessen",
  forgetAll: "Alles vergessen",
  forgotten: "Vergessen.",
  kinds: { decision: "Entscheidung", name: "Name", preference: "Vorliebe", constraint: "Bedingung" },
};
