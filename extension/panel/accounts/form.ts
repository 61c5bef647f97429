// The form that adds an account, as state: whatever goes wrong, what was typed stays.

import type { Failure } from "../../../wasm/core.gen";
import { told } from "../speech";
import type { Added } from "./account";

export interface Form {
  system: Added | "";
  address: string;
  /** By what the account is opened. */
  way: Way;
  key: string;
  email: string;
  password: string;
  /** What the core made of the address so far. */
  host: string;
  warning: string;
  problems: Problems;
  /** What is going on, "" when nothing is. */
  step: "" | "asking" | "checking";
}

/** A key, or an address and a password that are exchanged for one. */
export type Way = "key" | "password";

export type FieldName = "system" | "address" | "key" | "email" | "password";

/** Sentences at fields, and one about all of them. */
export type Problems = Partial<Record<FieldName | "form", string>>;

export const emptyForm: Form = { system: "", address: "", way: "key", key: "", email: "", password: "", host: "", warning: "", problems: {}, step: "" };

export type FormEvent =
  | { type: "form-typed"; field: FieldName; value: string; host: string; warning: string }
  | { type: "form-way"; way: Way }
  | { type: "form-refused"; problems: Problems }
  | { type: "form-step"; step: Form["step"]; host: string; warning: string };

export function reduceForm(form: Form, event: FormEvent): Form {
  switch (event.type) {
    case "form-typed": {
      const problems = { ...form.problems };
      delete problems[event.field];
      delete problems.form;
      // Another system or address is another helpdesk: what it said of the key no longer holds.
      if (event.field === "system" || event.field === "address") for (const secret of ["key", "email", "password"] as const) delete problems[secret];
      return { ...form, [event.field]: event.value, host: event.host, warning: event.warning, problems };
    }
    case "form-way":
      return { ...form, way: event.way, problems: {} };
    case "form-refused":
      return { ...form, problems: event.problems, step: "" };
    case "form-step":
      return { ...form, step: event.step, host: event.host, warning: event.warning, problems: {} };
  }
}

const known: readonly FieldName[] = ["system", "address", "key", "email", "password"];

/** Puts what the core said at the fields it is about; without a field, at the one that can mend it. */
export function problemsOf(failure: Failure): Problems {
  const problems: Problems = {};
  for (const { field, say } of failure.fields) {
    const name = known.find((k) => k === field);
    if (name) problems[name] ??= told(say);
  }
  if (Object.keys(problems).length > 0) return problems;
  const aboutKey = failure.kind === "unauthorized" || failure.kind === "forbidden";
  return { [aboutKey ? "key" : "address"]: told(failure.say) };
}
