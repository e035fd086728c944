import type { Area } from "../area";
import { de } from "./de";
import type { TemplateWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const templateWords: Area<TemplateWords> = { en, de, fr, es };
