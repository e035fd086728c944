import { memo } from "react";

import { AssistantMessage } from "./AssistantMessage";
import type { Exchange } from "./thread";
import { neverArrived } from "./turns";
import { UserMessage } from "./UserMessage";

/** What can be done in a conversation of one's own. */
export interface Talk {
  send: (text: string) => void;
  edit: (exchange: Exchange, text: string) => void;
  again: (exchange: Exchange) => void;
  /** Shows another version of a message or an answer. */
  show: (messageId: string) => void;
}

interface ExchangeViewProps {
  exchange: Exchange;
  /** The conversation, as its drafts are named. */
  scope: string;
  shown: boolean;
  last: boolean;
  running: boolean;
  onShow: (key: string) => void;
  onOpenNode: (exchange: string, node: string) => void;
  /** null where one can only read. */
  talk: Talk | null;
}

/** A message and its answer. While one scrolls nothing of them changes, so nothing is drawn anew. */
export const ExchangeView = memo(function ExchangeView(props: ExchangeViewProps) {
  const { exchange, scope, shown, last, running, onShow, onOpenNode, talk } = props;
  const { key, request, files, requests, answers, answer, turn } = exchange;
  const able = running ? null : talk;
  return (
    <>
      {request || files.length ? (
        <UserMessage
          key={requests.shown}
          text={request}
          files={files}
          versions={requests}
          own={talk !== null}
          provenance={shown ? (answer?.provenance ?? null) : null}
          onOpenNode={(node) => onOpenNode(key, node)}
          onEdit={able ? (text) => able.edit(exchange, text) : null}
          onShow={able ? able.show : null}
        />
      ) : null}
      {answer ? (
        <AssistantMessage
          answer={answer}
          request={request}
          scope={scope}
          lost={turn?.lost ?? false}
          shown={shown}
          versions={answers}
          last={last}
          onShow={() => onShow(key)}
          onAgain={able && canAgain(exchange) ? () => able.again(exchange) : null}
          onChoose={able ? able.send : null}
          onShowVersion={able ? able.show : null}
        />
      ) : null}
    </>
  );
});

/** An answer to a message that is stored, or one that never reached the server. */
function canAgain({ turn, answer, requests }: Exchange): boolean {
  return (turn !== null && neverArrived(turn)) || (answer !== null && answer.id !== "" && (requests.shown !== "" || turn !== null));
}
