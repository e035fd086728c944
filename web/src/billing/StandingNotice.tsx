import type { Subscription } from "@/api/contract";
import { Button } from "@/design/Button";
import { Notice } from "@/design/Notice";
import { useMessages } from "@/i18n";

interface StandingNoticeProps {
  standing: Subscription["standing"];
  busy: boolean;
  onManage: () => void;
}

/** A payment that failed, and what becomes of it. */
export function StandingNotice({ standing, busy, onManage }: StandingNoticeProps) {
  const t = useMessages();
  if (standing !== "grace" && standing !== "read_only") return null;
  const late = standing === "read_only";
  return (
    <Notice
      tone={late ? "danger" : "warning"}
      title={late ? t.billing.readOnly : t.billing.grace}
      actions={
        <Button size="sm" disabled={busy} onClick={onManage}>
          {t.billing.manage}
        </Button>
      }
    >
      {late ? t.billing.readOnlyText : t.billing.graceText}
    </Notice>
  );
}
