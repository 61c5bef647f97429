import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Desk } from "./desk";

export const DeskContext = createContext<Desk | null>(null);

/** The desk of this page: what components tell when something is clicked or typed. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("a component of the sidebar was drawn outside of it");
  return desk;
}
