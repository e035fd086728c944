import { BrainCircuit, Keyboard, KeyRound, SlidersHorizontal, UserRound, X } from "lucide-react";
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";

import { Dialog } from "@/design/Dialog";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";
import { useArea } from "@/i18n/area";
import { settingsWords } from "@/i18n/settings";

import { AccountSection } from "./AccountSection";
import { ApiKeysSection } from "./ApiKeysSection";
import { GeneralSection } from "./GeneralSection";
import { ModelsSection } from "./ModelsSection";
import { ShortcutsSection } from "./ShortcutsSection";

export type SettingsPart = "general" | "models" | "account" | "keys" | "shortcuts";

interface SettingsDialogProps {
  /** null closes it. */
  part: SettingsPart | null;
  onPart: (part: SettingsPart) => void;
  onClose: () => void;
}

export default function SettingsDialog({ part, onPart, onClose }: SettingsDialogProps) {
  const t = useMessages();
  const w = useArea(settingsWords);
  const parts: { name: SettingsPart; label: string; icon: ReactNode; body: ReactNode }[] = [
    { name: "general", label: t.settings.general, icon: <SlidersHorizontal aria-hidden />, body: <GeneralSection /> },
    { name: "models", label: w.models, icon: <BrainCircuit aria-hidden />, body: <ModelsSection /> },
    { name: "account", label: t.settings.account, icon: <UserRound aria-hidden />, body: <AccountSection /> },
    { name: "keys", label: t.settings.keys, icon: <KeyRound aria-hidden />, body: <ApiKeysSection /> },
    { name: "shortcuts", label: t.settings.shortcuts, icon: <Keyboard aria-hidden />, body: <ShortcutsSection /> },
  ];
  return (
    <Dialog open={part !== null} onClose={onClose} title={t.settings.label} closeLabel={t.common.close} bare className="h-[min(85dvh,38rem)] w-[min(96vw,46rem)]">
      <Tabs.Root
        value={part ?? "general"}
        onValueChange={(next) => onPart(next as SettingsPart)}
        orientation="vertical"
        className="flex h-full max-sm:flex-col"
      >
        <div className="flex shrink-0 flex-col gap-2 bg-sunken p-3 sm:w-48 sm:border-r sm:border-line">
          <div className="flex items-center justify-between pl-2">
            <p className="font-semibold" aria-hidden>
              {t.settings.label}
            </p>
            <span className="sm:hidden">
              <IconButton label={t.common.close} onClick={onClose}>
                <X className="size-4" aria-hidden />
              </IconButton>
            </span>
          </div>
          <Tabs.List aria-label={t.settings.label} className="flex gap-0.5 max-sm:flex-wrap sm:flex-col">
            {parts.map(({ name, label, icon }) => (
              <Tabs.Trigger
                key={name}
                value={name}
                className="flex h-8 items-center gap-2.5 rounded-lg px-2 text-left text-sm text-soft transition-colors hover:bg-hover data-[state=active]:bg-hover data-[state=active]:font-medium data-[state=active]:text-text [&>svg]:size-4 [&>svg]:shrink-0"
              >
                {icon}
                {label}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        {parts.map(({ name, label, body }) => (
          <Tabs.Content key={name} value={name} className="min-h-0 min-w-0 flex-1 overflow-y-auto p-5 -outline-offset-2">
            <div className="mb-4 flex items-center justify-between gap-4">
              <h3 className="text-lg font-semibold">{label}</h3>
              <span className="max-sm:hidden">
                <IconButton label={t.common.close} onClick={onClose}>
                  <X className="size-4" aria-hidden />
                </IconButton>
              </span>
            </div>
            {body}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}
