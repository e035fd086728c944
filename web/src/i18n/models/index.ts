import type { Area } from "../area";
import { de } from "./de";
import type { ModelWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const modelWords: Area<ModelWords> = { en, de, fr, es };
