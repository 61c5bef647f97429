// What is being typed about a user, before it is saved. Pure, but for the drafts themselves.

import type { FieldEntry, Profile, User } from "../../../wasm/core.gen";

export interface Draft {
  name: string;
  email: string;
  tags: string;
  password: string;
  /** Values of the account's own fields, by their numbers. */
  fields: Readonly<Record<number, string>>;
}

/** What is typed and not saved, by account and user, as long as the panel is open. */
export const drafts = new Map<string, Draft>();

export function draftOf({ profile, fields }: User): Draft {
  const values = Object.fromEntries(fields.map((f) => [f.id, profile.fields.find((v) => v.id === f.id)?.value ?? ""]));
  return { name: profile.name, email: profile.email, tags: profile.tags, password: "", fields: values };
}

/** What is sent: of the account's own fields only those that were changed, each named by its kind and number. */
export function profileOf(user: User, draft: Draft): Profile {
  const before = draftOf(user).fields;
  const changed = user.fields.filter((f) => (draft.fields[f.id] ?? "") !== (before[f.id] ?? ""));
  return {
    ...user.profile, name: draft.name.trim(), email: draft.email.trim(), tags: draft.tags.trim(), password: draft.password,
    fields: changed.map((f: FieldEntry) => ({ id: f.id, name: `${f.kind}/${f.id}`, value: draft.fields[f.id] ?? "" })),
  };
}
