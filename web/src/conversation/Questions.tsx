import clsx from "clsx";
import { Check, CircleHelp } from "lucide-react";

import type { Question } from "@/api/contract";

interface QuestionsProps {
  questions: Question[];
  /** null while nothing can be sent. */
  onChoose: ((text: string) => void) | null;
}

/** Clarifying questions; the workflow already follows the chosen answer, another one sends a message. */
export function Questions({ questions, onChoose }: QuestionsProps) {
  return (
    <div className="space-y-3">
      {questions.map((question) => (
        <fieldset key={question.text} className="rounded-xl border border-line bg-surface p-3">
          <legend className="sr-only">{question.text}</legend>
          <p className="mb-2.5 flex items-start gap-2 font-medium" aria-hidden>
            <CircleHelp className="mt-1 size-4 shrink-0 text-info" />
            {question.text}
          </p>
          <div className="flex flex-wrap gap-1.5">
            {question.choices.map((choice, index) => {
              const chosen = index === question.chosen;
              return (
                <button
                  key={choice}
                  type="button"
                  aria-pressed={chosen}
                  disabled={chosen || !onChoose}
                  onClick={() => onChoose?.(`${question.text} ${choice}`)}
                  className={clsx(
                    "flex items-center gap-1.5 rounded-full border px-3 py-1 text-sm text-left transition-colors",
                    chosen ? "border-accent-line bg-accent-soft text-accent" : "border-line hover:border-line-strong hover:bg-hover",
                  )}
                >
                  {chosen ? <Check className="size-3.5 shrink-0" aria-hidden /> : null}
                  {choice}
                </button>
              );
            })}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
