/** Words of the template gallery. */

export const en = {
  lead: "Ready workflows to begin with. Open one, use it as it is, or say in the chat what shall be different.",
  search: "Search templates",
  category: "Category",
  all: "All categories",
  complexity: "Size",
  anyComplexity: "Any size",
  complexities: { simple: "simple", medium: "medium", advanced: "advanced" },
  nodes: (count: number) => (count === 1 ? "1 node" : `${count} nodes`),
  count: (count: number) => (count === 1 ? "1 template" : `${count} templates`),
  nothing: "No template fits",
  nothingText: "Describe what you need instead: it is built for you.",
  clear: "Clear the filters",
  describe: "Describe it in the chat",
  failed: "The templates could not be loaded.",
  oneFailed: "This template could not be loaded.",
  use: "Use this template",
  back: "All templates",
  close: "Close the preview",
  preview: (name: string) => `Preview of ${name}`,
  goodFor: "Good for",
  categories: {
    "ai assistants": "AI assistants",
    "operations and it": "Operations and IT",
    "people and files": "People and files",
    "data and apis": "Data and APIs",
    "marketing and content": "Marketing and content",
    "shop and finance": "Shop and finance",
    "sales and leads": "Sales and leads",
    support: "Support",
  } as Record<string, string>,
};

export type TemplateWords = typeof en;
