import { useQueryClient } from "@tanstack/react-query";

import type { Me } from "@/api/contract";
import { choicesOf, useChoose } from "@/api/own";
import { keys, useMe } from "@/api/queries";
import { navigate, pathOf } from "@/app/route";

/** Whether the tour was seen or skipped, which the server remembers for every browser. */
export function useTourSeen() {
  const { data: me } = useMe();
  const client = useQueryClient();
  const choose = useChoose();
  return {
    /** True as long as nobody knows. */
    seen: !me || choicesOf(me.settings).tour_seen === true,
    remember: () => {
      if (choicesOf(client.getQueryData<Me>(keys.me)?.settings).tour_seen === null) choose.mutate({ tour_seen: true });
    },
    showAgain: () => {
      choose.mutate({ tour_seen: null });
      navigate(pathOf(null));
    },
  };
}
