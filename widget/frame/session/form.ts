// The forms of the widget and everything that can happen to them: as state.ts,
// of which this is the half that nobody needs before they write.

import type { Failure, FieldError, PostRow, PostType, Review, Writing } from "../../../wasm/core.gen";
import { type Choice, choices, type Draft, type Form, type FormName, ids, known, type State, top, valueOf, type View } from "./state";

/** The form for comments on a post. */
export const remarks = (id: number): FormName => `post/${id}`;

/** What a form's draft says of itself. */
export function subjectOf(name: FormName): { readonly type: PostType; readonly object: number } {
  const choice = choices.find((c) => c === name);
  return choice ? { type: choice, object: 0 } : { type: "", object: Number(name.slice("post/".length)) };
}

export const emptyDraft: Draft = { title: "", content: "", category: 0, files: [], fields: [], tags: "", writing: "" };

/** A form with a draft, and what other pages hold beside it. */
export const newForm = (draft: Draft, others: readonly Writing[]): Form => ({
  draft,
  others,
  unfolded: draft.content !== "",
  similar: { phase: "idle" },
  asked: false,
  review: null,
  problems: [],
  failure: null,
  handing: false,
  refusals: 0,
});

export type FormAction =
  | { readonly type: "edited"; readonly form: FormName; readonly change: Partial<Draft> }
  | { readonly type: "shelved"; readonly form: FormName; readonly draft: Draft; readonly others: readonly Writing[] }
  | { readonly type: "reviewed"; readonly form: FormName; readonly review: Review }
  | { readonly type: "unfolded"; readonly choice: Choice }
  | { readonly type: "similar asked"; readonly choice: Choice }
  | { readonly type: "similar found"; readonly choice: Choice; readonly title: string; readonly posts: readonly PostRow[]; readonly at: number }
  | { readonly type: "refused"; readonly form: FormName; readonly problems: readonly FieldError[] }
  | { readonly type: "handing"; readonly form: FormName }
  | { readonly type: "handed over"; readonly form: FormName; readonly key: string }
  | { readonly type: "not kept"; readonly form: FormName; readonly failure: Failure }
  | { readonly type: "voted instead"; readonly choice: Choice; readonly id: number }
  | { readonly type: "brought back"; readonly form: FormName; readonly draft: Draft; readonly failure: Failure | null }
  | { readonly type: "cleared"; readonly form: FormName };

/** The next state. An action that does not apply any more changes nothing. */
export function reduceForms(state: State, action: FormAction): State {
  switch (action.type) {
    case "edited": {
      const { draft, problems, similar } = formOf(state, action.form);
      const retitled = action.change.title !== undefined && action.change.title.trim() !== draft.title.trim();
      return withForm(state, action.form, {
        draft: { ...draft, ...action.change },
        problems: problems.filter(({ field }) => !Object.hasOwn(action.change, field) && (!action.change.fields || valuesOf(action.change, field) === valuesOf(draft, field))),
        ...(retitled && { similar: { phase: "loading", value: valueOf(similar) ?? [] }, asked: false }),
      });
    }
    case "shelved": {
      const { draft, others } = action;
      const form = formOf(state, action.form);
      const anew = draft.writing !== form.draft.writing && draft.title !== form.draft.title && draft.title !== "";
      return withForm(state, action.form, { draft, others, unfolded: draft.content !== "" || (form.unfolded && !anew) });
    }
    case "reviewed":
      return withForm(state, action.form, { review: action.review });
    case "unfolded":
      return withForm(state, action.choice, { unfolded: true, problems: [] });
    case "similar asked":
      return withForm(state, action.choice, { similar: { phase: "loading", value: valueOf(formOf(state, action.choice).similar) ?? [] }, asked: true });
    case "similar found": {
      const { draft, similar, asked } = formOf(state, action.choice);
      if (action.title !== draft.title) return state;
      // What was found here stays where it stands.
      const before = asked ? (valueOf(similar) ?? []) : [];
      return withForm(known(state, action.posts, action.at), action.choice, { similar: { phase: "ready", value: [...new Set([...before, ...ids(action.posts)])] } });
    }
    case "refused":
      return withForm(state, action.form, {
        problems: action.problems,
        failure: null,
        handing: false,
        refusals: formOf(state, action.form).refusals + 1,
      });
    case "handing":
      return withForm(state, action.form, { handing: true, problems: [], failure: null });
    case "handed over": {
      const on = top(state);
      // Whoever has gone elsewhere meanwhile is not pulled back.
      const stack = on.name === "form" && on.choice === action.form ? [...state.stack.slice(0, -1), { name: "sent", key: action.key, choice: on.choice } as const] : state.stack;
      return withForm({ ...state, stack }, action.form, newForm(emptyDraft, formOf(state, action.form).others));
    }
    case "voted instead": {
      const { choice, id } = action;
      const stack = state.stack.filter((view) => view.name !== "form");
      const on = stack.at(-1);
      if (on?.name !== "post" || on.id !== id) stack.push({ name: "post", id });
      const { draft, others } = formOf(state, choice);
      return withForm({ ...state, stack }, choice, isTitle(draft) ? newForm(emptyDraft, others) : {});
    }
    case "not kept":
      return withForm(state, action.form, { handing: false, failure: action.failure });
    case "brought back": {
      const { failure, draft } = action;
      const problems = failure?.fields ?? [];
      const form: Form = { ...newForm(draft, formOf(state, action.form).others), unfolded: true, failure, problems, refusals: problems.length > 0 ? 1 : 0 };
      const { type, object } = subjectOf(action.form);
      const to: View = type ? { name: "form", choice: type } : { name: "post", id: object };
      const on = top(state);
      const there = on.name === "post" && on.id === object;
      const stack = there ? state.stack : [...(on.name === "sent" || on.name === "waiting" ? state.stack.slice(0, -1) : state.stack), to];
      return withForm({ ...state, stack, notice: "" }, action.form, form);
    }
    case "cleared":
      return withForm(state, action.form, newForm(emptyDraft, formOf(state, action.form).others));
  }
}

/** A form, as it is or was begun. */
export function formOf({ forms }: Pick<State, "forms">, name: FormName): Form {
  return forms[name] ?? newForm(emptyDraft, []);
}

/** What a draft has of a field, by the name that the core gives it, in one text. */
function valuesOf({ fields = [] }: Partial<Draft>, name: string): string | undefined {
  return fields.find(({ id }) => `property_${id}` === name)?.values.join("\n");
}

/** Whether two drafts say the same. */
export function alike(a: Draft, b: Draft): boolean {
  return (Object.keys(emptyDraft) as (keyof Draft)[]).every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

/** Whether no more than a title was written. */
export function isTitle(draft: Draft): boolean {
  return alike(draft, { ...emptyDraft, title: draft.title, category: draft.category, writing: draft.writing });
}

function withForm(state: State, name: FormName, change: Partial<Form>): State {
  return { ...state, forms: { ...state.forms, [name]: { ...formOf(state, name), ...change } } };
}
