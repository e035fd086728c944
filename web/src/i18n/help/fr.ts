import type { HelpWords } from "./en";

export const fr: HelpWords = {
  lead: "Ce que vous pouvez demander, comment le dire, et comment le résultat arrive dans votre n8n.",
  contents: "Sur cette page",
  tryIt: "Mettre dans le champ du message",
  tour: "Revoir la visite",
  ask: {
    title: "Ce que vous pouvez demander",
    text: "Décrivez avec vos mots ce qui doit se passer, en français, anglais, allemand, espagnol ou portugais. Une phrase suffit pour commencer.",
    examples: [
      "Quand un formulaire est envoyé, ajoute les réponses à un Google Sheet et envoie un mail de remerciement avec Gmail",
      "Chaque lundi à 7 h 30, récupère les issues ouvertes de notre dépôt GitHub et publie un résumé dans Slack",
      "Réponds aux questions dans un chat avec un agent IA qui peut chercher dans Wikipédia et se souvient de la conversation",
      "Quand un paiement Stripe de plus de 100 euros réussit, préviens #ventes dans Slack, sinon note-le seulement dans Airtable",
    ],
  },
  say: {
    title: "Comment le dire",
    text: "Plus la demande en dit, moins il faut supposer. Ce qui a été supposé est listé dans l’onglet de mise en place, pour que vous puissiez le corriger.",
    points: [
      "Quand cela commence : une heure (`chaque jour ouvré à 9 h`), un évènement (`quand un e-mail arrive`), un formulaire, un chat, ou à la main.",
      "Avec quels services : nommez-les. Un nom mal écrit est compris aussi.",
      "Où : le canal, la feuille, l’adresse. Entre guillemets s’il faut le prendre à la lettre.",
      "À quelle condition : `seulement si le montant dépasse 100`, `sinon`, `pour chaque ligne`.",
      "Que faire en cas d’échec : `si cela échoue, préviens-moi sur Telegram`.",
    ],
  },
  change: {
    title: "Modifier un workflow",
    text: "Continuez dans la même conversation. Ce que vous ne mentionnez pas reste exactement tel quel, et chaque changement est une version.",
    examples: ["Publie plutôt dans #alertes", "Ajoute un filtre avant le mail : seulement les lignes dont le statut est ouvert", "Retire l’étape Slack", "Lance-le toutes les deux heures", "Annule cela"],
  },
  questions: {
    title: "Questions, et workflows qui échouent",
    text: "Posez des questions sur le workflow ouvert, ou sur n8n. Pour en faire réparer un, collez son JSON dans le champ ou déposez-y le fichier, avec le message d’erreur.",
    examples: ["Que fait ce workflow ?", "De quels identifiants ai-je besoin ?", "Pourquoi le nœud If prend-il toujours la branche false ?", "Comment fonctionne le nœud Merge ?"],
  },
  bring: {
    title: "Dans votre n8n",
    text: "Un workflow terminé est du JSON n8n ordinaire. Il y a deux chemins :",
    points: [
      "Copier pour n8n : cliquez sur le bouton de copie au-dessus du canevas, ouvrez un workflow vide dans n8n, cliquez sur le canevas et faites Ctrl+V (⌘V sur un Mac).",
      "En fichier : téléchargez le JSON. Dans n8n, choisissez `Import from File` dans le menu d’un workflow.",
      "Parcourez ensuite la liste de mise en place : choisissez ou créez les identifiants de chaque service, et remplissez ce que vous seul savez.",
      "Lancez-le une fois à la main dans n8n, regardez la sortie de chaque nœud, puis activez-le.",
      "Indiquez dans les réglages quel n8n vous utilisez : seuls les nœuds et versions qu’il connaît sont employés.",
    ],
  },
  parts: {
    title: "Ce que vous voyez à côté du chat",
    points: [
      "Canevas : le workflow comme n8n le dessine. Cliquez sur un nœud pour voir l’origine de chaque paramètre et le modifier ; faites-le glisser, ou déplacez-le avec le bouton de ses détails ; Ctrl+Z annule.",
      "Problèmes : ce que n8n ou NodePilot y trouve à redire. Une erreur arrêterait le workflow, un avertissement pourrait vous surprendre. « Corriger » répare ce qui peut l’être.",
      "Mise en place : ce qui reste à faire avant le premier lancement, ce qu’il lit et écrit, et ses prochains lancements.",
      "JSON : le document lui-même.",
      "Historique : chaque état du workflow, à comparer et à rétablir.",
    ],
  },
  credits: {
    title: "Ce qui coûte un crédit",
    text: "Un crédit pour chaque réponse qui apporte un workflow ou un changement ayant passé tous les contrôles, et pour un texte écrit par un modèle hébergé.",
    points: [
      "Gratuit : les questions en retour, les réponses en mots du moteur intégré, les échecs, les réponses arrêtées, les workflows avec des erreurs.",
      "Gratuit : regarder, chercher, les modèles, les nœuds, les versions, le partage et l’export.",
      "L’usage de chaque crédit est listé dans la page de la formule et des crédits.",
      "Sur votre propre serveur sans facturation, les crédits sont comptés et rien n’est refusé.",
    ],
  },
  data: {
    title: "Vos données",
    points: [
      "Conversations et workflows restent sur ce serveur NodePilot. Personne d’autre ne les voit, l’administration non plus.",
      "Un modèle hébergé reçoit le message et le workflow ouvert, et seulement quand le moteur intégré hésite. Vous pouvez l’empêcher dans les réglages.",
      "Les identifiants restent dans n8n : un workflow contient leur genre, jamais un mot de passe ni une clé. N’en écrivez pas dans un message.",
      "Dans les réglages, vous pouvez télécharger tout ce qui est conservé sur vous, et supprimer votre compte.",
    ],
  },
  shortcuts: { title: "Raccourcis clavier" },
  more: {
    title: "Pour les programmes",
    text: "Tout existe aussi comme API HTTP : créez une clé dans les réglages. En ligne de commande, `nodepilot generate \"…\"` crée un workflow, `nodepilot validate FICHIER` en contrôle un, `nodepilot repair FICHIER` en répare un.",
  },
};
