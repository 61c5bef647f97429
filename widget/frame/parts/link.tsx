import { ExternalLink } from "../../../shared/ui/icons";
import { say } from "../speech";

interface Props {
  url: string;
  label: string;
}

/** A link out of the widget, which a sandboxed frame can only open in a new tab. */
export function OutLink({ url, label }: Props) {
  if (!/^https?:/.test(url)) return null;
  return (
    <a class="out" href={url} target="_blank" rel="noopener">
      {label}
      <ExternalLink label={say("widget.post.new_tab")} />
    </a>
  );
}
