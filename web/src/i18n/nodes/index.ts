import type { Area } from "../area";
import { de } from "./de";
import type { NodeWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const nodeWords: Area<NodeWords> = { en, de, fr, es };
