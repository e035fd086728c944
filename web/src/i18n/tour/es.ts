import type { TourWords } from "./en";

export const es: TourWords = {
  label: "Una visita breve",
  step: (number, total) => `${number} de ${total}`,
  next: "Siguiente",
  back: "Atrás",
  skip: "Saltar la visita",
  done: "Empezar",
  steps: {
    message: {
      title: "Dilo con tus palabras",
      text: "Cuándo empieza, con qué servicios y a dónde. Basta una frase; después puedes seguir cambiándolo.",
    },
    suggestions: { title: "O empieza con algo ya listo", text: "Prueba una de estas peticiones, o abre una plantilla y cambia lo que necesites." },
    sidebar: {
      title: "Todo se guarda",
      text: "Tus conversaciones y flujos se quedan aquí, junto a plantillas y todos los nodos que tiene n8n.",
    },
    commands: { title: "Encontrar el camino", text: "Ctrl+K (⌘K en un Mac) encuentra cada página y acción. La ayuda está junto a los ajustes." },
  },
};
