import type { Area } from "../area";
import { de } from "./de";
import type { HelpWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const helpWords: Area<HelpWords> = { en, de, fr, es };
