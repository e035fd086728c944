/** Words of a page that is loaded when it is opened; they come with it in all languages, for they are few. */

import type { Language } from "@/app/preferences";

import { useLanguage } from ".";

export type Area<Words> = Record<Language, Words>;

export function useArea<Words>(area: Area<Words>): Words {
  return area[useLanguage()];
}
