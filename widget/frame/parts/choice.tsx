import { CircleQuestionMark, Lightbulb, TriangleAlert } from "../../../shared/ui/icons/first";
import type { Choice } from "../session/state";

/** The icon of a type of post. */
export const choiceIcon = { idea: Lightbulb, problem: TriangleAlert, question: CircleQuestionMark } satisfies Record<Choice, unknown>;
