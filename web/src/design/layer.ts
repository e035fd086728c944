import { createContext } from "react";

/** The open dialog that things belong to: what hovers outside of it would lie under it. null on the page itself. */
export const LayerContext = createContext<HTMLElement | null>(null);
