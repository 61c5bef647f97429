import { useEffect, useState } from "preact/hooks";

/** What is read as soon as something is drawn, undefined until then, and what reads it again. */
export function useRead<T>(read: () => Promise<T>): [T | undefined, () => Promise<void>] {
  const [value, setValue] = useState<T>();
  const again = async () => {
    const now = await read();
    setValue(() => now);
  };
  useEffect(() => void again(), []);
  return [value, again];
}
