import type { MemoryWords } from "./en";

export const es: MemoryWords = {
  title: "Lo que se recuerda",
  lead: "De una conversación larga, los modelos alojados reciben estas frases junto a los últimos mensajes. Desaparecen con la conversación.",
  none: "Nada todavía. Se guardan frases cuando una conversación se alarga y participa un modelo alojado.",
  failed: "No se pudo cargar lo que se recuerda.",
  forget: "Olvidar esta frase",
  forgetAll: "Olvidarlo todo",
  forgotten: "Olvidado.",
  kinds: { decision: "decisión", name: "nombre", preference: "preferencia", constraint: "condición" },
};
