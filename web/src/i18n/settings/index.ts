import type { Area } from "../area";
import { de } from "./de";
import type { SettingsWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const settingsWords: Area<SettingsWords> = { en, de, fr, es };
