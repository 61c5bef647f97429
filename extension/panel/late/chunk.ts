// Files of the panel that are loaded when they are wanted, each with its style.

/** Loads a file once, with its style, which lies beside it: nothing is drawn without. One that could not be had is asked for again. */
export function chunk<T>(script: () => Promise<T>, style: string): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= Promise.all([script(), styled(style)]).then(([loaded]) => loaded);
    loading.catch(() => (loading = undefined));
    return loading;
  };
}

function styled(style: string): Promise<unknown> {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}
