/** Words of the first-run tour. */

export const en = {
  label: "A short tour",
  step: (number: number, total: number) => `${number} of ${total}`,
  next: "Next",
  back: "Back",
  skip: "Skip the tour",
  done: "Start",
  steps: {
    message: {
      title: "Say it in your words",
      text: "When it starts, with which services, and where to. One sentence is enough; you can go on changing it afterwards.",
    },
    suggestions: { title: "Or begin with something ready", text: "Try one of these requests, or open one of the templates and change what you need." },
    sidebar: {
      title: "Everything is kept",
      text: "Your conversations and workflows stay here, beside templates and all nodes that n8n has.",
    },
    commands: { title: "Find your way", text: "Ctrl+K (⌘K on a Mac) finds every page and action. The help is beside the settings." },
  },
};

export type TourWords = typeof en;
