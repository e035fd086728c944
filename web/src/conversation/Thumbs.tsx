import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useId, useState } from "react";

import type { Rating } from "@/api/contract";
import { Button } from "@/design/Button";
import { IconButton } from "@/design/IconButton";
import { useMessages } from "@/i18n";

import { useFeedback } from "./useFeedback";

interface ThumbsProps {
  conversationId: string;
  messageId: string;
}

/** What one thinks of an answer: kept at once, the reason when it is written. */
export function Thumbs({ conversationId, messageId }: ThumbsProps) {
  const t = useMessages();
  const { given, give, takeBack } = useFeedback(conversationId, messageId);
  const [asking, setAsking] = useState(false);
  const press = (rating: Rating) => {
    if (given?.rating === rating) {
      setAsking(false);
      void takeBack();
    } else {
      setAsking(true);
      void give(rating, "");
    }
  };
  return (
    <>
      <IconButton size="sm" label={t.feedback.up} aria-pressed={given?.rating === "up"} onClick={() => press("up")}>
        <ThumbsUp className={given?.rating === "up" ? "size-3.5 fill-current text-accent" : "size-3.5"} aria-hidden />
      </IconButton>
      <IconButton size="sm" label={t.feedback.down} aria-pressed={given?.rating === "down"} onClick={() => press("down")}>
        <ThumbsDown className={given?.rating === "down" ? "size-3.5 fill-current text-danger" : "size-3.5"} aria-hidden />
      </IconButton>
      {asking && given ? (
        <Reason
          rating={given.rating}
          onSend={(reason) => {
            setAsking(false);
            void give(given.rating, reason);
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

const LONGEST_REASON = 2000;

interface ReasonProps {
  rating: Rating;
  onSend: (reason: string) => void;
  onClose: () => void;
}

function Reason({ rating, onSend, onClose }: ReasonProps) {
  const t = useMessages();
  const id = useId();
  const [reason, setReason] = useState("");
  return (
    <form
      className="mt-1 w-full animate-rise space-y-2 rounded-xl border border-line bg-sunken p-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(reason.trim());
      }}
    >
      <label htmlFor={id} className="block text-sm font-medium text-text">
        {rating === "up" ? t.feedback.whyUp : t.feedback.whyDown}
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={LONGEST_REASON}
        value={reason}
        // It was just asked for by the press of a button.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
        }}
        className="w-full resize-y rounded-lg border border-line-strong bg-surface px-2.5 py-1.5 text-sm text-text -outline-offset-1 focus:border-accent"
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" look="quiet" onClick={onClose}>
          {t.common.close}
        </Button>
        <Button size="sm" look="primary" type="submit" disabled={!reason.trim()}>
          {t.feedback.send}
        </Button>
      </div>
    </form>
  );
}
