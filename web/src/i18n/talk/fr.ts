/** Zero is singular in French. */
const plural = (count: number, one: string, many: string) => (count < 2 ? one : many);

export const talk = {
  versions: "Variantes",
  earlierVersion: "Version précédente",
  laterVersion: "Version suivante",
  versionOf: (place: number, count: number) => `Version ${place} sur ${count}`,
  next: "Et ensuite ?",
  attach: "Ajouter un fichier",
  files: "Fichiers",
  dropHere: "Déposez des fichiers pour les joindre",
  allowed: "workflows n8n et autre JSON, CSV, texte, Markdown et PDF, 10 Mo au plus chacun ; des images si un modèle qui voit est configuré",
  remove: (name: string) => `Retirer ${name}`,
  uploading: (name: string) => `${name} est en cours d’envoi`,
  save: "Enregistrer :",
  wait: "Un fichier est encore en route.",
  tooMany: (count: number) => `Un message emporte ${count} fichiers au plus.`,
  tooLarge: "Le fichier dépasse 10 Mo.",
  empty: "Le fichier est vide.",
  broken: "Le fichier n’est pas arrivé. Vérifiez la connexion, retirez-le et ajoutez-le de nouveau.",
  pasted: "Workflow collé",
  columns: (count: number) => `${count} ${plural(count, "colonne", "colonnes")}`,
  cut: "seul le début est lu",
  kinds: {
    workflow: "workflow n8n",
    csv: "Tableau",
    json: "Données en JSON",
    text: "Texte simple",
    markdown: "Texte en Markdown",
    pdf: "Document PDF",
    image: "Image",
  },
};
