import type { TourWords } from "./en";

export const de: TourWords = {
  label: "Ein kurzer Rundgang",
  step: (number, total) => `${number} von ${total}`,
  next: "Weiter",
  back: "Zurück",
  skip: "Rundgang überspringen",
  done: "Loslegen",
  steps: {
    message: {
      title: "Sag es mit deinen Worten",
      text: "Wann es beginnt, mit welchen Diensten, und wohin. Ein Satz genügt; danach kannst du weiter ändern.",
    },
    suggestions: { title: "Oder beginne mit etwas Fertigem", text: "Versuch eine dieser Anfragen, oder öffne eine Vorlage und ändere, was du brauchst." },
    sidebar: {
      title: "Alles wird aufbewahrt",
      text: "Deine Unterhaltungen und Workflows bleiben hier, neben Vorlagen und allen Nodes, die n8n hat.",
    },
    commands: { title: "Dich zurechtfinden", text: "Strg+K (⌘K auf einem Mac) findet jede Seite und jeden Befehl. Die Hilfe steht neben den Einstellungen." },
  },
};
