/** What is said in the language of a tag, if there is anything; script and region are no part of it. */
export function spoken<W>(all: Readonly<Record<string, W>>, tag: string): W | undefined {
  return all[tag.toLowerCase().split("-")[0]!];
}
