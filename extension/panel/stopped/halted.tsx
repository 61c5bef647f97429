import { RefreshCw, TriangleAlert } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { text } from "../strings";

/** The whole panel cannot work. */
export function Halted({ heading, hint }: { heading: string; hint: string }) {
  return (
    <main class="page">
      <Standing icon={<TriangleAlert size={20} />} heading={heading}>
        <p>{hint}</p>
        <button type="button" class="ds-button" data-kind="primary" onClick={() => location.reload()}>
          <RefreshCw />
          {text.problem.reload}
        </button>
      </Standing>
    </main>
  );
}
