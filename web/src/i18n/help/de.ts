import type { HelpWords } from "./en";

export const de: HelpWords = {
  lead: "Worum du bitten kannst, wie du es sagst, und wie das Ergebnis in dein n8n kommt.",
  contents: "Auf dieser Seite",
  tryIt: "In das Nachrichtenfeld setzen",
  tour: "Rundgang noch einmal zeigen",
  ask: {
    title: "Worum du bitten kannst",
    text: "Beschreibe mit deinen Worten, was geschehen soll, auf Deutsch, Englisch, Französisch, Spanisch oder Portugiesisch. Ein Satz genügt für den Anfang.",
    examples: [
      "Wenn ein Formular abgeschickt wird, trage die Antworten in ein Google Sheet ein und sende mit Gmail ein Dankeschön",
      "Jeden Montag um 7:30 die offenen Issues unseres GitHub-Repositorys holen und eine Zusammenfassung in Slack posten",
      "Beantworte Fragen in einem Chat mit einem KI-Agenten, der in Wikipedia suchen kann und sich das Gespräch merkt",
      "Wenn eine Stripe-Zahlung über 100 Euro gelingt, melde es in Slack in #vertrieb, sonst schreib es nur in Airtable",
    ],
  },
  say: {
    title: "Wie du es sagst",
    text: "Je mehr davon in der Anfrage steht, desto weniger wird angenommen. Was angenommen wurde, steht unter Einrichten, damit du es richtigstellen kannst.",
    points: [
      "Wann es beginnt: eine Zeit (`jeden Werktag um 9`), ein Ereignis (`wenn eine E-Mail kommt`), ein Formular, ein Chat oder von Hand.",
      "Mit welchen Diensten: nenne sie. Auch ein verschriebener Name wird verstanden.",
      "Wohin: der Kanal, die Tabelle, die Adresse. In Anführungszeichen, wenn es wörtlich zu nehmen ist.",
      "Unter welcher Bedingung: `nur wenn der Betrag über 100 ist`, `sonst`, `für jede Zeile`.",
      "Was geschehen soll, wenn etwas misslingt: `wenn es fehlschlägt, sag es mir in Telegram`.",
    ],
  },
  change: {
    title: "Einen Workflow ändern",
    text: "Schreib in derselben Unterhaltung weiter. Was du nicht nennst, bleibt genau, wie es ist, und jede Änderung ist eine eigene Fassung.",
    examples: ["Poste stattdessen in #alerts", "Füge vor der Mail einen Filter ein: nur Zeilen, deren Status offen ist", "Entferne den Slack-Schritt", "Lass es alle zwei Stunden laufen", "Mach das rückgängig"],
  },
  questions: {
    title: "Fragen, und Workflows, die fehlschlagen",
    text: "Frag nach dem Workflow, der offen ist, oder nach n8n. Soll einer repariert werden, füg sein JSON in das Feld ein oder zieh die Datei darauf, und die Fehlermeldung dazu.",
    examples: ["Was tut dieser Workflow?", "Welche Zugangsdaten brauche ich?", "Warum geht der If-Node immer in den falschen Zweig?", "Wie funktioniert der Merge-Node?"],
  },
  bring: {
    title: "In dein n8n",
    text: "Ein fertiger Workflow ist gewöhnliches n8n-JSON. Es gibt zwei Wege:",
    points: [
      "Für n8n kopieren: Klick auf den Kopierknopf über der Zeichenfläche, öffne in n8n einen leeren Workflow, klick auf die Fläche und drück Strg+V (⌘V auf einem Mac).",
      "Als Datei: Lade das JSON herunter. Wähle in n8n im Menü eines Workflows `Import from File`.",
      "Geh dann die Liste unter Einrichten durch: Wähle oder erstelle die Zugangsdaten jedes Dienstes, und füll aus, was nur du weißt.",
      "Lass ihn in n8n einmal von Hand laufen, sieh dir die Ausgabe jedes Nodes an, und aktiviere ihn dann.",
      "Sag in den Einstellungen, welches n8n du betreibst: Es werden nur Nodes und Fassungen benutzt, die deine Version hat.",
    ],
  },
  parts: {
    title: "Was du neben dem Chat siehst",
    points: [
      "Zeichenfläche: der Workflow, wie n8n ihn zeichnet. Klick auf einen Node zeigt, woher jeder Parameter kommt, und lässt ihn ändern; zieh ihn woandershin, oder verschieb ihn mit dem Knopf in seinen Details; Strg+Z macht rückgängig.",
      "Probleme: was n8n oder NodePilot zu beanstanden hat. Fehler würden den Workflow anhalten, Warnungen könnten dich überraschen. „Beheben“ behebt, was sich beheben lässt.",
      "Einrichten: was vor dem ersten Lauf noch zu tun ist, was er liest und schreibt, und wann er als Nächstes läuft.",
      "JSON: das Dokument selbst.",
      "Versionen: jeder Stand, den der Workflow hatte, zum Vergleichen und Wiederherstellen.",
    ],
  },
  credits: {
    title: "Was einen Credit kostet",
    text: "Ein Credit für jede Antwort mit einem Workflow oder einer Änderung, die alle Prüfungen bestanden hat, und für einen Text, den ein gehostetes Modell geschrieben hat.",
    points: [
      "Kostenlos: Rückfragen, Antworten der eingebauten Maschine in Worten, Misslungenes, Abgebrochenes, Workflows mit Fehlern.",
      "Kostenlos: Ansehen, Suchen, Vorlagen, Nodes, Fassungen, Teilen und Exportieren.",
      "Wofür jeder Credit ausgegeben wurde, steht unter Tarif und Credits.",
      "Auf einem eigenen Server ohne Abrechnung werden Credits gezählt, und nichts wird abgelehnt.",
    ],
  },
  data: {
    title: "Deine Daten",
    points: [
      "Unterhaltungen und Workflows liegen auf diesem NodePilot-Server. Niemand sonst sieht sie, auch die Verwaltung nicht.",
      "Ein gehostetes Modell bekommt die Nachricht und den offenen Workflow, und nur, wo die eingebaute Maschine unsicher ist. In den Einstellungen lässt sich das abschalten.",
      "Zugangsdaten bleiben in n8n: Ein Workflow enthält ihre Art, nie ein Passwort oder einen Schlüssel. Schreib auch keine in eine Nachricht.",
      "In den Einstellungen kannst du alles herunterladen, was über dich aufbewahrt wird, und dein Konto löschen.",
    ],
  },
  shortcuts: { title: "Tastenkürzel" },
  more: {
    title: "Für Programme",
    text: "Alles gibt es auch als HTTP-API: Leg in den Einstellungen einen Schlüssel an. An der Befehlszeile macht `nodepilot generate \"…\"` einen Workflow, `nodepilot validate DATEI` prüft einen, `nodepilot repair DATEI` repariert einen.",
  },
};
