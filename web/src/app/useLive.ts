import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { followLive } from "@/api/live";
import { turns } from "@/conversation/turns";

/** A hidden tab lets go of its connection after this long: a browser has only a few for one server. */
const PATIENCE = 20_000;

const isOwn = (conversationId: string) => turns.turnsOf(conversationId).length > 0;

/** Keeps the page true to the server while it is looked at. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    let connection: AbortController | null = null;
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      clearTimeout(leaving);
      if (connection) return;
      connection = new AbortController();
      void followLive(client, { signal: connection.signal, isOwn });
    };
    const disconnect = () => {
      connection?.abort();
      connection = null;
    };
    const follow = () => {
      if (document.visibilityState === "visible") connect();
      else leaving = setTimeout(disconnect, PATIENCE);
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      clearTimeout(leaving);
      disconnect();
    };
  }, [client]);
}
