import type { Area } from "../area";
import { de } from "./de";
import type { AdminWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const adminWords: Area<AdminWords> = { en, de, fr, es };
