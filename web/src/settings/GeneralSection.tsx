import { Monitor, Moon, Sun } from "lucide-react";
import { useId } from "react";

import type { Language, Theme } from "@/app/preferences";
import { setPreferences, usePreferences } from "@/app/preferences";
import { Segmented } from "@/design/Segmented";
import { Select } from "@/design/Select";
import { LANGUAGES, useLanguage, useMessages } from "@/i18n";

import { MemoryChoice } from "./MemoryChoice";
import { ReleaseChoice } from "./ReleaseChoice";

export function GeneralSection() {
  const t = useMessages();
  const language = useLanguage();
  const { theme } = usePreferences();
  const languageId = useId();
  return (
    <div className="space-y-6">
      <section className="space-y-2">
        <h4 className="text-sm font-medium">{t.settings.theme}</h4>
        <Segmented<Theme>
          label={t.settings.theme}
          value={theme}
          onChange={(next) => setPreferences({ theme: next })}
          options={[
            { value: "system", label: t.settings.system, icon: <Monitor aria-hidden /> },
            { value: "light", label: t.settings.light, icon: <Sun aria-hidden /> },
            { value: "dark", label: t.settings.dark, icon: <Moon aria-hidden /> },
          ]}
        />
      </section>
      <section className="space-y-2">
        <label htmlFor={languageId} className="block text-sm font-medium">
          {t.settings.language}
        </label>
        <Select<Language>
          id={languageId}
          label={t.settings.language}
          value={language}
          onChange={(next) => setPreferences({ language: next })}
          options={(Object.keys(LANGUAGES) as Language[]).map((code) => ({ value: code, label: LANGUAGES[code] }))}
        />
      </section>
      <ReleaseChoice />
      <MemoryChoice />
    </div>
  );
}
