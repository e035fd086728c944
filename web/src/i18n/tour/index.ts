import type { Area } from "../area";
import { de } from "./de";
import type { TourWords } from "./en";
import { en } from "./en";
import { es } from "./es";
import { fr } from "./fr";

export const tourWords: Area<TourWords> = { en, de, fr, es };
