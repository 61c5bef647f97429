import { Paperclip } from "./icons";

interface Props {
  files: readonly { name: string; url: string }[];
  label: string;
}

/** Files that came with a message. Its style sheet comes with what draws messages: the widget loads that with the first post. */
export function Attachments({ files, label }: Props) {
  if (files.length === 0) return null;
  return (
    <ul class="ds-attachments" aria-label={label}>
      {files.map((file) => (
        <li key={file.url}>
          <a href={file.url} target="_blank" rel="noopener noreferrer" title={file.name}>
            <Paperclip />
            <span dir="auto">{file.name || label}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
