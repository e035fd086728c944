import type { ComponentProps } from "react";

import { navigate } from "./route";

interface PageLinkProps extends Omit<ComponentProps<"a">, "href" | "onClick"> {
  to: string;
  /** Instead of only going there. */
  onGo?: () => void;
}

/** A link to another of our pages: a plain click stays in this one, any other opens it as the browser does. */
export function PageLink({ to, onGo, children, ...rest }: PageLinkProps) {
  return (
    <a
      href={to}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (onGo) onGo();
        else navigate(to);
      }}
      {...rest}
    >
      {children}
    </a>
  );
}
