import { tongue } from "../../shared/ui/words/tongue.gen";

/** The language of a tag that customers may read, script and region being no part of it; undefined where it is another. */
export const spoken = (tag: string | null) => tongue.exec(tag!)?.[1]!.toLowerCase();
