import type { Status } from "../../../wasm/core.gen";

interface Props {
  status: Status;
}

/** A status as a small label; its mark tells states apart without colour. What is merely new is not worth one. */
export function StatusLabel({ status }: Props) {
  if (status.title === "" || status.state === "new") return null;
  return (
    <span class="status" data-state={status.state}>
      <bdi>{status.title}</bdi>
    </span>
  );
}
