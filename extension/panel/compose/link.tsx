import { LinkDialog as Asking } from "../../../shared/ui/writing/link";
import { text } from "../strings";
import type { Writer } from "./writer";

interface Props {
  /** Keeps its selection while the dialog is open. */
  writer: Writer;
  onClose: () => void;
}

/** Asks for a link of what is written. */
export function LinkDialog({ writer, onClose }: Props) {
  const words = { heading: text.compose.formats.link, close: text.help.close, address: text.compose.linkAddress, words: text.compose.linkWords, put: text.compose.linkPut };
  return <Asking words={words} selected={writer.selected()} linking={(address, label) => writer.linking(address, label)} onClose={onClose} />;
}
