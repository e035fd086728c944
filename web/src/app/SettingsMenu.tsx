import { Monitor, Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";

import { Menu, MenuChoice, MenuSeparator } from "@/design/Menu";
import { LANGUAGES, useLanguage, useMessages } from "@/i18n";

import type { Language, Theme } from "./preferences";
import { setPreferences, usePreferences } from "./preferences";

export function SettingsMenu({ trigger }: { trigger: ReactNode }) {
  const t = useMessages();
  const language = useLanguage();
  const { theme } = usePreferences();
  return (
    <Menu trigger={trigger} align="start" side="top">
      <MenuChoice<Theme>
        label={t.settings.theme}
        value={theme}
        onChange={(next) => setPreferences({ theme: next })}
        options={[
          { value: "system", label: t.settings.system, icon: <Monitor aria-hidden /> },
          { value: "light", label: t.settings.light, icon: <Sun aria-hidden /> },
          { value: "dark", label: t.settings.dark, icon: <Moon aria-hidden /> },
        ]}
      />
      {Object.keys(LANGUAGES).length > 1 ? (
        <>
          <MenuSeparator />
          <MenuChoice<Language>
            label={t.settings.language}
            value={language}
            onChange={(next) => setPreferences({ language: next })}
            options={Object.entries(LANGUAGES).map(([value, label]) => ({ value: value as Language, label }))}
          />
        </>
      ) : null}
    </Menu>
  );
}
