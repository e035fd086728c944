import { useEffect, useRef, useState } from "react";

import { useTourSeen } from "./seen";
import Tour from "./Tour";

/** The tour, until it was seen or skipped; going on to something else is skipping. */
export default function FirstRun() {
  const { remember } = useTourSeen();
  const [over, setOver] = useState(false);
  const left = useRef(remember);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    left.current = remember;
  });
  useEffect(() => {
    // React may take a component away for a moment only.
    clearTimeout(leaving.current);
    return () => {
      leaving.current = setTimeout(() => left.current(), 0);
    };
  }, []);
  const finish = () => {
    setOver(true);
    remember();
  };
  return over ? null : <Tour onDone={finish} />;
}
