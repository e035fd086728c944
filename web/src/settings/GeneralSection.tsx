import { Monitor, Moon, Sun } from "lucide-react";
import { useId } from "react";

import type { Language, Theme } from "@/app/preferences";
import { setPreferences, usePreferences } from "@/app/preferences";
import { Segmented } from "@/design/Segmented";
import { LANGUAGES, useLanguage, useMessages } from "@/i18n";

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
        <select
          id={languageId}
          value={language}
          onChange={(event) => setPreferences({ language: event.target.value as Language })}
          className="h-9 rounded-lg border border-line-strong bg-surface px-3 text-base"
        >
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </section>
    </div>
  );
}
