import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { IconButton } from "./IconButton";
import { showToast } from "./Toasts";

interface CopyButtonProps {
  text: () => string;
  label: string;
  doneLabel: string;
  failed: string;
}

/** Copies and says so for two seconds. */
export function CopyButton({ text, label, doneLabel, failed }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2000);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setDone(true);
    } catch {
      showToast(failed);
    }
  };
  return (
    <IconButton label={done ? doneLabel : label} size="sm" onClick={() => void copy()}>
      {done ? <Check className="size-3.5 text-success" aria-hidden /> : <Copy className="size-3.5" aria-hidden />}
    </IconButton>
  );
}
