import clsx from "clsx";
import { ChevronDown, RotateCcw, WifiOff } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { navigate } from "@/app/route";
import { Button } from "@/design/Button";
import { CopyButton } from "@/design/CopyButton";
import { IconButton } from "@/design/IconButton";
import { Logo } from "@/design/Logo";
import { Notice } from "@/design/Notice";
import type { Messages } from "@/i18n";
import { formatDuration, useLanguage, useMessages } from "@/i18n";

import type { Answer, AnswerFailure } from "./answer";
import { Markdown } from "@/markdown/Markdown";
import { Questions } from "./Questions";
import { StageList } from "./StageList";
import { Suggestions } from "./Suggestions";
import type { Versions } from "./thread";
import { Thumbs } from "./Thumbs";
import { VersionSwitch } from "./VersionSwitch";
import { WorkflowCard } from "./WorkflowCard";

const OutOfCredits = lazy(() => import("@/billing/OutOfCredits"));

interface AssistantMessageProps {
  answer: Answer;
  /** What it answers. */
  request: string;
  /** The conversation, as its drafts are named. */
  scope: string;
  /** The connection is gone and being tried again. */
  lost: boolean;
  shown: boolean;
  onShow: () => void;
  versions: Versions;
  /** Whether nothing came after it: what to say next is asked there alone. */
  last: boolean;
  /** Asks for another answer; null while one is running. */
  onAgain: (() => void) | null;
  onChoose: ((text: string) => void) | null;
  onShowVersion: ((messageId: string) => void) | null;
}

export function failureWords(failure: AnswerFailure, t: Messages): { title: string; next: string } {
  if (failure.code === "UNREACHABLE") return { title: t.errors.unreachable, next: t.errors.unreachableNext };
  if (failure.code === "STREAM_ENDED") return { title: t.errors.STREAM_ENDED, next: t.errors.STREAM_ENDEDNext };
  if (failure.code === "UNEXPECTED") return { title: t.errors.unexpected, next: t.errors.unexpectedNext };
  return { title: failure.message, next: failure.nextStep };
}

export function AssistantMessage(props: AssistantMessageProps) {
  const { answer, request, scope, lost, shown, versions, last, onShow, onAgain, onChoose, onShowVersion } = props;
  const t = useMessages();
  const running = answer.status === "running";
  const failure = answer.status === "failed" && answer.failure ? failureWords(answer.failure, t) : null;
  return (
    <article className="group flex gap-3" aria-label={t.chat.assistant} aria-busy={running}>
      <Logo className="mt-0.5 size-6" />
      <div className="min-w-0 flex-1 space-y-3">
        {running ? <StageList stages={answer.stages.length ? answer.stages : [WAITING]} /> : null}
        {running && answer.waiting ? (
          <p role="status" className="text-sm text-soft">
            {t.chat.inQueue(answer.waiting.place, answer.waiting.provider)}
          </p>
        ) : null}
        {running && lost ? (
          <p role="status" className="flex items-center gap-2 text-sm text-warning">
            <WifiOff className="size-4 shrink-0" aria-hidden />
            {t.chat.lost}
          </p>
        ) : null}
        {answer.text ? <Markdown text={answer.text} /> : null}
        {answer.workflow ? <WorkflowCard answer={answer} shown={shown} onShow={onShow} /> : null}
        {answer.questions.length ? <Questions questions={answer.questions} onChoose={onChoose} /> : null}
        {answer.status === "stopped" ? <p className="text-sm text-faint">{t.chat.stopped}</p> : null}
        {failure && answer.failure?.code === "OUT_OF_CREDITS" ? (
          <Suspense fallback={null}>
            <OutOfCredits scope={scope} message={request} onAgain={onAgain} />
          </Suspense>
        ) : failure ? (
          <Notice
            tone="danger"
            title={failure.title}
            actions={
              <>
                {answer.failure?.code === "PAYMENT_OVERDUE" ? (
                  <Button size="sm" look="primary" onClick={() => navigate("/billing")}>
                    {t.billing.label}
                  </Button>
                ) : null}
                {onAgain ? (
                  <Button size="sm" onClick={onAgain}>
                    <RotateCcw className="size-3.5" aria-hidden />
                    {t.common.retry}
                  </Button>
                ) : null}
              </>
            }
          >
            {failure.next}
          </Notice>
        ) : null}
        {running ? null : (
          <Footer answer={answer} versions={versions} onAgain={onAgain} onShow={onShowVersion} conversationId={onChoose ? scope : null} />
        )}
        {last && !running && answer.suggestions.length && onChoose ? (
          <Suggestions suggestions={answer.suggestions} onChoose={onChoose} />
        ) : null}
      </div>
    </article>
  );
}

const WAITING = { stage: "intent", milliseconds: null, detail: "" };

interface FooterProps {
  answer: Answer;
  versions: Versions;
  onAgain: (() => void) | null;
  onShow: ((messageId: string) => void) | null;
  /** null where one can only read. */
  conversationId: string | null;
}

function Footer({ answer, versions, onAgain, onShow, conversationId }: FooterProps) {
  const t = useMessages();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const time = answer.milliseconds === null ? null : formatDuration(answer.milliseconds, language);
  const cost = answer.dollars > 0 ? ` · ${formatCost(answer.dollars, language)}` : "";
  const summary = time ? (answer.answeredBy ? t.chat.answeredBy(engineName(answer.answeredBy, t), time) + cost : t.chat.madeIn(time)) : "";
  return (
    <div>
      <div className="-ml-1.5 flex min-h-7 flex-wrap items-center gap-0.5 text-xs text-faint">
        <VersionSwitch versions={versions} onShow={onShow} />
        {answer.stages.length && summary ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex min-h-7 min-w-0 items-center gap-1 rounded-md px-1.5 text-left hover:bg-hover hover:text-soft"
          >
            <span className="tabular min-w-0">{summary}</span>
            <ChevronDown className={clsx("size-3.5 shrink-0 transition-transform", open && "rotate-180")} aria-hidden />
          </button>
        ) : (
          <span className="tabular px-1.5">{summary}</span>
        )}
        <div className="flex items-center gap-0.5">
          {answer.text ? (
            <CopyButton text={() => answer.text} label={t.chat.copyAnswer} doneLabel={t.common.copied} failed={t.workflow.copyFailed} />
          ) : null}
          {onAgain && answer.status !== "failed" ? (
            <IconButton label={t.chat.again} size="sm" onClick={onAgain}>
              <RotateCcw className="size-3.5" aria-hidden />
            </IconButton>
          ) : null}
          {conversationId && answer.id && answer.status === "done" ? (
            <Thumbs conversationId={conversationId} messageId={answer.id} />
          ) : null}
        </div>
      </div>
      {open ? (
        <div className="mt-1.5 animate-rise rounded-xl border border-line bg-sunken px-3 py-2.5">
          <StageList stages={answer.stages} />
        </div>
      ) : null}
    </div>
  );
}

/** Dollars, to a hundredth of a cent: most answers cost a few of these. */
function formatCost(dollars: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "currency", currency: "USD", maximumFractionDigits: 4 }).format(dollars);
}

function engineName(answeredBy: string, t: Messages): string {
  return /^(built-?in|engine|built-in engine|composer)$/i.test(answeredBy) ? t.chat.engine : answeredBy;
}
