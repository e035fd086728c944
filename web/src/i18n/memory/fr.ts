import type { MemoryWords } from "./en";

export const fr: MemoryWords = {
  title: "Ce qui est retenu",
  lead: "D’une longue conversation, les modèles hébergés reçoivent ces phrases à côté des derniers messages. Elles disparaissent avec la conversation.",
  none: "Rien encore. Des phrases sont retenues quand une conversation devient longue et qu’un modèle hébergé y participe.",
  failed: "Ce qui est retenu n’a pas pu être chargé.",
  forget: "Oublier cette phrase",
  forgetAll: "Tout oublier",
  forgotten: "Oublié.",
  kinds: { decision: "décision", name: "nom", preference: "préférence", constraint: "contrainte" },
};
