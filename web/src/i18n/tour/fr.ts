import type { TourWords } from "./en";

export const fr: TourWords = {
  label: "Une courte visite",
  step: (number, total) => `${number} sur ${total}`,
  next: "Suivant",
  back: "Retour",
  skip: "Passer la visite",
  done: "Commencer",
  steps: {
    message: {
      title: "Dites-le avec vos mots",
      text: "Quand cela commence, avec quels services, et où. Une phrase suffit ; vous pourrez continuer à modifier.",
    },
    suggestions: { title: "Ou partez de quelque chose de prêt", text: "Essayez une de ces demandes, ou ouvrez un modèle et changez ce qu’il vous faut." },
    sidebar: {
      title: "Tout est conservé",
      text: "Vos conversations et workflows restent ici, à côté des modèles et de tous les nœuds de n8n.",
    },
    commands: { title: "Trouver son chemin", text: "Ctrl+K (⌘K sur un Mac) trouve chaque page et chaque action. L’aide est à côté des réglages." },
  },
};
