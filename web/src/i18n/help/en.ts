/** The help page. `code` in backticks stands out; nothing else is Markdown. */

export const en = {
  lead: "What you can ask for, how to say it, and how the result gets into your n8n.",
  contents: "On this page",
  tryIt: "Put it into the message box",
  tour: "Show the tour again",
  ask: {
    title: "What you can ask for",
    text: "Describe what shall happen in your own words, in English, German, French, Spanish or Portuguese. One sentence is enough to begin with.",
    examples: [
      "When a form is submitted, add the answers to a Google Sheet and send a thank-you mail with Gmail",
      "Every Monday at 7:30, get the open issues of our GitHub repository and post a summary to Slack",
      "Answer questions in a chat with an AI agent that can search Wikipedia and remembers the conversation",
      "When a Stripe payment over 100 dollars succeeds, tell #sales in Slack, otherwise only write it into Airtable",
    ],
  },
  say: {
    title: "How to say it",
    text: "The more of this a request says, the less is assumed. What was assumed is listed under Set-up, so that you can correct it.",
    points: [
      "When it starts: a time (`every weekday at 9`), an event (`when an email arrives`), a form, a chat, or by hand.",
      "With which services: name them. A misspelt name is understood too.",
      "Where to: the channel, the sheet, the address. In quotation marks if it has to be taken literally.",
      "Under which condition: `only if the amount is over 100`, `otherwise`, `for each row`.",
      "What shall happen when something fails: `if it fails, tell me on Telegram`.",
    ],
  },
  change: {
    title: "Changing a workflow",
    text: "Go on in the same conversation. What you don’t mention stays exactly as it is, and every change is a version of its own.",
    examples: ["Post to #alerts instead", "Add a filter before the mail: only rows whose status is open", "Remove the Slack step", "Run it every two hours", "Undo that"],
  },
  questions: {
    title: "Questions, and workflows that fail",
    text: "Ask about the workflow that is open, or about n8n. To have one repaired, paste its JSON into the box or drop the file on it, and paste the error message with it.",
    examples: ["What does this workflow do?", "Which credentials do I need?", "Why does the If node always take the false branch?", "How does the Merge node work?"],
  },
  bring: {
    title: "Into your n8n",
    text: "A finished workflow is plain n8n JSON. There are two ways:",
    points: [
      "Copy for n8n: click the copy button above the canvas, open an empty workflow in n8n, click on the canvas and press Ctrl+V (⌘V on a Mac).",
      "As a file: download the JSON. In n8n choose `Import from File` in the menu of a workflow.",
      "Then go through the Set-up list: choose or create the credentials of each service, and fill in what only you know.",
      "Run it once by hand in n8n, look at the output of each node, and then activate it.",
      "Tell us in the settings which n8n you run: only nodes and versions that your release has are used.",
    ],
  },
  parts: {
    title: "What you see beside the chat",
    points: [
      "Canvas: the workflow as n8n draws it. Click a node to see where each parameter came from and to change it; drag it elsewhere, or move it with the button in its details; undo with Ctrl+Z.",
      "Issues: what n8n or NodePilot finds wrong. Errors would stop the workflow, warnings may surprise you. “Fix” mends what can be mended.",
      "Set-up: what is left to do before it runs, what it reads and writes, and when it runs next.",
      "JSON: the document itself.",
      "Versions: every state that the workflow had, to compare and to restore.",
    ],
  },
  credits: {
    title: "What costs a credit",
    text: "One credit for each answer that brings a workflow or a change that passed all checks, and for a text that a hosted model wrote.",
    points: [
      "Free: questions back, answers of the built-in engine in words, failures, stopped answers, workflows with errors.",
      "Free: looking, searching, templates, nodes, versions, sharing and exporting.",
      "What each credit was spent on is listed under Plan and credits.",
      "On a server of your own without billing, credits are counted and nothing is refused.",
    ],
  },
  data: {
    title: "Your data",
    points: [
      "Conversations and workflows are kept on this NodePilot server. Nobody else sees them, administrators neither.",
      "A hosted model gets the message and the open workflow, and only where the built-in engine is not sure. In the settings you can switch that off.",
      "Credentials stay in n8n: a workflow holds their kind, never a password or a key. Don’t write any into a message.",
      "In the settings you can download everything that is kept about you, and delete your account.",
    ],
  },
  shortcuts: { title: "Keyboard shortcuts" },
  more: {
    title: "For programs",
    text: "Everything is there as an HTTP API, too: make a key in the settings. On the command line `nodepilot generate \"…\"` makes a workflow, `nodepilot validate FILE` checks one, `nodepilot repair FILE` mends one.",
  },
};

export type HelpWords = typeof en;
