import type { Area } from "../area";
import { de } from "./de";
import type { MemoryWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const memoryWords: Area<MemoryWords> = { en, de, fr, es };
