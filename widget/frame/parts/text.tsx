import type { ComponentChildren } from "preact";
import type { ControlProps } from "../../../shared/ui/field";
import type { Session } from "../session/session";
import type { Form, FormName } from "../session/state";
import { Detail } from "./details";
import { FormField } from "./field";

interface Props {
  name: FormName;
  label: string;
  form: Form;
  session: Session;
  /** Whether it can be formatted: what draws that has its place below from then on. */
  formatted: boolean;
  children: (control: ControlProps) => ComponentChildren;
}

/** What somebody has to say, with a bar that formats it. */
export function TextField({ name, label, form, session, formatted, children }: Props) {
  const { review, problems } = form;
  return (
    <FormField name="content" label={label} problems={problems} left={review?.content_tight ? review.content_left : undefined}>
      {(control) => (
        <>
          {children(control)}
          {formatted && (
            <div class="formatting">
              <Detail shown={{ part: "text", choice: name, form }} session={session} />
            </div>
          )}
        </>
      )}
    </FormField>
  );
}
